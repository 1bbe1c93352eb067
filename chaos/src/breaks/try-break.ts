import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { BrokenPromise } from './broken-promises.ts';

/** What came of a fault. */
export interface BreakResult {
  /** The test failed, as it should. */
  readonly noticed: boolean;
  /** The first line of its complaint, or why it counts as not noticed. */
  readonly said: string;
  readonly seconds: number;
}

const leftOut = new Set(['node_modules', 'dist', '.git', '.durabot']);

/**
 * Copies the source of a project to a folder of its own, where it can be broken; packages of the project are then those of
 * the copy, all others those that are installed. It is removed with the result.
 */
export function copyTree(from: string): Disposable & { readonly root: string } {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'durabot-breaks-')));
  cpSync(from, root, { recursive: true, filter: (path) => !leftOut.has(relative(from, path).split('/').at(-1) ?? '') });
  linkInstalled(join(from, 'node_modules'), join(root, 'node_modules'));
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

function linkInstalled(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    // Links to the project's own packages are relative, so a copy of them leads into the copy.
    if (name === '@durabot') cpSync(join(from, name), join(to, name), { recursive: true, verbatimSymlinks: true });
    else symlinkSync(join(from, name), join(to, name));
  }
}

/** Puts a fault into the source under `root`, runs its test, and takes the fault out again. */
export async function tryBreak(root: string, broken: BrokenPromise): Promise<BreakResult> {
  const path = join(root, broken.file);
  const whole = readFileSync(path, 'utf8');
  const startedMs = performance.now();
  try {
    writeFileSync(path, withFault(whole, broken));
    const outcome = await runTest(root, broken);
    return { ...outcome, seconds: Math.round((performance.now() - startedMs) / 100) / 10 };
  } finally {
    writeFileSync(path, whole);
  }
}

/** The source with its fault. @throws Error when a text to be changed is not there exactly once */
export function withFault(source: string, { file, edits, fault }: BrokenPromise): string {
  return edits.reduce((text, { find, replace }) => {
    const parts = text.split(find);
    if (parts.length !== 2)
      throw new Error(`"${fault}": the text to change stands ${parts.length - 1} times in ${file}; mend the list.`);
    return parts.join(replace);
  }, source);
}

async function runTest(root: string, { test, name }: BrokenPromise): Promise<Pick<BreakResult, 'noticed' | 'said'>> {
  const report = join(root, 'report.json');
  rmSync(report, { force: true });
  const pattern = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const args = ['run', '--project', 'e2e', test, '-t', pattern, '--reporter=json', `--outputFile=${report}`];
  const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], {
    cwd: root,
    stdio: 'ignore',
  });
  await new Promise((resolve) => child.once('exit', resolve));
  if (!existsSync(report)) return { noticed: false, said: 'the test could not be run' };
  return verdictOf(readFileSync(report, 'utf8'));
}

/** What a report of Vitest says of the tests that were run: at least one has to have failed by itself. */
export function verdictOf(report: string): Pick<BreakResult, 'noticed' | 'said'> {
  // The form of Vitest's own reporter, which is pinned.
  const { testResults } = JSON.parse(report) as { testResults: { assertionResults: Assertion[] }[] };
  const run = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== 'skipped');
  const failed = run.find(({ status }) => status === 'failed');
  if (failed !== undefined) return { noticed: true, said: firstLine(failed.failureMessages?.[0]) };
  return { noticed: false, said: run.length === 0 ? 'no test of that name was run' : 'the test passed' };
}

interface Assertion {
  status: string;
  failureMessages?: string[];
}

function firstLine(message = ''): string {
  return (message.split('\n')[0] ?? '').slice(0, 160);
}
