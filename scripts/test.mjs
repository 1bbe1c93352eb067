// `npm test`: installs what is missing, runs the tests that need nothing but Node, ends with `N passed, N failed`.
// `node scripts/test.mjs services` runs other projects of vitest.config.ts, and any further arguments go to vitest.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, root, setUp } from './prepare.mjs';

const needOnlyNode = ['unit', 'integration', 'e2e'];

const [first, ...rest] = process.argv.slice(2);
const named = first !== undefined && /^[a-z,]+$/.test(first);
const projects = named ? first.split(',') : needOnlyNode;
const passedOn = named ? rest : process.argv.slice(2);

await setUp(
  () => {
    ensureInstalled();
    // Tests of the program run what is shipped; that starts faster, too.
    ensureBuilt();
  },
  () => process.stdout.write('\n0 passed, 1 failed\n'),
);

const folder = mkdtempSync(join(tmpdir(), 'durabot-tests-'));
const report = join(folder, 'report.json');
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...passedOn,
  ],
  { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, DURABOT_TEST_BUILT: '1' } },
);

const { passed, failed } = count();
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && status === 0 ? 0 : 1;

function count() {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
    // A file that could not even be loaded has no failed test in it.
    const broken = testResults.filter(
      (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
    ).length;
    const known = numFailedTests + broken;
    // Something outside of any test: an unhandled error, a server that would not end.
    return { passed: numPassedTests, failed: known === 0 && status !== 0 ? 1 : known };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
