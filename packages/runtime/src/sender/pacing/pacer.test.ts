import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPacer, defaultPacing, type PacedCall, type Pacer, unlimitedPacing } from './pacer.ts';

function aCall(call: Partial<PacedCall> = {}): PacedCall {
  return { class: 1, chatId: 7, lane: 'x', paced: true, ...call };
}

/** Makes each call as early as it may be, and tells when that was. */
function makeAll(pacer: Pacer, calls: readonly PacedCall[], startMs = 0): number[] {
  let nowMs = startMs;
  return calls.map((call) => {
    nowMs = pacer.earliestAt(call, nowMs);
    pacer.take(call, nowMs);
    return nowMs;
  });
}

function many(count: number, call: (index: number) => Partial<PacedCall>): PacedCall[] {
  return Array.from({ length: count }, (_, index) => aCall(call(index)));
}

test('calls that were held up on their way count from when they leave', () => {
  const pacer = createPacer();
  const mark = pacer.mark();
  makeAll(
    pacer,
    many(25, (chatId) => ({ chatId: chatId + 1 })),
  );
  pacer.postpone(mark, 600);
  const later = makeAll(
    pacer,
    many(30, (chatId) => ({ chatId: chatId + 100 })),
    600,
  );
  expect(later.filter((at) => at < 1_610)).toHaveLength(5);
});

describe('a process that has just started does not know what the last one sent', () => {
  test('a chat has one token then, and its whole burst after a pause', () => {
    const pacer = createPacer(defaultPacing, 5_000);
    const atStart = makeAll(
      pacer,
      many(3, () => ({})),
      5_000,
    );
    expect(atStart).toEqual([5_000, 6_000, 7_000]);
    const later = makeAll(
      pacer,
      many(3, () => ({ chatId: 8 })),
      60_000,
    );
    expect(later).toEqual([60_000, 60_000, 60_000]);
  });

  test('the bot does not begin with a burst', () => {
    const chats = many(10, (chatId) => ({ chatId: chatId + 1 }));
    const made = makeAll(createPacer(defaultPacing, 5_000), chats, 5_000);
    expect(made.filter((at) => at === 5_000)).toHaveLength(1);
  });
});

describe('the pace of a chat', () => {
  test('a private chat takes three at once and then one per second', () => {
    expect(
      makeAll(
        createPacer(),
        many(6, () => ({ chatId: 7 })),
      ),
    ).toEqual([0, 0, 0, 1000, 2000, 3000]);
  });

  test('what was saved is not saved twice', () => {
    const pacer = createPacer();
    makeAll(
      pacer,
      many(3, () => ({})),
    );
    expect(
      makeAll(
        pacer,
        many(4, () => ({})),
        60_000,
      ),
    ).toEqual([60_000, 60_000, 60_000, 61_000]);
  });

  test('a group takes twenty in a minute', () => {
    const times = makeAll(
      createPacer(),
      many(22, () => ({ chatId: -100 })),
    );
    expect(times[19]).toBe(17_000);
    expect(times[20]).toBe(60_100);
    expect(times[21]).toBe(60_100);
  });

  test('a channel that is known by name has the limits of a group', () => {
    const times = makeAll(
      createPacer(),
      many(21, () => ({ chatId: undefined, lane: '@news' })),
    );
    expect(times[20]).toBe(60_100);
  });

  test('an album counts as its members', () => {
    expect(makeAll(createPacer(), [aCall({ weight: 3 }), aCall(), aCall({ weight: 10 }), aCall()])).toEqual([
      0, 1000, 4000, 12_000,
    ]);
  });

  test('free calls neither wait nor count', () => {
    const pacer = createPacer();
    makeAll(
      pacer,
      many(500, () => ({ paced: false })),
    );
    makeAll(
      pacer,
      many(3, () => ({})),
    );
    expect(pacer.earliestAt(aCall({ paced: false }), 0)).toBe(0);
    expect(pacer.earliestAt(aCall({ chatId: 8 }), 0)).toBe(0);
  });
});

describe('the pace of a bot', () => {
  test('thirty go in any second', () => {
    const times = makeAll(
      createPacer(),
      many(61, (index) => ({ chatId: index })),
    );
    expect(times.filter((time) => time < 1000)).toHaveLength(30);
    expect(times[60]).toBeGreaterThanOrEqual(2 * 1010);
  });

  test('paid calls have a limit of their own', () => {
    const pacer = createPacer();
    const times = makeAll(
      pacer,
      many(1001, (index) => ({ chatId: index, paid: true, class: 3 })),
    );
    expect(times[999]).toBe(0);
    expect(times[1000]).toBe(1010);
    expect(pacer.earliestAt(aCall({ chatId: 5000 }), 0)).toBe(0);
  });

  test('paid calls keep to the free limit after one was refused, and go fast again later', () => {
    const pacer = createPacer();
    pacer.refusePaid(60_000);
    const refused = many(61, (chatId) => ({ chatId, paid: true }));
    const later = many(61, (chatId) => ({ chatId: chatId + 100, paid: true }));
    expect(makeAll(pacer, refused, 0).at(-1)).toBeGreaterThanOrEqual(2 * 1010);
    expect(makeAll(pacer, later, 60_000).at(-1)).toBe(60_000);
  });

  test('a broadcast goes evenly, and a reply beside it waits for one token at most', () => {
    const pacer = createPacer();
    const oneToken = Math.ceil(1010 / 30);
    let nowMs = 0;
    for (let index = 0; index < 300; index += 1) {
      const reply = aCall({ chatId: 100_000 + index });
      expect(pacer.earliestAt(reply, nowMs) - nowMs).toBeLessThanOrEqual(oneToken);
      const broadcast = aCall({ chatId: index, class: 3 });
      const at = pacer.earliestAt(broadcast, nowMs);
      expect(at - nowMs).toBeLessThanOrEqual(oneToken);
      pacer.take(broadcast, at);
      nowMs = at;
    }
  });

  test('a broadcast keeps 98% of the allowed pace although its timers come late', () => {
    const pacer = createPacer();
    let nowMs = 0;
    for (let index = 0; index < 3000; index += 1) {
      const call = aCall({ chatId: index, class: 3 });
      nowMs = pacer.earliestAt(call, nowMs) + ((index * 7) % 4);
      pacer.take(call, nowMs);
    }
    expect(3000 / (nowMs / 1000)).toBeGreaterThanOrEqual(0.98 * 30);
  });

  test('without limits nothing waits and nothing is remembered for long', () => {
    const pacer = createPacer(unlimitedPacing);
    expect(
      new Set(
        makeAll(
          pacer,
          many(2000, (index) => ({ chatId: -(index % 2) - 1, class: 3, weight: 10 })),
        ),
      ),
    ).toEqual(new Set([0]));
    expect(pacer.chatCount()).toBeLessThan(3);
  });
});

describe('a brake', () => {
  test('on a chat holds that chat alone', () => {
    const pacer = createPacer();
    pacer.brakeChat(7, 9000);
    expect(pacer.earliestAt(aCall({ chatId: 7 }), 0)).toBe(9000);
    expect(pacer.earliestAt(aCall({ chatId: 8 }), 0)).toBe(0);
  });

  test('on the bot holds everything but free calls', () => {
    const pacer = createPacer();
    pacer.brakeBot(9000);
    expect(pacer.earliestAt(aCall({ chatId: 8 }), 0)).toBe(9000);
    expect(pacer.earliestAt(aCall({ chatId: undefined }), 0)).toBe(9000);
    expect(pacer.earliestAt(aCall({ paid: true }), 0)).toBe(9000);
    expect(pacer.earliestAt(aCall({ paced: false }), 0)).toBe(0);
  });

  test('is the latest time known, and nothing shortens it', () => {
    const pacer = createPacer();
    pacer.brakeBot(9000);
    pacer.brakeBot(2000);
    pacer.brakeChat('7', 8000);
    pacer.brakeChat('7', 1000);
    pacer.take(aCall({ chatId: 7 }), 500);
    expect(pacer.brakes()).toEqual({ botUntilMs: 9000, chats: [{ chat: '7', untilMs: 8000 }] });
    expect(pacer.earliestAt(aCall({ chatId: 7 }), 8500)).toBe(9000);
    expect(pacer.brakes()).toEqual({ botUntilMs: 9000, chats: [] });
  });

  test('outlives the forgetting of idle chats', () => {
    const pacer = createPacer();
    pacer.brakeChat(7, 1_000_000);
    makeAll(
      pacer,
      many(300, (index) => ({ chatId: 100 + index })),
    );
    expect(pacer.earliestAt(aCall({ chatId: 7 }), 100_000)).toBe(1_000_000);
  });
});

test('chats at rest are forgotten', () => {
  const pacer = createPacer();
  let nowMs = 0;
  for (let index = 0; index < 20_000; index += 1) {
    const call = aCall({ chatId: index });
    nowMs = pacer.earliestAt(call, nowMs);
    pacer.take(call, nowMs);
  }
  // Each is busy for a second, in which thirty come.
  expect(pacer.chatCount()).toBeLessThan(200);
});

test('a clock that is set back holds nothing for longer than the limit itself', () => {
  const pacer = createPacer();
  const noon = 1_700_000_000_000;
  makeAll(
    pacer,
    many(60, (index) => ({ chatId: index })),
    noon,
  );
  pacer.brakeChat(7, noon + 5000);
  const setBack = noon - 3_600_000;
  expect(pacer.earliestAt(aCall({ chatId: 900 }), setBack) - setBack).toBeLessThanOrEqual(1010);
  expect(pacer.earliestAt(aCall({ chatId: 7 }), setBack) - setBack).toBeLessThanOrEqual(5000);
  expect(pacer.earliestAt(aCall({ chatId: 7 }), setBack) - setBack).toBeGreaterThanOrEqual(3000);
});

test('callers who looked at the clock a little earlier do not make time run faster', () => {
  const pacer = createPacer();
  makeAll(
    pacer,
    many(3, () => ({})),
    10_000,
  );
  for (let index = 0; index < 1000; index += 1) pacer.earliestAt(aCall(), index % 2 === 0 ? 10_400 : 9_900);
  expect(pacer.earliestAt(aCall(), 10_400)).toBe(11_000);
});

describe('for any calls', { timeout: 30_000 }, () => {
  const anyCall = fc.record({
    class: fc.constantFrom(0, 1, 2, 3),
    chatId: fc.constantFrom(undefined, 1, 2, 3, -1, -2, ...Array.from({ length: 40 }, (_, index) => 100 + index)),
    lane: fc.constant('x'),
    paced: fc.boolean(),
    weight: fc.constantFrom(1, 1, 1, 2, 10),
    idleMs: fc.constantFrom(0, 0, 0, 0, 1, 40, 900, 30_000),
  });

  test('no window holds more than it may, and none is waited for longer than needed', () => {
    fc.assert(
      fc.property(fc.array(anyCall, { minLength: 50, maxLength: 400 }), (calls) => {
        const pacer = createPacer();
        const server = new Server();
        let nowMs = 0;
        for (const call of calls) {
          const at = pacer.earliestAt(call, nowMs + call.idleMs);
          // Told a second time, at the moment itself, it is the same.
          expect(pacer.earliestAt(call, at)).toBe(at);
          nowMs = at;
          pacer.take(call, nowMs);
          if (call.paced) server.take(call, nowMs);
        }
        expect(server.worst(undefined, 1000, 10)).toBeLessThanOrEqual(30);
        for (const group of [-1, -2]) expect(server.worst(group, 60_000, 10)).toBeLessThanOrEqual(20);
        expect(server.refused).toBe(0);
      }),
      { numRuns: 150 },
    );
  });
});

/** Counts as Telegram might: windows for the published figures, buckets for what it refuses; it is as full as it can be. */
class Server {
  refused = 0;
  readonly #sent: { chatId: number | undefined; atMs: number; weight: number }[] = [];
  readonly #buckets = new Map<string, { tokens: number; atMs: number }>();

  take({ chatId, weight = 1 }: PacedCall, atMs: number): void {
    this.#sent.push({ chatId, atMs, weight });
    if (weight > 1) return;
    // A bucket is charged for single messages; heavier calls are the windows' matter.
    this.#charge('bot', 30, 30, atMs);
    if (chatId !== undefined) this.#charge(`chat ${chatId}`, 1, 5, atMs);
    if (chatId !== undefined && chatId < 0) this.#charge(`group ${chatId}`, 20 / 60, 20, atMs);
  }

  /** The fullest window. An album heavier than what is left of a window may begin it, so it counts as at most `heaviest`. */
  worst(chatId: number | undefined, windowMs: number, heaviest: number): number {
    const sent = this.#sent.filter((each) => chatId === undefined || each.chatId === chatId);
    const sums = sent.map(({ atMs }) =>
      sent.reduce(
        (sum, each) => (each.atMs >= atMs && each.atMs < atMs + windowMs ? sum + Math.min(each.weight, heaviest) : sum),
        0,
      ),
    );
    return Math.max(0, ...sums);
  }

  #charge(key: string, perSecond: number, capacity: number, atMs: number): void {
    const bucket = this.#buckets.get(key) ?? { tokens: capacity, atMs };
    bucket.tokens = Math.min(capacity, bucket.tokens + ((atMs - bucket.atMs) / 1000) * perSecond);
    bucket.atMs = atMs;
    if (bucket.tokens < 1) this.refused += 1;
    else bucket.tokens -= 1;
    this.#buckets.set(key, bucket);
  }
}

test('the limits are those that Telegram publishes, with a little more time', () => {
  expect(defaultPacing).toEqual({
    bot: { count: 30, windowMs: 1010 },
    paid: { count: 1000, windowMs: 1010 },
    chat: { intervalMs: 1000, burst: 3 },
    group: { count: 20, windowMs: 60_100 },
  });
});
