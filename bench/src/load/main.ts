import { loadavg } from 'node:os';
import { describeMachine } from '../machine.ts';
import { publish } from '../report/publish.ts';
import { runCommand } from '../run-command.ts';
import { round } from '../statistics.ts';
import { readLoadOptions, usage, type LoadOptions } from './load-options.ts';
import { loadReport } from './load-report.ts';
import { runLoad } from './load-run.ts';

// 0 when everything was answered rightly, once; 1 when not.
await runCommand<LoadOptions>({
  usage,
  read: readLoadOptions,
  run: async (options, args) => {
    const machine = describeMachine(round(loadavg()[0] ?? 0, 1));
    const figures = await runLoad(options, (words) => process.stderr.write(`${words}\n`));
    const report = loadReport(options, figures);
    publish(report, machine, options, ['npm run load', ...(args.length > 0 ? ['--', ...args] : [])].join(' '));
    return report.bars[0]?.met === true ? 0 : 1;
  },
});
