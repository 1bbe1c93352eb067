// `npm run day -- --orders 200 --seed 1`: plays a day of a repair firm through its chats and compares the books.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, root, setUp } from './prepare.mjs';

await setUp(() => ensureInstalled());
const program = join(root, 'apps', 'repair', 'day', 'main.ts');
const args = ['--import', 'tsx', '--conditions=source', program, ...process.argv.slice(2)];
const { status, signal } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
if (signal !== null) process.kill(process.pid, signal);
process.exitCode = status ?? 1;
