// `npm run chaos -- --kills 200 --seed 1`: builds what is stale, then runs the program of chaos/.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, root, setUp } from './prepare.mjs';

await setUp(() => {
  ensureInstalled();
  ensureBuilt();
});
await import(pathToFileURL(join(root, 'chaos', 'dist', 'main.js')).href);
