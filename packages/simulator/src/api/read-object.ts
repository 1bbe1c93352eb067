import { isJsonObject, type JsonObject } from '../json.ts';
import { badRequest } from './api-error.ts';
import { OBJECT_READERS, type FieldReader } from './generated/readers.ts';
import { tryParseJson } from './json-fields.ts';

export type ObjectName = keyof typeof OBJECT_READERS;

const INT32 = 2 ** 31;

/**
 * Checks the fields of an object of the Bot API in the official order: a missing one and one of a wrong type are
 * refused in the official words.
 *
 * @param prefix what stands before the words ("can't parse mask position"), if anything does
 */
export function checkFields(object: JsonObject, name: ObjectName, prefix = ''): void {
  for (const field of OBJECT_READERS[name]) {
    const problem = problemOf(object, field);
    if (problem !== undefined) throw badRequest(prefix === '' ? problem : `${prefix}: ${problem}`);
  }
}

function problemOf(object: JsonObject, [name, type, isRequired]: FieldReader): string | undefined {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  if (value === undefined) return isRequired ? `Can't find field "${name}"` : undefined;
  switch (type) {
    case 'string':
      return typeof value === 'string' || typeof value === 'number'
        ? undefined
        : `Field "${name}" must be of type String`;
    case 'bool':
      return typeof value === 'boolean' ? undefined : `Field "${name}" must be of type Boolean`;
    case 'int':
    case 'long':
      return integerProblem(value, name, type === 'int' ? INT32 : 2 ** 63);
    case 'double':
      return typeof value === 'number' ? undefined : `Field "${name}" must be of type Number`;
    case 'Array':
      return Array.isArray(value) ? undefined : `Field "${name}" must be of type Array`;
    case 'Object':
      return isJsonObject(value) ? undefined : `Field "${name}" must be of type Object`;
  }
}

function integerProblem(value: unknown, name: string, limit: number): string | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return `Field "${name}" must be a Number`;
  const number = typeof value === 'string' && !/^-?\d+$/.test(value) ? Number.NaN : Number(value);
  return Number.isInteger(number) && number >= -limit && number < limit
    ? undefined
    : `Field "${name}" must be a valid Number`;
}

/** How the refusals of a JSON parameter begin. */
export interface JsonWords {
  /** Nothing was given; without it, nothing is a JSON text that cannot be parsed. */
  missing?: string;
  /** What is no JSON. */
  broken: string;
  /** JSON, but not the object or list that is expected. */
  other: string;
}

export function parseObject(text: string, words: JsonWords): JsonObject {
  const value = parse(text, words);
  return isJsonObject(value) ? value : fail(words.other);
}

export function parseList(text: string, words: JsonWords): unknown[] {
  const value = parse(text, words);
  return Array.isArray(value) ? value : fail(words.other);
}

function parse(text: string, words: JsonWords): unknown {
  if (text === '' && words.missing !== undefined) return fail(words.missing);
  const parsed = tryParseJson(text);
  return parsed === undefined ? fail(words.broken) : parsed.value;
}

function fail(words: string): never {
  throw badRequest(words);
}
