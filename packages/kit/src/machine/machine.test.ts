import { describe, expect, test } from 'vitest';
import { machineDiagram, machineTable } from './describe-machine.ts';
import { decide, defineMachine, eventsFor } from './machine.ts';

const isPaid = { name: 'paid', holds: ({ paid }: { readonly paid: boolean }) => paid };

const door = defineMachine<
  'shut' | 'open' | 'gone',
  'build' | 'open' | 'shut' | 'remove',
  'owner' | 'guest',
  { paid: boolean }
>({
  name: 'door',
  states: ['shut', 'open', 'gone'],
  transitions: [
    { from: undefined, event: 'build', to: 'shut', who: ['owner'] },
    { from: 'shut', event: 'open', to: 'open', who: ['owner', 'guest'], guards: [isPaid], effects: ['ring'] },
    { from: 'open', event: 'shut', to: 'shut', who: ['owner'] },
    { from: 'shut', event: 'remove', to: 'gone', who: ['owner'] },
  ],
});

describe('a machine', () => {
  test('says where an event leads and what follows', () => {
    const opened = decide(door, { from: 'shut', event: 'open', actors: ['guest'], facts: { paid: true } });
    expect(opened).toEqual({ kind: 'applied', to: 'open', effects: ['ring'] });
  });

  test('tells apart what is not in the table, what is for others and what a condition forbids', () => {
    const facts = { paid: false };
    expect(decide(door, { from: 'gone', event: 'open', actors: ['owner'], facts })).toEqual({
      kind: 'illegal_transition',
      from: 'gone',
      event: 'open',
    });
    expect(decide(door, { from: 'open', event: 'shut', actors: ['guest'], facts })).toEqual({
      kind: 'not_yours',
      who: ['owner'],
    });
    expect(decide(door, { from: 'shut', event: 'open', actors: ['owner'], facts })).toEqual({
      kind: 'guarded',
      guard: 'paid',
    });
  });

  test('draws only buttons that would be applied, in the order of the table', () => {
    expect(eventsFor(door, { from: 'shut', actors: ['owner'], facts: { paid: true } })).toEqual(['open', 'remove']);
    expect(eventsFor(door, { from: 'shut', actors: ['owner'], facts: { paid: false } })).toEqual(['remove']);
    expect(eventsFor(door, { from: 'open', actors: ['guest'], facts: { paid: true } })).toEqual([]);
  });

  test('is refused at once when its table is wrong', () => {
    const one = { from: undefined, event: 'go', to: 'a', who: ['x'] };
    expect(() => defineMachine({ name: 'm', states: ['a'], transitions: [one, one] })).toThrow('– go stands twice');
    expect(() => defineMachine({ name: 'm', states: ['a', 'b'], transitions: [one] })).toThrow('nothing leads to b');
    expect(() => defineMachine({ name: 'm', states: ['b'], transitions: [one] })).toThrow('there is no state a');
  });

  test('documents itself as a table and a diagram', () => {
    expect(machineTable(door).split('\n')[3]).toBe('| `shut` | `open` | `open` | owner, guest | `paid` | `ring` |');
    expect(machineDiagram(door).split('\n')).toEqual([
      'stateDiagram-v2',
      '  [*] --> shut: build',
      '  shut --> open: open',
      '  open --> shut: shut',
      '  shut --> gone: remove',
      '  gone --> [*]',
    ]);
  });
});
