import { loadavg } from 'node:os';
import { describeMachine } from '../machine.ts';
import { messageOf, print, publish } from '../report/publish.ts';
import { round } from '../statistics.ts';
import { readLoadOptions, usage, type LoadOptions } from './load-options.ts';
import { loadReport } from './load-report.ts';
import { runLoad } from './load-run.ts';

/** `npm run load`: 0 when everything was answered rightly, once; 1 when not; 2 when it could not be measured. */
async function main(args: readonly string[]): Promise<number> {
  let options: LoadOptions | 'help';
  try {
    options = readLoadOptions(args);
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n\n${usage}\n`);
    return 2;
  }
  if (options === 'help') {
    print(usage);
    return 0;
  }
  try {
    const machine = describeMachine(round(loadavg()[0] ?? 0, 1));
    const figures = await runLoad(options, (words) => process.stderr.write(`${words}\n`));
    const report = loadReport(options, figures);
    publish(report, machine, options, `npm run load -- ${args.join(' ')}`.replace(/ -- $/, ''));
    return report.bars[0]?.met === true ? 0 : 1;
  } catch (error) {
    process.stderr.write(`It could not be measured: ${messageOf(error)}\n`);
    return 2;
  }
}

// What was started is ended as the process does.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
process.exitCode = await main(process.argv.slice(2));
