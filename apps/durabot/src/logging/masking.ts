import { codeOf, kindOf, framesOf, maskText, placeOf, reasonOf, Secret } from '@durabot/bot-api';

const hidden = '[hidden]';

/** Fields that hold what people wrote or who they are; never logged, whatever part of the program passes them. */
const hiddenFields = new Set(
  [
    'text caption message_text phone phone_number phoneNumber first_name firstName last_name lastName full_name fullName',
    'username title address email vcard latitude longitude token password secret secret_token secretToken authorization',
    'cookie contact location venue payload body databaseUrl redisUrl data query quote bio invoice_payload start_parameter',
    'web_app_data callback_data button_text order_info shipping_address detail internalQuery user_input',
  ].flatMap((line) => line.split(' ')),
);

/** A bot's username is public and tells an operator which bot is meant. */
const publicParents = new Set(['bot', 'me']);

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
      // Whoever makes fields of what somebody wrote gives them names of it.
      maskText(name).replaceAll(/\s+/g, ' '),
      isHidden(name, walk.parent) && field !== undefined ? hidden : maskValue(field, inner(name)),
    ]),
  );
}

function isHidden(name: string, parent: string): boolean {
  return hiddenFields.has(name) && !(name === 'username' && publicParents.has(parent));
}

/**
 * An error as fields: its words as far as they are ours, and where it arose as one short line, so that a log stays a line
 * per event; the whole stack only where somebody asked for it.
 */
function describeError(error: Error, walk: Walk): Record<string, unknown> {
  const code = codeOf(error);
  const at = placeOf(error);
  const planned = code !== 'UNEXPECTED';
  const cause = error.cause === undefined || walk.depth >= maxDepth ? {} : { cause: maskCause(error.cause, walk) };
  return {
    type: kindOf(error),
    ...(planned && { code }),
    message: planned ? reasonOf(error) : reasonOf(error).replace(` at ${at}`, ''),
    ...(walk.stacks ? { stack: maskText(framesOf(error).join('\n')) } : planned ? {} : { at }),
    ...cause,
  };
}

/** A cause that is no error may be anything. */
function maskCause(cause: unknown, walk: Walk): unknown {
  return cause instanceof Error ? describeError(cause, { ...walk, depth: walk.depth + 1 }) : hidden;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
