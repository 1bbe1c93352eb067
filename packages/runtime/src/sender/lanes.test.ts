import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLanes, type LaneCall, type Lanes } from './lanes.ts';
import { createPacer, type Pacer, unlimitedPacing } from './pacing/pacer.ts';

function aCall(id: number, call: Partial<LaneCall> = {}): LaneCall {
  const chatId = call.chatId ?? 1;
  return { id, lane: String(chatId), chatId, class: 1, queuedAtMs: id, paced: true, ...call };
}

function filled(...calls: LaneCall[]): Lanes {
  const lanes = createLanes();
  for (const call of calls) lanes.add(call);
  return lanes;
}

/** Makes every call, each over before the next is picked, and moves the time on as the lanes ask. */
function makeAll(
  lanes: Lanes,
  pacer: Pacer = createPacer(unlimitedPacing),
  startMs = 0,
): { id: number; atMs: number }[] {
  const made: { id: number; atMs: number }[] = [];
  let nowMs = startMs;
  for (let next = lanes.next(nowMs, pacer); next !== undefined; next = lanes.next(nowMs, pacer)) {
    if ('waitUntilMs' in next) {
      if (next.waitUntilMs <= nowMs) throw new Error('asked to wait for the past');
      nowMs = next.waitUntilMs;
      continue;
    }
    made.push({ id: next.call.id, atMs: nowMs });
    lanes.settle(next.call.id);
  }
  return made;
}

const idsOf = (made: readonly { id: number }[]): number[] => made.map(({ id }) => id);

describe('inside a lane', () => {
  test('calls go in the order they were added, whatever their class', () => {
    const lanes = filled(
      aCall(1, { class: 3 }),
      aCall(2, { class: 0 }),
      aCall(3, { class: 2 }),
      aCall(4, { class: 1 }),
    );
    expect(idsOf(makeAll(lanes))).toEqual([1, 2, 3, 4]);
  });

  test('one is under way at a time', () => {
    const pacer = createPacer(unlimitedPacing);
    const lanes = filled(aCall(1), aCall(2));
    expect(lanes.next(0, pacer)).toMatchObject({ call: { id: 1 } });
    expect(lanes.next(0, pacer)).toBeUndefined();
    lanes.settle(1);
    expect(lanes.next(0, pacer)).toMatchObject({ call: { id: 2 } });
  });

  test('a delayed call keeps its place, and those behind it wait', () => {
    const pacer = createPacer(unlimitedPacing);
    const lanes = filled(aCall(1), aCall(2, { class: 0 }));
    lanes.next(0, pacer);
    lanes.delay(1, 500);
    expect(lanes.next(0, pacer)).toEqual({ waitUntilMs: 500 });
    expect(idsOf(makeAll(lanes, pacer, 500))).toEqual([1, 2]);
  });

  test('one that is begun elsewhere goes before those waiting, which follow it', () => {
    const pacer = createPacer(unlimitedPacing);
    const lanes = filled(aCall(2), aCall(3));
    lanes.begin(aCall(1));
    expect(lanes.next(0, pacer)).toBeUndefined();
    lanes.settle(1);
    expect(idsOf(makeAll(lanes, pacer))).toEqual([2, 3]);
  });

  test('one that is begun elsewhere and delayed is made again before those waiting', () => {
    const lanes = filled(aCall(2));
    lanes.begin(aCall(1));
    lanes.delay(1, 500);
    expect(makeAll(lanes)).toEqual([
      { id: 1, atMs: 500 },
      { id: 2, atMs: 500 },
    ]);
  });

  test.each([
    ['is over before it is', (lanes: Lanes): void => lanes.settle(1)],
    ['is delayed before it is', (lanes: Lanes): void => lanes.delay(1, 0)],
  ])('when the one that was begun elsewhere %s, one that was picked is picked no second time', (_, endFirst) => {
    const pacer = createPacer(unlimitedPacing);
    const lanes = filled(aCall(2), aCall(3));
    expect(lanes.next(0, pacer)).toMatchObject({ call: { id: 2 } });
    lanes.begin(aCall(1));
    endFirst(lanes);
    expect(lanes.next(0, pacer)).toBeUndefined();
    lanes.remove(2);
    expect(idsOf(makeAll(lanes, pacer)).at(-1)).toBe(3);
  });

  test('is known as long as it has calls', () => {
    const lanes = filled(aCall(1));
    lanes.begin(aCall(2, { chatId: 5 }));
    expect([lanes.has('1'), lanes.has('5'), lanes.has('6')]).toEqual([true, true, false]);
    lanes.settle(2);
    expect(lanes.has('5')).toBe(false);
  });

  test('a call that is not its lane’s turn yet can be delayed too', () => {
    const lanes = filled(aCall(1), aCall(2));
    lanes.delay(2, 500);
    expect(makeAll(lanes)).toEqual([
      { id: 1, atMs: 0 },
      { id: 2, atMs: 500 },
    ]);
  });

  test('a removed call is not made, and the lane goes on', () => {
    const lanes = filled(aCall(1), aCall(2), aCall(3));
    expect(lanes.remove(2)?.id).toBe(2);
    expect(lanes.remove(2)).toBeUndefined();
    expect(idsOf(makeAll(lanes))).toEqual([1, 3]);
    expect(lanes.size()).toBe(0);
  });

  test('a call is in it once', () => {
    expect(idsOf(makeAll(filled(aCall(1), aCall(1), aCall(2))))).toEqual([1, 2]);
  });
});

describe('across lanes', () => {
  test('the best class goes first, then the oldest', () => {
    const lanes = filled(
      aCall(1, { chatId: 1, class: 3 }),
      aCall(2, { chatId: 2, class: 2 }),
      aCall(3, { chatId: 3, class: 1 }),
      aCall(4, { chatId: 4, class: 0, paced: false }),
      aCall(5, { chatId: 5, class: 1 }),
    );
    expect(idsOf(makeAll(lanes))).toEqual([4, 3, 5, 2, 1]);
  });

  test('a lane is as urgent as the best call waiting in it, until that has gone', () => {
    const lanes = filled(
      aCall(1, { chatId: 1, class: 3 }),
      aCall(2, { chatId: 2, class: 2 }),
      aCall(3, { chatId: 1, class: 1 }),
      aCall(4, { chatId: 1, class: 3 }),
    );
    expect(idsOf(makeAll(lanes))).toEqual([1, 3, 2, 4]);
  });

  test('a flood wait of one chat does not hold the others', () => {
    const pacer = createPacer();
    pacer.brakeChat(1, 60_000);
    const lanes = filled(aCall(1, { chatId: 1, class: 0 }), aCall(2, { chatId: 2 }), aCall(3, { chatId: 3, class: 3 }));
    expect(makeAll(lanes, pacer)).toEqual([
      { id: 2, atMs: 0 },
      expect.objectContaining({ id: 3 }),
      { id: 1, atMs: 60_000 },
    ]);
  });

  test('while the bot is braked, free calls still go', () => {
    const pacer = createPacer();
    pacer.brakeBot(9000);
    const lanes = filled(aCall(1, { chatId: 1 }), aCall(2, { chatId: 1, lane: 'answer:2', class: 0, paced: false }));
    expect(makeAll(lanes, pacer)).toEqual([
      { id: 2, atMs: 0 },
      { id: 1, atMs: 9000 },
    ]);
  });

  test('an album that waits for its tokens is not overtaken by a broadcast', () => {
    const pacer = createPacer();
    const lanes = createLanes();
    for (let id = 1; id <= 25; id += 1) lanes.add(aCall(id, { chatId: id }));
    lanes.add(aCall(26, { chatId: 26, weight: 10 }));
    for (let id = 27; id <= 60; id += 1) lanes.add(aCall(id, { chatId: id, class: 3 }));
    expect(idsOf(makeAll(lanes, pacer)).indexOf(26)).toBe(25);
  });

  test('nothing to wait for is told apart from waiting', () => {
    const pacer = createPacer();
    const lanes = createLanes();
    expect(lanes.next(0, pacer)).toBeUndefined();
    pacer.brakeChat(1, 77);
    lanes.add(aCall(1));
    expect(lanes.next(0, pacer)).toEqual({ waitUntilMs: 77 });
    expect(lanes.next(77, pacer)).toMatchObject({ call: { id: 1 } });
    expect(lanes.next(77, pacer)).toBeUndefined();
    expect(lanes.size()).toBe(1);
  });

  test('a brake that comes while a lane waits is honoured', () => {
    const pacer = createPacer();
    const lanes = filled(aCall(1), aCall(2), aCall(3), aCall(4));
    for (const id of [1, 2, 3]) {
      lanes.next(0, pacer);
      lanes.settle(id);
    }
    expect(lanes.next(0, pacer)).toEqual({ waitUntilMs: 1000 });
    pacer.brakeChat(1, 5000);
    expect(lanes.next(1000, pacer)).toEqual({ waitUntilMs: 5000 });
  });

  test('a clock that is set back holds no lane for longer than it was to wait', () => {
    const pacer = createPacer();
    const noon = 1_700_000_000_000;
    const lanes = filled(...[1, 2, 3, 4].map((id) => aCall(id)), aCall(5, { chatId: 2 }));
    for (let made = 0; made < 4; made += 1) {
      const next = lanes.next(noon, pacer);
      if (next === undefined || !('call' in next)) throw new Error('four go at once');
      if (next.call.id === 5) lanes.delay(5, noon + 3000);
      else lanes.settle(next.call.id);
    }
    expect(lanes.next(noon, pacer)).toEqual({ waitUntilMs: noon + 1000 });
    const setBack = noon - 3_600_000;
    const made = makeAll(lanes, pacer, setBack);
    expect(idsOf(made)).toEqual([4, 5]);
    expect(made.at(-1)?.atMs).toBeLessThanOrEqual(setBack + 3000);
  });

  test('the age of the oldest is known, also of one under way', () => {
    const pacer = createPacer(unlimitedPacing);
    const lanes = filled(
      aCall(1, { queuedAtMs: 30 }),
      aCall(2, { chatId: 2, queuedAtMs: 10 }),
      aCall(3, { chatId: 3, queuedAtMs: 20 }),
    );
    expect(lanes.oldestAt()).toBe(10);
    lanes.next(0, pacer);
    expect(lanes.oldestAt()).toBe(10);
    lanes.settle(2);
    expect(lanes.oldestAt()).toBe(20);
    lanes.remove(3);
    lanes.remove(1);
    expect(lanes.oldestAt()).toBeUndefined();
  });
});

describe('a broadcast', () => {
  test('of any size delays a reply by no more than one token', () => {
    const pacer = createPacer();
    const lanes = createLanes();
    for (let id = 1; id <= 3000; id += 1) lanes.add(aCall(id, { chatId: id, class: 3 }));
    const waits: number[] = [];
    let nowMs = 0;
    for (let round = 0; round < 200; round += 1) {
      nowMs += 137;
      // The broadcast takes what it may up to now.
      for (let next = lanes.next(nowMs, pacer); next !== undefined && 'call' in next; next = lanes.next(nowMs, pacer))
        lanes.settle(next.call.id);
      const id = 100_000 + round;
      lanes.add(aCall(id, { chatId: id, queuedAtMs: nowMs }));
      let atMs = nowMs;
      let next = lanes.next(atMs, pacer);
      while (next !== undefined && 'waitUntilMs' in next) {
        atMs = next.waitUntilMs;
        next = lanes.next(atMs, pacer);
      }
      expect(next).toMatchObject({ call: { id } });
      lanes.settle(id);
      waits.push(atMs - nowMs);
      nowMs = atMs;
    }
    expect(Math.max(...waits)).toBeLessThanOrEqual(Math.ceil(1010 / 30));
  });

  test('goes on at full pace when nothing else does', () => {
    const lanes = createLanes();
    for (let id = 1; id <= 600; id += 1) lanes.add(aCall(id, { chatId: id, class: 3 }));
    const made = makeAll(lanes, createPacer());
    expect(made).toHaveLength(600);
    expect(made.at(-1)?.atMs).toBeLessThanOrEqual((600 / (30 * 0.98)) * 1000);
  });
});

describe('for any calls', { timeout: 30_000 }, () => {
  const anyCall = fc.record({
    chatId: fc.constantFrom(1, 2, 3, -1, ...Array.from({ length: 30 }, (_, index) => 50 + index)),
    class: fc.constantFrom(0, 1, 2, 3),
    fate: fc.constantFrom('settle', 'settle', 'settle', 'delay', 'linger', 'remove-another'),
  });

  test('each is made once, in the order of its lane, one at a time, never before its delay', () => {
    fc.assert(
      fc.property(fc.array(anyCall, { minLength: 1, maxLength: 200 }), fc.nat(3), (plan, batch) => {
        const pacer = createPacer();
        const lanes = createLanes();
        const run = new Run(
          lanes,
          plan.map((each, index) => aCall(index, each)),
        );
        let nowMs = 0;
        for (const [index, { fate }] of plan.entries()) {
          run.add(index);
          if (index % (batch + 1) !== 0) continue;
          const next = lanes.next(nowMs, pacer);
          if (next === undefined) continue;
          if ('waitUntilMs' in next) nowMs = Math.min(next.waitUntilMs, nowMs + 700);
          else run.picked(next.call, nowMs, fate);
        }
        run.releaseAll();
        for (let next = lanes.next(nowMs, pacer); next !== undefined; next = lanes.next(nowMs, pacer)) {
          if ('waitUntilMs' in next) nowMs = next.waitUntilMs;
          else run.picked(next.call, nowMs, 'settle');
        }
        expect(lanes.size()).toBe(0);
        expect(run.faults).toEqual([]);
        expect([...run.made].toSorted((a, b) => a - b)).toEqual(run.expected());
      }),
      { numRuns: 300 },
    );
  });
});

/** Does to each picked call what was drawn for it, and notes what must not be. */
class Run {
  readonly faults: string[] = [];
  readonly made: number[] = [];
  readonly #lanes: Lanes;
  readonly #calls: LaneCall[];
  readonly #waiting = new Map<string, number[]>();
  readonly #lingering = new Set<number>();
  readonly #removed = new Set<number>();
  readonly #notBefore = new Map<number, number>();

  constructor(lanes: Lanes, calls: LaneCall[]) {
    this.#lanes = lanes;
    this.#calls = calls;
  }

  add(index: number): void {
    const call = this.#calls[index];
    if (call === undefined) return;
    this.#lanes.add(call);
    this.#waiting.set(call.lane, [...(this.#waiting.get(call.lane) ?? []), call.id]);
  }

  picked(call: LaneCall, nowMs: number, fate: string): void {
    const queue = this.#waiting.get(call.lane) ?? [];
    if (queue[0] !== call.id) this.faults.push(`${call.id} was picked before ${queue[0]}`);
    if (this.#lingering.has(call.id)) this.faults.push(`${call.id} was picked while under way`);
    if (nowMs < (this.#notBefore.get(call.id) ?? 0)) this.faults.push(`${call.id} was picked before its delay`);
    if (fate === 'delay' && !this.#notBefore.has(call.id)) {
      this.#notBefore.set(call.id, nowMs + 400);
      this.#lanes.delay(call.id, nowMs + 400);
      return;
    }
    this.made.push(call.id);
    if (fate === 'linger') {
      this.#lingering.add(call.id);
      return;
    }
    this.#over(call.lane, call.id, () => this.#lanes.settle(call.id));
    if (fate !== 'remove-another') return;
    const victim = [...this.#waiting.values()].flat().find((id) => !this.#lingering.has(id));
    const lane = victim === undefined ? undefined : this.#calls[victim]?.lane;
    if (victim === undefined || lane === undefined) return;
    this.#removed.add(victim);
    this.#over(lane, victim, () => void this.#lanes.remove(victim));
  }

  releaseAll(): void {
    for (const id of this.#lingering) {
      const lane = this.#calls[id]?.lane;
      this.#lingering.delete(id);
      if (lane !== undefined) this.#over(lane, id, () => this.#lanes.settle(id));
    }
  }

  expected(): number[] {
    return this.#calls.map(({ id }) => id).filter((id) => !this.#removed.has(id));
  }

  #over(lane: string, id: number, act: () => void): void {
    this.#waiting.set(
      lane,
      (this.#waiting.get(lane) ?? []).filter((each) => each !== id),
    );
    act();
  }
}

describe('with a hundred thousand calls', { timeout: 30_000 }, () => {
  test.each([
    ['in as many chats', 100_000],
    ['in one chat', 1],
  ])('%s, picking does not look at all of them', (_, chats) => {
    const pacer = createPacer(unlimitedPacing);
    const lanes = createLanes();
    const startedAt = process.cpuUsage();
    for (let id = 0; id < 100_000; id += 1) lanes.add(aCall(id, { chatId: id % chats, class: id % 4 }));
    expect(makeAll(lanes, pacer)).toHaveLength(100_000);
    // About half a second of computing; looking at all for each pick would take minutes.
    expect(process.cpuUsage(startedAt).user).toBeLessThan(10_000_000);
  });

  test('all of them braked, the one that is not is found at once, again and again', () => {
    const pacer = createPacer();
    const lanes = createLanes();
    for (let id = 1; id <= 100_000; id += 1) {
      pacer.brakeChat(id, 1_000_000_000);
      lanes.add(aCall(id, { chatId: id, class: 0 }));
    }
    const startedAt = process.cpuUsage();
    for (let round = 0; round < 1000; round += 1) {
      const id = 200_000 + round;
      lanes.add(aCall(id, { chatId: id, class: 3 }));
      expect(lanes.next(round * 40, pacer)).toMatchObject({ call: { id } });
      lanes.settle(id);
    }
    expect(process.cpuUsage(startedAt).user).toBeLessThan(10_000_000);
  });
});

test('ready is what waits for its pick or for a limit of the whole bot, and nothing that waits for its chat or its lane', () => {
  const pacer = createPacer(unlimitedPacing);
  const lanes = filled(aCall(1), aCall(2));
  expect(lanes.isAnyReady()).toBe(true);
  lanes.next(0, pacer);
  expect(lanes.isAnyReady()).toBe(false);
  lanes.settle(1);
  expect(lanes.isAnyReady()).toBe(true);
  pacer.brakeChat(1, 1_000);
  lanes.next(0, pacer);
  expect(lanes.isAnyReady()).toBe(false);
  lanes.add(aCall(3, { chatId: 2 }));
  pacer.brakeBot(1_000);
  lanes.next(0, pacer);
  expect(lanes.isAnyReady()).toBe(true);
});
