import * as z from 'zod';
import type { LogLine } from '../logging/log.ts';

const tagNames = ['bot', 'code', 'correlationId', 'kind', 'method', 'job'] as const;
const errorFields = z.looseObject({
  type: z.string().optional(),
  code: z.string().optional(),
  message: z.string().optional(),
  stack: z.string().optional(),
  at: z.string().optional(),
});

/** A line of the log as an event of Sentry: its message, the ids to search by, and where it arose. */
export function errorEventOf(line: LogLine) {
  const { level, msg, time, stack, err, ...extra } = line;
  const error = errorFields.safeParse(err).data ?? {};
  const words = textOf(line['error']) ?? error.message;
  const frames = framesIn(textOf(stack) ?? error.stack ?? error.at ?? '');
  const code = textOf(line['code']) ?? error.code;
  const message = textOf(msg) ?? 'error';
  const tags = Object.fromEntries(
    tagNames.flatMap((name) => {
      const value = name === 'code' ? code : textOf(line[name]);
      return value === undefined ? [] : [[name === 'correlationId' ? 'correlation_id' : name, value]];
    }),
  );
  return {
    level: level === 'fatal' ? ('fatal' as const) : ('error' as const),
    logger: 'durabot',
    timestamp: new Date(textOf(time) ?? Date.now()).getTime() / 1000,
    // What happens at one place for one reason is one issue, whoever it happens to.
    fingerprint: [message, code ?? '', error.type ?? '', frames[0]?.filename ?? '', String(frames[0]?.lineno ?? '')],
    tags,
    extra,
    exception: {
      values: [
        {
          type: code ?? error.type ?? 'Error',
          value: words === undefined ? message : `${message}: ${words}`,
          // Innermost last, as they want it.
          ...(frames.length > 0 && { stacktrace: { frames: frames.toReversed() } }),
        },
      ],
    },
  };
}

/** Reads frames of a stack, or the short form in which a log line says where something arose. */
function framesIn(text: string): { filename: string; lineno: number; function?: string }[] {
  return text.split(/\n| < /).flatMap((part) => {
    const match = /^(?:at )?(?:(?<name>\S.*?) \()?(?<file>[^()]+?):(?<line>\d+)(?::\d+)?\)?$/.exec(part.trim());
    const { name, file, line } = match?.groups ?? {};
    if (file === undefined) return [];
    return [{ filename: file, lineno: Number(line), ...(name !== undefined && { function: name }) }];
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
