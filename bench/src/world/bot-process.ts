import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { killHard, onExit } from './on-exit.ts';
import { cpuTimeMs, rssBytes } from './process-usage.ts';

/** A bot in a process of its own. */
export interface BotProcess {
  readonly pid: number;
  readonly webhookUrl: string;
  /** Only if it was started with `--inspect`. */
  readonly inspectorUrl: string | undefined;
  /** Processor time it has used. */
  cpuMs(): number;
  rssBytes(): number;
  /** Only if it was started with `--expose-gc`. */
  collectGarbage(): void;
  /** SIGTERM, and SIGKILL when that takes too long. */
  stop(): Promise<void>;
}

/** What a bot is started with; see `BotSettings`. */
export type BotVariables = Readonly<
  Partial<Record<'API_ROOT' | 'TOKEN' | 'SECRET_TOKEN' | 'DATABASE_URL' | 'REDIS_URL' | 'VARIANT' | 'BOTS', string>>
>;

const endMs = 5_000;

/** Starts a compiled bot and waits until its webhook listens. `file` is relative to the compiled folder of this package. */
export async function startBot(
  file: string,
  variables: BotVariables,
  nodeOptions: readonly string[] = [],
): Promise<BotProcess> {
  const program = fileURLToPath(new URL(`../../${file}`, import.meta.url));
  const environment = Object.fromEntries(Object.entries(variables).map(([name, value]) => [`BENCH_${name}`, value]));
  // A folder for CPU profiles, to see where the time goes; they cost some of it.
  const profiles = process.env['BENCH_PROFILES'];
  const profiling = profiles === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profiles];
  const child = spawn(process.execPath, [...profiling, ...nodeOptions, program], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], HOME: tmpdir(), NODE_ENV: 'production', ...environment },
    // Its input ends with this process, however that ends, and the bot with its input.
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  const webhookUrl = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (piece: string) => {
        output = (output + piece).slice(-5_000);
        const [, url] = /^webhook (\S+)$/m.exec(output) ?? [];
        if (url !== undefined) resolve(url);
      });
    }
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${file} ended before it was ready:\n${output}`)));
  });
  const pid = child.pid ?? 0;
  const takeBack = onExit(() => killHard(pid));
  return {
    pid,
    webhookUrl,
    // Node says so before the program runs.
    inspectorUrl: /^Debugger listening on (\S+)$/m.exec(output)?.[1],
    cpuMs: () => cpuTimeMs(pid),
    rssBytes: () => rssBytes(pid),
    collectGarbage: () => child.kill('SIGUSR2'),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const cut = setTimeout(() => child.kill('SIGKILL'), endMs);
      await gone;
      takeBack();
      clearTimeout(cut);
    },
  };
}
