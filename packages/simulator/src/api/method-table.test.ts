import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { README, withMethodTable } from '../../scripts/generate-method-table.ts';
import { findMethod, listMethods } from './method-table.ts';
import { NOT_MODELLED } from './not-modelled.ts';
import { VALIDATED } from './validated-methods.ts';

const schema: { methods: Record<string, [name: string, type: string, required: 0 | 1][]> } = JSON.parse(
  readFileSync(new URL('../../data/bot-api-schema.json', import.meta.url), 'utf8'),
);

/** All code of this folder and of the world that tells what it does with a parameter. */
const code = ['./', './methods/', '../world/']
  .map((folder) => new URL(folder, import.meta.url))
  .flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'not-modelled.ts')
      .map((file) => readFileSync(new URL(file, folder), 'utf8')),
  )
  .join('\n')
  // To be of the right type is no effect.
  .replace(/^function checkTypes[^]*?^\}/m, '');

/** By itself or, as `${name}_entities`, put together. */
function isNamed(parameter: string): boolean {
  const ending = parameter.slice(parameter.indexOf('_'));
  return new RegExp(`\\b${parameter}\\b|\\}${ending}\``).test(code);
}

describe('the method table', () => {
  it('knows all 185 methods in any case, and the old names', () => {
    expect(listMethods()).toHaveLength(185);
    expect(findMethod('SENDMESSAGE')?.name).toBe('sendMessage');
    expect(findMethod('getChatMembersCount')?.name).toBe('getChatMemberCount');
    expect(findMethod('sendNothing')).toBeUndefined();
  });

  it('has each method in exactly one of its two lists', () => {
    const misplaced = listMethods().filter((entry) => (entry.status === 'validated') !== entry.name in VALIDATED);
    expect(misplaced.map((entry) => `${entry.name} is ${entry.status}`)).toEqual([]);
  });

  it('reads every parameter of its modelled methods, but those that are known to have no effect', () => {
    const unread = listMethods()
      .filter((entry) => entry.status === 'modelled')
      .flatMap(({ name }) => (schema.methods[name] ?? []).map(([parameter]) => ({ name, parameter })))
      .filter(({ parameter }) => !isNamed(parameter))
      .filter(({ name, parameter }) => !NOT_MODELLED.some((row) => row.name === parameter && row.of.includes(name)));
    expect(unread).toEqual([]);
  });

  it('has no effect of what it says to have none', () => {
    expect(NOT_MODELLED.filter((row) => isNamed(row.name)).map((row) => row.name)).toEqual([]);
  });

  it('is what the README shows (run scripts/generate-method-table.ts)', () => {
    const readme = readFileSync(README, 'utf8');
    expect(readme).toBe(withMethodTable(readme));
  });
});
