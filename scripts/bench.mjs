// `npm run bench -- dialog`: builds what is stale, then runs the program of bench/.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, root, setUp } from './prepare.mjs';

await setUp(() => {
  ensureInstalled();
  ensureBuilt();
});
await import(pathToFileURL(join(root, 'bench', 'dist', 'src', 'main.js')).href);
