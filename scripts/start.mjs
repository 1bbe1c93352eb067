// `npm start`: installs what is missing, builds what is stale, then becomes the program itself.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { alone, ensureBuilt, ensureInstalled, requireNode, root } from './prepare.mjs';

requireNode();
await alone(() => {
  ensureInstalled();
  ensureBuilt();
});

// In this very process: signals, and a SIGKILL, hit the program and not something in front of it.
const main = join(root, 'apps', 'durabot', 'dist', 'main.js');
process.argv = [process.argv[0], main, 'start', ...process.argv.slice(2)];
await import(pathToFileURL(main).href);
