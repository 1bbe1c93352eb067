import { isJsonObject, type JsonObject } from '../json.ts';
import { badRequest } from './api-error.ts';

/** Reads fields of objects inside JSON parameters; a wrong type is refused in the official words. */
function fail(text: string, prefix: string): never {
  throw badRequest(prefix === '' ? text : `${prefix}: ${text}`);
}

/** Text of a JSON scalar: numbers are accepted where texts are expected. */
export function stringField(object: JsonObject, name: string, prefix = ''): string | undefined {
  const value = object[name];
  if (value === undefined) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return fail(`Field "${name}" must be of type String`, prefix);
}

export function requiredString(object: JsonObject, name: string, prefix = ''): string {
  return stringField(object, name, prefix) ?? fail(`Can't find field "${name}"`, prefix);
}

export function boolField(object: JsonObject, name: string, prefix = ''): boolean {
  const value = object[name];
  if (value === undefined) return false;
  if (typeof value === 'boolean') return value;
  return fail(`Field "${name}" must be of type Boolean`, prefix);
}

export function integerField(object: JsonObject, name: string, prefix = ''): number | undefined {
  const value = object[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'number' && typeof value !== 'string') return fail(`Field "${name}" must be a Number`, prefix);
  const number = typeof value === 'number' ? value : /^-?\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(number)) return fail(`Field "${name}" must be a valid Number`, prefix);
  return number;
}

export function requiredInteger(object: JsonObject, name: string, prefix = ''): number {
  return integerField(object, name, prefix) ?? fail(`Can't find field "${name}"`, prefix);
}

export function objectField(object: JsonObject, name: string, prefix = ''): JsonObject | undefined {
  const value = object[name];
  if (value === undefined) return undefined;
  return isJsonObject(value) ? value : fail(`Field "${name}" must be of type Object`, prefix);
}

/** @returns the parsed text, or `undefined` when it is no JSON */
export function tryParseJson(text: string): { value: unknown } | undefined {
  if (isTooDeep(text)) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Unlike in integers, texts are not accepted here. */
export function numberField(object: JsonObject, name: string, prefix = ''): number | undefined {
  const value = object[name];
  if (value === undefined || typeof value === 'number') return value;
  return fail(`Field "${name}" must be of type Number`, prefix);
}

const DEEPEST = 100;

/** Whether lists and objects stand in each other deeper than the official server reads. */
export function isTooDeep(text: string): boolean {
  if (text.length <= DEEPEST) return false;
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (isInString) {
      if (code === BACKSLASH) index += 1;
      else if (code === QUOTE) isInString = false;
    } else if (code === QUOTE) isInString = true;
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1;
  }
  return false;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
