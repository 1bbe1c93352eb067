// `npm start`: installs what is missing, builds what is stale, then becomes the program itself. package.json says
// `exec node …`, so that npm's own shell does not stand between a signal and the program; where there is no such shell
// (Windows), `node scripts/start.mjs` does the same.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, root, setUp } from './prepare.mjs';

await setUp(() => {
  ensureInstalled();
  ensureBuilt();
});

// npm that was killed cannot pass on a signal: whoever ended it wants this to end too.
if (process.env.npm_lifecycle_event === 'start') {
  const npm = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}

// In this very process: signals, and a SIGKILL, hit the program and not something in front of it.
const main = join(root, 'apps', 'durabot', 'dist', 'program', 'main.js');
process.argv = [process.argv[0], main, 'start', ...process.argv.slice(2)];
await import(pathToFileURL(main).href);
