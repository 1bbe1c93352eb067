import pino from 'pino';
import pretty from 'pino-pretty';
import type { Settings } from '../settings/settings.ts';
import { maskText } from '@durabot/bot-api';
import { maskFields } from './masking.ts';

/** The program's logger; fits every package's `Log`. */
export type ProgramLog = pino.Logger;

/** Where log lines go; a terminal or a file. */
export interface LogSink {
  write(line: string): void;
  readonly isTTY?: boolean;
}

/**
 * Makes the logger: JSON lines, or coloured ones for eyes. Each line is masked twice, by field and as a whole, so that
 * no secret and nobody's number gets out by any way.
 */
export function createLog(
  { logLevel, logFormat }: Pick<Settings, 'logLevel' | 'logFormat'>,
  sink: LogSink = process.stdout,
): ProgramLog {
  const forEyes = logFormat === 'pretty' || (logFormat === 'auto' && sink.isTTY === true);
  const stacks = logLevel === 'debug' || logLevel === 'trace';
  const target = forEyes ? prettyLines(sink) : sink;
  return pino(
    {
      level: logLevel,
      base: null,
      // pino's own way with errors would come before ours, and writes stacks.
      serializers: { err: (error: unknown) => error },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (level) => ({ level }),
        log: (fields) => maskFields(fields, { stacks }),
        bindings: (fields) => maskFields(fields, { stacks }),
      },
    },
    { write: (line) => target.write(maskText(line)) },
  );
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
