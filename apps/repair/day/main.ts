import { readDayOptions, usage } from './options.ts';
import { runDay, type DayResult } from './run-day.ts';

/** `npm run day`: 0 when the books add up, 1 when a kopeck is off, 2 when the day could not be played. */
async function main(args: readonly string[]): Promise<number> {
  let options: ReturnType<typeof readDayOptions>;
  try {
    options = readDayOptions(args);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
    return 2;
  }
  if (options === 'help') {
    say(usage);
    return 0;
  }
  const { json } = options;
  try {
    const result = await runDay({
      ...options,
      onLine: (line) => say(json ? JSON.stringify({ progress: line }) : line),
    });
    say(json ? JSON.stringify(result) : inWords(result));
    return result.differences.length === 0 ? 0 : 1;
  } catch (error) {
    process.stderr.write(`The day could not be played to its end: ${reasons(error)}\n`);
    return 2;
  }
}

function inWords({ endings, totals, compared, differences, seconds, orders, seed }: DayResult): string {
  return [
    '',
    `${orders} orders were planned (seed ${seed}), played in ${seconds.toFixed(1)} s`,
    ...Object.entries(endings).map(([ending, count]) => `${ending.padEnd(12)}${String(count).padStart(5)}`),
    ...Object.entries(totals).map(([name, kopecks]) => `${name.padEnd(12)}${rubles(kopecks)}`),
    '',
    ...differences.map((difference) => `✗ ${difference}`),
    differences.length === 0
      ? `The books add up to the kopeck: ${compared} figures compared.`
      : `${differences.length} of ${compared} figures differ.`,
  ].join('\n');
}

function rubles(kopecks: number): string {
  return (kopecks / 100).toFixed(2).padStart(14);
}

function reasons(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${reasons(error.cause)}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.exitCode = await main(process.argv.slice(2));
