import { describe, expect, it } from 'vitest';

import { VirtualClock } from './clock.ts';

describe('the virtual clock', () => {
  it('fires what is due when it is moved, in order of time, and nothing else while it stands', () => {
    const clock = new VirtualClock(() => 1_000);
    clock.set({ frozen: true });
    const fired: string[] = [];
    clock.at(1_300, () => fired.push('late'));
    clock.at(1_100, () => fired.push('early'));
    const cancel = clock.at(1_200, () => fired.push('never'));
    cancel();
    clock.set({ advance_ms: 99 });
    expect(fired).toEqual([]);
    clock.set({ advance_ms: 500 });
    expect(fired).toEqual(['early', 'late']);
    clock.stop();
  });

  it('runs at its rate from the moment it is told', () => {
    let wall = 1_000;
    const clock = new VirtualClock(() => wall);
    clock.set({ rate: 10 });
    wall += 50;
    expect(clock.now()).toBe(1_500);
    clock.set({ frozen: true });
    wall += 50;
    expect(clock.now()).toBe(1_500);
    clock.stop();
  });
});
