import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { findMethod, listMethods } from './method-table.ts';

describe('the method table', () => {
  it('knows all 185 methods in any case, and the old names', () => {
    expect(listMethods()).toHaveLength(185);
    expect(findMethod('SENDMESSAGE')?.name).toBe('sendMessage');
    expect(findMethod('getChatMembersCount')?.name).toBe('getChatMemberCount');
    expect(findMethod('sendNothing')).toBeUndefined();
  });

  it('models exactly what the README says', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const section = /Modelled: ([^]*?)\n\n/.exec(readme)?.[1] ?? '';
    const named = [...section.matchAll(/`(\w+)`/g)].map((match) => match[1]);
    const modelled = listMethods().filter((entry) => entry.isModelled);
    expect(named).toEqual(modelled.map((entry) => entry.name).toSorted());
  });
});
