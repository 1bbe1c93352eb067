import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ApiError } from '../api/api-error.ts';
import { VirtualClock } from '../clock.ts';
import { FloodControl } from './flood-control.ts';
import { TELEGRAM_LIMITS } from './limits.ts';

function tryTake(flood: FloodControl, chatId: number): number {
  try {
    flood.take(1, chatId, false);
    return 0;
  } catch (error) {
    if (error instanceof ApiError) return Number(error.parameters?.['retry_after']);
    throw error;
  }
}

describe('flood control', () => {
  it('never lets more through than the rate and the burst allow', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 200 }), (pauses) => {
        const clock = new VirtualClock(() => 0);
        clock.set({ frozen: true, now: 1_000_000 });
        const flood = new FloodControl(clock, TELEGRAM_LIMITS);
        let elapsedMs = 0;
        let passed = 0;
        for (const pause of pauses) {
          clock.set({ advance_ms: pause });
          elapsedMs += pause;
          if (tryTake(flood, 7) === 0) passed += 1;
        }
        expect(passed).toBeLessThanOrEqual(TELEGRAM_LIMITS.burst + elapsedMs / 1000);
      }),
    );
  });

  it('always lets pass who waits as long as told', () => {
    const clock = new VirtualClock(() => 0);
    clock.set({ frozen: true, now: 1_000_000 });
    const flood = new FloodControl(clock, TELEGRAM_LIMITS);
    for (let count = 0; count < 40; count += 1) {
      const waitS = tryTake(flood, 7);
      if (waitS === 0) continue;
      clock.set({ advance_ms: waitS * 1000 });
      expect(tryTake(flood, 7)).toBe(0);
    }
  });

  it('lengthens the brake for who does not wait', () => {
    const clock = new VirtualClock(() => 0);
    clock.set({ frozen: true, now: 1_000_000 });
    const flood = new FloodControl(clock, { ...TELEGRAM_LIMITS, per_chat_per_s: 0.1, burst: 1 });
    expect([tryTake(flood, 7), tryTake(flood, 7), tryTake(flood, 7)]).toEqual([0, 10, 10]);
    clock.set({ advance_ms: 2_000 });
    expect([tryTake(flood, 7), tryTake(flood, 7)]).toEqual([9, 10]);
  });

  it('holds the whole bot to thirty a second over all chats', () => {
    const clock = new VirtualClock(() => 0);
    clock.set({ frozen: true, now: 1_000_000 });
    const flood = new FloodControl(clock, TELEGRAM_LIMITS);
    const passed = Array.from({ length: 50 }, (_, chat) => tryTake(flood, chat)).filter((wait) => wait === 0);
    expect(passed).toHaveLength(30);
  });
});
