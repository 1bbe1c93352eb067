import { Heap } from './heap.ts';
import type { PacedCall, Pacer } from './pacing/pacer.ts';
import { SteadyTime } from './pacing/steady-time.ts';

/**
 * A call as the lanes see it; what else it carries is the caller's. Calls of one `lane` go one after another in the order
 * they were added; a free call may have a lane of its own.
 */
export interface LaneCall extends PacedCall {
  id: number;
  /** The oldest goes first within a class. */
  queuedAtMs: number;
}

/** The next call to make; or when to ask again, if nothing else happens before. */
type NextCall<C> = { call: C } | { waitUntilMs: number };

/**
 * Decides which call goes next. It does no I/O and has no clock.
 *
 * - Inside a lane: strictly first in, first out, whatever the class; one call of a lane is under way at a time.
 * - Across lanes: the best class first, then the oldest. A lane has the class of the best call waiting in it, so a reply
 *   is not held up by a broadcast that stands before it in its own chat.
 * - A lane that is under way, delayed, or held by its chat's limits is passed over; a limit of the whole bot holds every
 *   call that counts, so nothing of a lower class slips in before.
 *
 * Each operation costs at most the logarithm of the number of lanes.
 */
export interface Lanes<C extends LaneCall = LaneCall> {
  /** Puts a call at the end of its lane. Adding an id that is here already does nothing. */
  add(call: C): void;
  /**
   * Puts a call that is under way already before all others of its lane, which wait until `settle` or `delay`. One of them
   * may have been picked, if it turns out soon that it cannot be made before this one.
   */
  begin(call: C): void;
  /** Picks the next call, counts it with the pacer and takes its lane until `settle` or `delay`; nothing when there is nothing to wait for. */
  next(nowMs: number, pacer: Pacer): NextCall<C> | undefined;
  /** The call is over, however it ended: its lane goes on. */
  settle(callId: number): void;
  /** The call is to be made (again), at its place in its lane, and not before `untilMs`. */
  delay(callId: number, untilMs: number): void;
  /** Takes a call out, under way or not. */
  remove(callId: number): C | undefined;
  /** Calls waiting and under way. */
  size(): number;
  /** Whether a lane has calls here, waiting or under way. */
  has(lane: string): boolean;
  /** Whether a call waits for nothing but to be picked, or for a limit of the whole bot. */
  isAnyReady(): boolean;
  /** When the oldest of them was created; for the age that operators watch. */
  oldestAt(): number | undefined;
}

type Kind = 'free' | 'paced' | 'paid';
const kinds: readonly Kind[] = ['free', 'paced', 'paid'];
const classes = [0, 1, 2, 3] as const;

/** A call in its lane, a doubly linked list. */
interface Node<C> {
  call: C;
  lane: Lane<C>;
  before: Node<C> | undefined;
  after: Node<C> | undefined;
  notBefore: number;
  /** Picked or begun. */
  taken: boolean;
  gone: boolean;
}

interface Lane<C> {
  key: string;
  head: Node<C> | undefined;
  tail: Node<C> | undefined;
  waitingByClass: number[];
  /** How many of its calls are taken: one, or for a moment the one that was picked and the one that was begun. */
  taken: number;
  /** The one ticket that counts; older ones are still in a heap and are dropped when met. */
  ticket: Ticket<C> | undefined;
}

/** A lane's place in a heap. */
interface Ticket<C> {
  lane: Lane<C>;
  head: Node<C>;
  /** Only among the waiting. */
  untilMs: number;
}

/** Creates empty lanes. */
export function createLanes<C extends LaneCall = LaneCall>(): Lanes<C> {
  // All times kept here are steady: a clock that is set back must not hold a lane for as long.
  const time = new SteadyTime();
  const lanes = new Map<string, Lane<C>>();
  const nodes = new Map<number, Node<C>>();
  const ready = new Map(kinds.map((kind) => [kind, classes.map(() => new Heap<Ticket<C>>(isOlder))]));
  const waiting = new Heap<Ticket<C>>((a, b) => a.untilMs < b.untilMs);
  const byAge = new Heap<Node<C>>((a, b) => a.call.queuedAtMs < b.call.queuedAtMs);

  /** Puts a lane where its head belongs; its times are looked at when it is picked. */
  function offer(lane: Lane<C>): void {
    const { head } = lane;
    lane.ticket = undefined;
    if (head === undefined || lane.taken > 0) return;
    lane.ticket = { lane, head, untilMs: 0 };
    const heap = ready.get(kindOf(head.call))?.[bestClass(lane)];
    if (heap !== undefined) insert(heap, lane.ticket);
  }

  function park(lane: Lane<C>, head: Node<C>, untilMs: number): void {
    lane.ticket = { lane, head, untilMs };
    insert(waiting, lane.ticket);
  }

  function laneOf(call: C): Lane<C> {
    const known = lanes.get(call.lane);
    if (known !== undefined) return known;
    const lane: Lane<C> = {
      key: call.lane,
      head: undefined,
      tail: undefined,
      waitingByClass: [0, 0, 0, 0],
      taken: 0,
      ticket: undefined,
    };
    lanes.set(call.lane, lane);
    return lane;
  }

  function nodeOf(call: C, lane: Lane<C>, place: Pick<Node<C>, 'before' | 'after'>): Node<C> {
    const node: Node<C> = { call, lane, ...place, notBefore: -Infinity, taken: false, gone: false };
    nodes.set(call.id, node);
    if (byAge.size > 2 * nodes.size + 64) byAge.prune((each) => !each.gone);
    byAge.push(node);
    return node;
  }

  /** Tickets that no longer count are cleared away before they are the greater part. */
  function insert(heap: Heap<Ticket<C>>, ticket: Ticket<C>): void {
    if (heap.size > 2 * lanes.size + 64) heap.prune(counts);
    heap.push(ticket);
  }

  function unlink(node: Node<C>): void {
    const { lane } = node;
    node.gone = true;
    nodes.delete(node.call.id);
    if (node.before === undefined) lane.head = node.after;
    else node.before.after = node.after;
    if (node.after === undefined) lane.tail = node.before;
    else node.after.before = node.before;
    count(lane, node.call, -1);
    if (lane.head === undefined) lanes.delete(lane.key);
  }

  /** @returns whether it was taken */
  function letGo(node: Node<C>): boolean {
    const { taken } = node;
    if (taken) node.lane.taken -= 1;
    node.taken = false;
    return taken;
  }

  function end(callId: number): Node<C> | undefined {
    const node = nodes.get(callId);
    if (node === undefined) return undefined;
    const { lane } = node;
    const wasHead = lane.head === node;
    const wasTaken = letGo(node);
    const classBefore = bestClass(lane);
    unlink(node);
    if (wasHead || wasTaken || bestClass(lane) !== classBefore) offer(lane);
    return node;
  }

  return {
    add(call) {
      if (nodes.has(call.id)) return;
      const lane = laneOf(call);
      const node = nodeOf(call, lane, { before: lane.tail, after: undefined });
      if (lane.tail === undefined) lane.head = node;
      else lane.tail.after = node;
      lane.tail = node;
      const isBetter = lane.head === node || levelOf(call) < bestClass(lane);
      count(lane, call, 1);
      if (isBetter) offer(lane);
    },

    begin(call) {
      if (nodes.has(call.id)) return;
      const lane = laneOf(call);
      const node = nodeOf(call, lane, { before: undefined, after: lane.head });
      if (lane.head === undefined) lane.tail = node;
      else lane.head.before = node;
      lane.head = node;
      count(lane, call, 1);
      node.taken = true;
      lane.taken += 1;
      lane.ticket = undefined;
    },

    next(nowMs, pacer) {
      const now = time.at(nowMs);
      for (let due = top(waiting); due !== undefined && due.untilMs <= now; due = top(waiting)) offer(due.lane);
      const held = new Set<Kind>();
      let untilMs = Infinity;
      for (const level of classes) {
        for (;;) {
          const ticket = oldestOf(level, held);
          if (ticket === undefined) break;
          const { lane, head } = ticket;
          // The lane's class, not the call's own, decides how it is paced: a broadcast before a reply is hurried with it.
          const paced = { ...head.call, class: level };
          const laneAt = Math.max(head.notBefore, time.fromClock(pacer.chatEarliestAt(paced, nowMs)));
          if (laneAt > now) {
            park(lane, head, laneAt);
            continue;
          }
          const botAtMs = pacer.botEarliestAt(paced, nowMs);
          if (botAtMs > nowMs) {
            held.add(kindOf(head.call));
            untilMs = Math.min(untilMs, botAtMs);
            continue;
          }
          pacer.take(paced, nowMs);
          head.taken = true;
          lane.taken += 1;
          lane.ticket = undefined;
          return { call: head.call };
        }
      }
      const due = top(waiting);
      if (due !== undefined) untilMs = Math.min(untilMs, Math.ceil(time.toClock(due.untilMs)));
      return untilMs === Infinity ? undefined : { waitUntilMs: untilMs };
    },

    settle(callId) {
      end(callId);
    },

    delay(callId, untilMs) {
      const node = nodes.get(callId);
      if (node === undefined) return;
      node.notBefore = time.fromClock(untilMs);
      if (letGo(node) || node.lane.head === node) offer(node.lane);
    },

    remove(callId) {
      return end(callId)?.call;
    },

    size: () => nodes.size,
    has: (lane) => lanes.has(lane),
    isAnyReady: () => [...ready.values()].some((heaps) => heaps.some((heap) => top(heap) !== undefined)),

    oldestAt() {
      while (byAge.peek()?.gone === true) byAge.pop();
      return byAge.peek()?.call.queuedAtMs;
    },
  };

  /** The oldest ready lane of a class, among the kinds that the bot's limits let pass. */
  function oldestOf(level: number, held: ReadonlySet<Kind>): Ticket<C> | undefined {
    let oldest: Ticket<C> | undefined;
    for (const kind of kinds) {
      const heap = held.has(kind) ? undefined : ready.get(kind)?.[level];
      const ticket = heap === undefined ? undefined : top(heap);
      if (ticket !== undefined && (oldest === undefined || isOlder(ticket, oldest))) oldest = ticket;
    }
    return oldest;
  }
}

/** The first ticket that still counts. */
function top<C>(heap: Heap<Ticket<C>>): Ticket<C> | undefined {
  for (let ticket = heap.peek(); ticket !== undefined; ticket = heap.peek()) {
    if (counts(ticket)) return ticket;
    heap.pop();
  }
  return undefined;
}

function counts<C>(ticket: Ticket<C>): boolean {
  return ticket.lane.ticket === ticket;
}

function isOlder<C extends LaneCall>(a: Ticket<C>, b: Ticket<C>): boolean {
  const ageDifference = a.head.call.queuedAtMs - b.head.call.queuedAtMs;
  return ageDifference === 0 ? a.head.call.id < b.head.call.id : ageDifference < 0;
}

function kindOf(call: LaneCall): Kind {
  if (!call.paced) return 'free';
  return call.paid === true ? 'paid' : 'paced';
}

/** A class beyond the known ones counts as the last of them. */
function levelOf(call: LaneCall): number {
  return Math.min(Math.max(call.class, 0), classes.length - 1);
}

function count<C extends LaneCall>(lane: Lane<C>, call: C, change: 1 | -1): void {
  const level = levelOf(call);
  lane.waitingByClass[level] = (lane.waitingByClass[level] ?? 0) + change;
}

function bestClass<C>(lane: Lane<C>): number {
  return classes.find((level) => (lane.waitingByClass[level] ?? 0) > 0) ?? classes.length - 1;
}
