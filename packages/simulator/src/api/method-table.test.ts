import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { README, withMethodTable } from '../../scripts/generate-method-table.ts';
import { findMethod, listMethods } from './method-table.ts';
import { VALIDATED } from './validated-methods.ts';

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

  it('is what the README shows (run scripts/generate-method-table.ts)', () => {
    const readme = readFileSync(README, 'utf8');
    expect(readme).toBe(withMethodTable(readme));
  });
});
