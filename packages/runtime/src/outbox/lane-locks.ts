import type { Ids } from '../ids.ts';
import { stableHash } from '../stable-hash.ts';

/**
 * Locks that whoever writes calls holds from before they get their ids until its commit. Ids come from one sequence as rows
 * are written, rows become visible as transactions end: without the locks, a call could appear before one of its lane that
 * was sent already, and the order of ids, which a restart or a retry goes by, would be another than that of the sends.
 */
export interface LaneLocks {
  /** Ascending, each once: everybody takes them in this order, so nobody waits in a circle. */
  buckets: number[];
  /** Whether the bucket in the same place is held alone. */
  exclusive: boolean[];
}

/** One lane that gets calls. */
export interface LaneUse {
  bot: string;
  lane: string;
  /** Order among those who write as the lane's own chat is kept already: they come one after another. */
  byItself: boolean;
}

/** Locks live in the memory that the server has for 64 a connection: buckets keep the whole of them below that. */
const bucketCount = 256;
/** Tells these advisory locks from others with two numbers; any number does. */
const lockClass = 1_818_324_581;
const freeLanePrefix = 'answer:';

/** A lane of its own, for one call that keeps no order with others. */
export function freeLane(ids: Ids): string {
  return `${freeLanePrefix}${ids.short()}`;
}

/** Whether a lane is one call's own. */
export function isFreeLane(lane: string): boolean {
  return lane.startsWith(freeLanePrefix);
}

/** The same in SQL, of a column that names a lane. */
export function isFreeLaneSql(lane: string): string {
  return `starts_with(${lane}, '${freeLanePrefix}')`;
}

/** What to lock for these lanes: shared with other chats that write to themselves, or alone. Free lanes need nothing. */
export function laneLocksOf(uses: Iterable<LaneUse>): LaneLocks {
  const exclusiveBy = new Map<number, boolean>();
  for (const { bot, lane, byItself } of uses) {
    if (isFreeLane(lane)) continue;
    const bucket = stableHash(`${bot}/${lane}`) % bucketCount;
    exclusiveBy.set(bucket, !byItself || exclusiveBy.get(bucket) === true);
  }
  const sorted = [...exclusiveBy].toSorted(([one], [other]) => one - other);
  return { buckets: sorted.map(([bucket]) => bucket), exclusive: sorted.map(([, exclusive]) => exclusive) };
}

/**
 * The query that takes them, for a CTE; `buckets` and `exclusive` name its parameters. The insert has to ask for its count,
 * which makes it wait until all of them are held.
 */
export function lockLanesSql(buckets: string, exclusive: string): string {
  return `select case when r.alone then pg_advisory_xact_lock(${lockClass}, r.bucket)
    else pg_advisory_xact_lock_shared(${lockClass}, r.bucket) end
  from unnest(${buckets}::int[], ${exclusive}::boolean[]) as r(bucket, alone)`;
}
