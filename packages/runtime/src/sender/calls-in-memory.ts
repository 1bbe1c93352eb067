import { isFreeLane } from '../outbox/lane-locks.ts';
import type { OutboxCall } from '../outbox/outbox-call.ts';
import { laneCallOf } from './lane-call-of.ts';
import type { Lanes } from './lanes.ts';

/** The calls of one bot that are in memory: waiting in their lanes, or under way. */
export interface CallsInMemory {
  readonly size: () => number;
  has(id: number): boolean;
  get(id: number): OutboxCall | undefined;
  ids(): number[];
  /** Those that are not under way, in the order of their ids. */
  waiting(): OutboxCall[];
  /** Read from the outbox, with all that stands before it. */
  add(call: OutboxCall): void;
  /** Handed over by its commit: nobody has looked yet at what else waits in its lane. */
  addUnread(call: OutboxCall): void;
  /** Begun by its commit: nothing of its lane may go before it ends. */
  addBegun(call: OutboxCall): void;
  isUnread(id: number): boolean;
  /** Its lane has been looked at. */
  markRead(id: number): void;
  /** It waits again, at the head of its lane: those behind it wait for it. */
  delay(call: OutboxCall, untilMs: number): void;
  /** It has come to its end, and the next of its lane may go. */
  settle(id: number): void;
  /** It is read again when its turn comes. */
  takeOut(id: number): void;
  /** All that wait in the lanes of these calls: what is behind one of them must not go before it. */
  takeOutLanesOf(calls: readonly OutboxCall[]): void;
  /** All that wait. */
  takeOutWaiting(): void;
}

/** @param isUnderWay calls that stay whatever the outbox says: their lanes must not take another one before they end */
export function createCallsInMemory(lanes: Lanes, isUnderWay: (id: number) => boolean): CallsInMemory {
  const loaded = new Map<number, OutboxCall>();
  const unread = new Set<number>();

  return {
    size: () => loaded.size,
    has: (id) => loaded.has(id),
    get: (id) => loaded.get(id),
    ids: () => [...loaded.keys()],
    waiting: () => [...loaded.values()].filter(({ id }) => !isUnderWay(id)).toSorted((a, b) => a.id - b.id),
    add,
    addUnread: (call) => {
      add(call);
      if (!isFreeLane(call.lane)) unread.add(call.id);
    },
    addBegun: (call) => {
      loaded.set(call.id, call);
      lanes.begin(laneCallOf(call));
    },
    isUnread: (id) => unread.has(id),
    markRead: (id) => {
      unread.delete(id);
    },
    delay: (call, untilMs) => {
      loaded.set(call.id, call);
      lanes.delay(call.id, untilMs);
    },
    settle: (id) => {
      loaded.delete(id);
      unread.delete(id);
      lanes.settle(id);
    },
    takeOut,
    takeOutLanesOf: (calls) => {
      const keys = new Set(calls.map(({ lane }) => lane));
      for (const { id, lane } of loaded.values()) if (keys.has(lane) && !isUnderWay(id)) takeOut(id);
    },
    takeOutWaiting: () => {
      for (const id of loaded.keys()) if (!isUnderWay(id)) takeOut(id);
    },
  };

  function add(call: OutboxCall): void {
    loaded.set(call.id, call);
    lanes.add(laneCallOf(call));
  }

  function takeOut(id: number): void {
    lanes.remove(id);
    loaded.delete(id);
    unread.delete(id);
  }
}
