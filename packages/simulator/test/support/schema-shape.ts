import { readFileSync } from 'node:fs';

import { LEGACY_FIELDS, LEGACY_OBJECTS, RULES } from './shape-rules.ts';

type Field = readonly [name: string, type: string, required: 0 | 1];
/** Says what is wrong with a value, each fault with its path. */
type Check = (value: unknown, path: string, faults: string[]) => void;

const schema: { results: Record<string, string>; objects: Record<string, Field[] | string> } = JSON.parse(
  readFileSync(new URL('../../data/bot-api-objects.json', import.meta.url), 'utf8'),
);
const OBJECTS: Readonly<Record<string, readonly Field[] | string>> = { ...schema.objects, ...LEGACY_OBJECTS };
const METHODS = new Map(Object.entries(schema.results).map(([name, type]) => [name.toLowerCase(), type]));
const checks = new Map<string, Check>();

/**
 * Compares the result of a method with what the public schema says of it: fields that must be there, none that is
 * unknown (but old ones that the official server still writes), types, unions by what tells their members apart, and
 * ids and times that can be true.
 *
 * @returns what is wrong, empty if nothing is
 */
export function findMisshapenResult(method: string, result: unknown): string[] {
  const type = METHODS.get(method.toLowerCase());
  if (type === undefined) return [];
  // Only here a bot is told what it may do.
  const isGetMe = method.toLowerCase() === 'getme';
  return findMisshapen(type, result, method).filter((fault) => !(isGetMe && fault.endsWith('only getMe tells')));
}

/** The same for an update. */
export function findMisshapenUpdate(update: unknown): string[] {
  return findMisshapen('Update', update, 'update');
}

/** The same for any object that the schema names. */
export function findMisshapen(type: string, value: unknown, path = type): string[] {
  const faults: string[] = [];
  checkOf(type)(value, path, faults);
  return faults;
}

function checkOf(type: string): Check {
  let check = checks.get(type);
  if (check === undefined) {
    // Types name each other: the check is there before its parts are made.
    let made: Check | undefined;
    check = (value, path, faults) => {
      made ??= makeCheck(type);
      made(value, path, faults);
    };
    checks.set(type, check);
  }
  return check;
}

function makeCheck(type: string): Check {
  if (type.endsWith('[]') && !type.includes('|')) return listOf(checkOf(type.slice(0, -2)));
  if (type.includes('|')) return oneOf(type.split('|'));
  if (type.startsWith('"')) return exactly(JSON.parse(type));
  const simple = SIMPLE[type];
  if (simple !== undefined) return satisfies(type, simple);
  const definition = OBJECTS[type];
  if (definition === undefined) throw new Error(`the schema has no ${type}`);
  return typeof definition === 'string' ? checkOf(definition) : objectOf(type, definition);
}

const SIMPLE: Readonly<Record<string, (value: unknown) => boolean>> = {
  int: (value) => Number.isSafeInteger(value),
  float: (value) => typeof value === 'number' && Number.isFinite(value),
  // Half of a surrogate pair cannot be written as UTF-8.
  string: (value) => typeof value === 'string' && (!SURROGATE.test(value) || Buffer.from(value).toString() === value),
  boolean: (value) => typeof value === 'boolean',
  true: (value) => value === true,
  false: (value) => value === false,
};
const SURROGATE = /[\ud800-\udfff]/;

function satisfies(type: string, isSo: (value: unknown) => boolean): Check {
  return (value, path, faults) => {
    if (!isSo(value)) faults.push(`${path}: ${show(value)} is no ${type}`);
  };
}

function exactly(wanted: unknown): Check {
  return (value, path, faults) => {
    if (value !== wanted) faults.push(`${path}: ${show(value)} is not ${show(wanted)}`);
  };
}

function listOf(check: Check): Check {
  return (value, path, faults) => {
    if (!Array.isArray(value)) return void faults.push(`${path}: ${show(value)} is no list`);
    for (const [index, item] of value.entries()) check(item, `${path}[${index}]`, faults);
  };
}

/** Of a union, the member whose literals fit is compared; without literals, the one with the fewest faults. */
function oneOf(types: readonly string[]): Check {
  if (types.every((type) => type.startsWith('"'))) {
    const values = new Set(types.map((type) => String(JSON.parse(type))));
    return satisfies('member of its enumeration', (value) => typeof value === 'string' && values.has(value));
  }
  return (value, path, faults) => {
    const fitting = types.filter((type) => fits(type, value));
    if (fitting.length === 0) return void faults.push(`${path}: ${show(value)} is none of ${types.join(', ')}`);
    let best: string[] | undefined;
    for (const type of fitting) {
      const found: string[] = [];
      checkOf(type)(value, path, found);
      if (found.length === 0) return;
      if (best === undefined || found.length < best.length) best = found;
    }
    faults.push(...(best ?? []));
  };
}

function fits(type: string, value: unknown): boolean {
  const simple = SIMPLE[type];
  if (simple !== undefined) return simple(value);
  if (type.endsWith('[]')) return Array.isArray(value);
  const definition = OBJECTS[type];
  if (!isRecord(value) || typeof definition === 'string') return isRecord(value);
  return (definition ?? []).every(([name, of]) => !of.startsWith('"') || of === JSON.stringify(value[name]));
}

function objectOf(type: string, definition: readonly Field[]): Check {
  const fields = new Map<string, { required: boolean; check: Check }>();
  for (const [name, of, required] of definition) fields.set(name, { required: required === 1, check: checkOf(of) });
  const required = definition.filter((field) => field[2] === 1).map(([name]) => name);
  const legacy = LEGACY_FIELDS[type] ?? {};
  const rule = RULES[type];
  return (value, path, faults) => {
    if (!isRecord(value)) return void faults.push(`${path}: ${show(value)} is no ${type}`);
    for (const name of required) if (value[name] === undefined) faults.push(`${path}.${name}: is missing in ${type}`);
    for (const [name, inner] of Object.entries(value)) {
      const old = legacy[name];
      const check = fields.get(name)?.check ?? (old === undefined ? undefined : checkOf(old));
      if (check === undefined) faults.push(`${path}.${name}: ${type} has no such field`);
      else check(inner, `${path}.${name}`, faults);
    }
    rule?.(value, (what, name = '') => faults.push(`${path}${name === '' ? '' : `.${name}`}: ${what}`));
    checkDates(value, path, faults);
  };
}

/** Times are seconds since 1970; 0 means never. */
function checkDates(value: Readonly<Record<string, unknown>>, path: string, faults: string[]): void {
  for (const [name, date] of Object.entries(value)) {
    if (typeof date !== 'number' || !/(^|_)date$/.test(name) || date === 0) continue;
    if (date < 1_000_000_000 || date > 100_000_000_000) faults.push(`${path}.${name}: ${date} is no time in seconds`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 120);
}
