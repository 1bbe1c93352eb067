// `npm run load -- --users 10000 --minutes 10`: builds what is stale, then runs the capacity run of bench/.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, root, setUp } from './prepare.mjs';

await setUp(() => {
  ensureInstalled();
  ensureBuilt();
});
await import(pathToFileURL(join(root, 'bench', 'dist', 'src', 'load', 'main.js')).href);
