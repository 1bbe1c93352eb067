import { BotError } from './errors.ts';
import { maskText } from './mask-text.ts';
import { codeOf } from './verdict.ts';

/**
 * Says what went wrong in words that may stand in a log, a dead letter or a report. Messages of our own errors are written for
 * people and hold no more than ids. Anybody else's may quote what a user wrote, a row or a text that was parsed: of those the
 * kind, the code and the place are told.
 *
 * @param quoted what the error may quote, an update or the payload of a call say: none of its texts is repeated
 */
export function reasonOf(error: unknown, quoted?: unknown): string {
  return withoutQuoted(wordsOf(error), quoted).slice(0, 500);
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Something that is no error was thrown.';
  if (isOurs(error)) return maskText(error.message);
  const place = placeOf(error);
  const words = isWrittenByTheEngine(error) ? `: ${maskText(error.message)}` : facts(error);
  return `${kindOf(error)}${words}${place === '' ? '' : ` at ${place}`}`;
}

/** A name that is one, whatever somebody has put into the field. */
export function kindOf(error: Error): string {
  return /^[A-Za-z_$][\w$]{0,60}$/.test(error.name) ? error.name : 'Error';
}

/** Whether its message was written by us, for people. */
function isOurs(error: Error): boolean {
  return error instanceof BotError || (ourNames.has(error.name) && codeOf(error) !== 'UNEXPECTED');
}

/** Packages that do not know this one have errors of their own. */
const ourNames = new Set(['ConfigError', 'DatabaseError', 'SimulatorStateError', 'TransportError']);

/** What a database or a library tells beside its message: words of the schema, never of a row. */
function facts(error: Error): string {
  const code = codeOf(error);
  const named = ['method', 'error_code', 'constraint', 'table', 'column', 'syscall'].flatMap((name) => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === 'number' || (typeof value === 'string' && /^\w{1,63}$/.test(value))
      ? [`${name} ${value}`]
      : [];
  });
  const all = [...(code === 'UNEXPECTED' ? [] : [code]), ...named];
  return all.length === 0 ? '' : ` (${all.join(', ')})`;
}

/** What the JavaScript engine says of a mistake in the code names things of the code. */
function isWrittenByTheEngine(error: Error): boolean {
  return (
    (error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError) &&
    engineWords.test(error.message)
  );
}

const engineWords =
  /^(?:Cannot (?:read|set) properties of (?:undefined|null) \((?:reading|setting) '[A-Za-z_$][\w$]*'\)|[A-Za-z_$][\w$.()]* is not (?:a function|a constructor|defined|iterable)|Cannot access '[\w$]+' before initialization|Assignment to constant variable\.|Maximum call stack size exceeded|Invalid time value|Invalid array length)$/;

/** The frames of an error's stack, innermost first, without its message, which may span lines and look like them. */
export function framesOf(error: Error): string[] {
  const { message, stack = '' } = error;
  const messageAt = message === '' ? 0 : stack.indexOf(message);
  // A message that was changed afterwards cannot be told from the frames.
  if (messageAt === -1) return [];
  return (
    stack
      .slice(messageAt + message.length)
      .split('\n')
      .map((line) => line.trim())
      // The place of code that came as a text is that text.
      .filter((line) => /^at .+:\d+:\d+\)?$/.test(line) && !line.includes('data:'))
  );
}

/** Where it arose in one short line: `scenes/order/phone-step.ts:41 < dialog/advance.ts:77`. */
export function placeOf(error: Error): string {
  return framesOf(error)
    .filter((frame) => !frame.includes('node:'))
    .slice(0, 4)
    .map(shortPlace)
    .join(' < ');
}

function shortPlace(frame: string): string {
  const place = /([^/()]+\/[^/()]+\/[^/()]+:\d+):\d+\)?$/.exec(frame)?.[1] ?? frame;
  // The built program is a few files: there the function tells more than the line.
  const name = place.startsWith('dist/program/') ? /^at (?:async )?(?:new )?([\w$.#]+) \(/.exec(frame)?.[1] : undefined;
  return name === undefined ? place : `${name} ${place}`;
}

/** Fields whose texts are words of the protocol, not of a person. */
const protocolFields = new Set(['type', 'kind', 'status', 'parse_mode', 'language_code', 'currency', 'mime_type']);
const mostTexts = 200;

function withoutQuoted(words: string, quoted: unknown): string {
  if (quoted === undefined) return words;
  const texts = textsIn(quoted);
  const whole = texts
    .map((text) => text.trim())
    .filter((text) => text.length >= 3)
    .toSorted((one, other) => other.length - one.length)
    .reduce((left, text) => left.replaceAll(text, '[hidden]'), words);
  // A part of a text is somebody's words, too.
  const parts = new Set(texts.flatMap((text) => text.toLowerCase().match(/[\p{L}\p{Nd}_]{4,}/gu) ?? []));
  return whole.replaceAll(/[\p{L}\p{Nd}_]{4,}/gu, (word) => (parts.has(word.toLowerCase()) ? hiddenWord(word) : word));
}

const hiddenWord = (word: string): string => (word === 'hidden' ? word : '[hidden]');

function textsIn(value: unknown, found: string[] = [], depth = 0): string[] {
  if (found.length >= mostTexts || depth > 8) return found;
  if (typeof value === 'string') found.push(value);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, field] of Object.entries(value)) if (!protocolFields.has(name)) textsIn(field, found, depth + 1);
  }
  return found;
}
