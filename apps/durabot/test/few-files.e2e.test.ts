import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const built = fileURLToPath(new URL('../dist/program/main.js', import.meta.url));

/** Tells on the standard error of each module that Node reads, in both of its ways. */
const counting = `data:text/javascript,${encodeURIComponent(`
  import Module, { register } from 'node:module';
  const load = Module._extensions['.js'];
  Module._extensions['.js'] = (module, file) => { process.stderr.write('read ' + file + '\\n'); return load(module, file); };
  register('data:text/javascript,' + encodeURIComponent(\`
    export async function load(url, context, next) {
      if (url.startsWith('file:')) process._rawDebug('read ' + url);
      return next(url, context);
    }\`));
`)}`;

// A file of a test is run on the source, which is not what is shipped.
test.runIf(process.env['DURABOT_TEST_BUILT'] === '1')('a start reads few files, not a module at a time', () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', counting, built, '--version'], {
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '0.1.0\n' });
  const files = stderr.split('\n').filter((line) => line.startsWith('read '));
  expect(files.length).toBeGreaterThan(1);
  expect(files.length).toBeLessThan(40);
});
