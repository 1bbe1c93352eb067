import { parseArgs } from 'node:util';
import { brokenPromises } from './broken-promises.ts';
import { copyTree, tryBreak, type BreakResult } from './try-break.ts';

const usage = `Usage: npm run breaks [-- P7 P8 …] [--json]

Breaks each promise on purpose in a copy of the source, one after another, and runs the test that holds it to account.
Exits with 1 when a test passes all the same.`;

/** `npm run breaks`: 0 when every fault is noticed. */
async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
    allowPositionals: true,
  });
  if (values.help) {
    say(usage);
    return 0;
  }
  const wanted = brokenPromises.filter(({ promise }) => positionals.length === 0 || positionals.includes(promise));
  using tree = copyTree(process.cwd());
  const missed: BreakResult[] = [];
  for (const broken of wanted) {
    const result = await tryBreak(tree.root, broken);
    const { promise, fault, name } = broken;
    if (values.json) say(JSON.stringify({ promise, fault, test: name, ...result }));
    else say(`${result.noticed ? 'noticed   ' : 'NOT NOTICED'} ${promise.padEnd(4)} ${fault}: ${result.said}`);
    if (!result.noticed) missed.push(result);
  }
  const summary = { tried: wanted.length, noticed: wanted.length - missed.length, missed: missed.length };
  say(values.json ? JSON.stringify(summary) : `\n${summary.noticed} of ${summary.tried} faults noticed.`);
  return missed.length === 0 && wanted.length > 0 ? 0 : 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.exitCode = await main(process.argv.slice(2));
