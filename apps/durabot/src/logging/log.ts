import { maskText } from '@durabot/bot-api';
import pino from 'pino';
import pretty from 'pino-pretty';
import type { Settings } from '../settings/settings.ts';
import { maskFields } from './masking.ts';

/** The program's logger; fits every package's `Log`. */
export type ProgramLog = pino.Logger;

/** Where log lines go; a terminal or a file. */
export interface LogSink {
  write(line: string): void;
  readonly isTTY?: boolean;
}

/** One line as it was written: masked, with its message in `msg`. */
export type LogLine = Readonly<Record<string, unknown>>;

export interface LogOptions {
  sink?: LogSink;
  /** Texts that stand in no line, whatever their form; see {@link secretsOf}. */
  secrets?: readonly string[];
  /** What belongs to each line that is written in this moment, such as the id of the update that is being handled. */
  context?: () => object;
  /** Is told of each line at `error` or above. */
  onError?: (line: LogLine) => void;
}

/**
 * Makes the logger: JSON lines, or coloured ones for eyes. Everything is masked by field, before it is written: no secret,
 * nobody's number and no character that would forge a line gets out by any way.
 */
export function createLog(
  { logLevel, logFormat }: Pick<Settings, 'logLevel' | 'logFormat'>,
  { sink = process.stdout, secrets = [], context, onError }: LogOptions = {},
): ProgramLog {
  const forEyes = logFormat === 'pretty' || (logFormat === 'auto' && sink.isTTY === true);
  const stacks = logLevel === 'debug' || logLevel === 'trace';
  const target = forEyes ? prettyLines(sink) : sink;
  // As they stand inside of JSON.
  const quoted = secrets.map((secret) => JSON.stringify(secret).slice(1, -1));
  const log: ProgramLog = pino(
    {
      level: logLevel,
      base: null,
      // pino's own way with errors would come before ours, and writes stacks.
      serializers: { err: (error: unknown) => error },
      timestamp: pino.stdTimeFunctions.isoTime,
      ...(context !== undefined && { mixin: () => context() }),
      formatters: {
        level: (level) => ({ level }),
        log: (fields) => maskFields(fields, { stacks }),
      },
      hooks: { logMethod: writeMasked },
    },
    {
      write: (line) => {
        const written = quoted.reduce((left, secret) => left.replaceAll(secret, '[secret]'), line);
        target.write(written);
        if (onError !== undefined && /^\{"level":"(?:error|fatal)"/.test(written)) onError(parsed(written));
      },
    },
  );
  // pino's formatters see what a line brings, and not what a child was bound to; children have this one from their parent.
  const { child } = log;
  const bind = function bind(this: ProgramLog, bindings: pino.Bindings): ProgramLog {
    // pino's own `child`, whose type is lost by `call`.
    return child.call(this, maskFields(bindings, { stacks })) as unknown as ProgramLog;
  };
  return Object.assign(log, { child: bind });
}

/** Messages are constants; one that is not is masked like a field, and stays on its line, also on a terminal. */
function writeMasked(this: pino.Logger, args: Parameters<pino.LogFn>, method: pino.LogFn): void {
  const masked = args.map((arg: unknown) => (typeof arg === 'string' ? maskText(arg).replaceAll(/\s+/g, ' ') : arg));
  // As many as came, and of the same kinds.
  method.apply(this, masked as Parameters<pino.LogFn>);
}

function parsed(line: string): LogLine {
  // Written by pino a moment ago.
  return JSON.parse(line) as LogLine;
}

/** In this process, not in a worker: what was logged is on the screen when the process ends, however it ends. */
function prettyLines(sink: LogSink): { write(line: string): void } {
  const format = pretty.prettyFactory({
    colorize: sink.isTTY === true,
    translateTime: 'SYS:HH:MM:ss',
    ignore: 'pid,hostname',
    singleLine: true,
  });
  return { write: (line) => sink.write(format(line)) };
}
