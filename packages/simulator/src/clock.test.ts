import * as fc from 'fast-check';
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

  it('shows each timer its own time, also those that timers start, however it is advanced', () => {
    // Every timer runs again after its period: [first, period].
    const timers = fc.array(fc.tuple(fc.nat(500), fc.integer({ min: 1, max: 200 })), { maxLength: 6 });
    const advances = fc.array(fc.nat(300), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(timers, advances, (started, steps) => {
        const run = (pieces: readonly number[]): string[] => {
          const clock = new VirtualClock(() => 7);
          clock.set({ frozen: true, now: 1_000 });
          const fired: string[] = [];
          const start = (name: number, atMs: number, periodMs: number): void => {
            clock.at(atMs, () => {
              expect(clock.now()).toBe(atMs);
              fired.push(`${atMs} ${name}`);
              start(name, atMs + periodMs, periodMs);
            });
          };
          for (const [name, [first, periodMs]] of started.entries()) start(name, 1_000 + first, periodMs);
          for (const piece of pieces) {
            const target = clock.now() + piece;
            const count = fired.length;
            expect(clock.set({ advance_ms: piece }).now).toBe(target);
            expect(clock.now()).toBe(target);
            // Nothing early, nothing late.
            for (const line of fired.slice(count)) expect(parseInt(line, 10)).toBeLessThanOrEqual(target);
            for (const line of fired.slice(count)) expect(parseInt(line, 10)).toBeGreaterThan(target - piece - 1);
          }
          clock.stop();
          return fired;
        };
        const whole = run([steps.reduce((sum, step) => sum + step, 0)]);
        expect(run(steps)).toEqual(whole);
        const times = whole.map((line) => parseInt(line, 10));
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        // As many as a calendar says.
        const endMs = 1_000 + steps.reduce((sum, step) => sum + step, 0);
        const due = started.map(([first, periodMs]) => Math.floor((endMs - 1_000 - first) / periodMs) + 1);
        expect(whole).toHaveLength(due.reduce((sum, count) => sum + Math.max(0, count), 0));
      }),
      { numRuns: 60 },
    );
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
