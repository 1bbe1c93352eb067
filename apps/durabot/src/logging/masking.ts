import { Secret } from '@durabot/bot-api';

const hidden = '[hidden]';

/** Fields that hold what people wrote or who they are; never logged, whatever part of the program passes them. */
const hiddenFields = new Set(
  [
    'text caption message_text phone phone_number phoneNumber first_name firstName last_name lastName full_name fullName',
    'username address latitude longitude token password secret secret_token secretToken authorization cookie contact',
    'location payload body databaseUrl redisUrl',
  ].flatMap((line) => line.split(' ')),
);

/** A bot's username is public and tells an operator which bot is meant. */
const publicParents = new Set(['bot', 'me']);

const maskedPatterns: readonly [RegExp, string][] = [
  // A token in an address of the Bot API or by itself.
  [/\b(?:bot)?\d{6,}:[\w-]{20,}/g, '[secret]'],
  // A password in the address of a database; it may hold an @ itself.
  [/(\bpostgres(?:ql)?:\/\/[^\s:/@]*):[^\s]*@/g, '$1:[secret]@'],
  // In that of a Redis it may stand alone.
  [/(\brediss?:\/\/)[^\s]*@/g, '$1[secret]@'],
  // A telephone number; ids have no plus sign.
  [/\+\d[\d\s().-]{6,}\d/g, '[phone]'],
];

/** Takes secrets and telephone numbers out of a text. */
export function maskText(text: string): string {
  return maskedPatterns.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text);
}

/** A copy of a log line's fields without anything that a log must not hold. */
export function maskFields(fields: object, options: { stacks: boolean }): Record<string, unknown> {
  const masked = maskValue(fields, { ...options, depth: 0, parent: '' });
  return isRecord(masked) ? masked : {};
}

interface Walk {
  stacks: boolean;
  depth: number;
  parent: string;
}

const maxDepth = 6;

function maskValue(value: unknown, walk: Walk): unknown {
  if (typeof value === 'string') return maskText(value);
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return describeError(value, walk);
  if (value instanceof Secret) return '[secret]';
  if (value instanceof Date) return value;
  if (walk.depth >= maxDepth) return '[deep]';
  const inner = (parent: string): Walk => ({ ...walk, depth: walk.depth + 1, parent });
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => maskValue(item, inner(walk.parent)));
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      isHidden(name, walk.parent) && field !== undefined ? hidden : maskValue(field, inner(name)),
    ]),
  );
}

function isHidden(name: string, parent: string): boolean {
  return hiddenFields.has(name) && !(name === 'username' && publicParents.has(parent));
}

/**
 * An error as fields. Where it arose stands as one short line, so that a log stays a line per event; the whole stack
 * only where somebody asked for it.
 */
function describeError(error: Error, walk: Walk): Record<string, unknown> {
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const planned = 'code' in code;
  const cause =
    error.cause === undefined || walk.depth >= maxDepth ? {} : { cause: maskValue(error.cause, deeper(walk)) };
  return {
    type: error.name,
    ...code,
    message: maskText(error.message),
    ...(walk.stacks ? { stack: maskText(error.stack ?? '') } : planned ? {} : { at: whereItArose(error) }),
    ...cause,
  };
}

const deeper = (walk: Walk): Walk => ({ ...walk, depth: walk.depth + 1 });

function whereItArose(error: Error): string {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line) && !line.includes('node:'));
  return frames
    .slice(0, 4)
    .map((frame) => /([^/()]+\/[^/()]+\/[^/()]+:\d+):\d+\)?$/.exec(frame)?.[1] ?? frame.trim())
    .join(' < ');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
