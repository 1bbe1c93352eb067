import { LeaseLostError, reasonOf } from '@durabot/bot-api';
import type { Database, Log, Session } from '@durabot/postgres';
import { planShare } from './fair-share.ts';
import {
  beatHeart,
  freeLeases,
  insertProcess,
  readShares,
  removeDead,
  removeProcess,
  takeFree,
} from './lease-table.ts';
import { kindOf, type Member, type Role, shardOfLease } from './roles.ts';

/** When a process is taken for dead. */
export interface Liveness {
  /** How often it shows itself. */
  renewMs: number;
  /** A process that has not shown itself for this long is taken for dead, even if its connection stands. */
  silenceMs: number;
}

/**
 * This process as the database knows it: its right to commit (the fence) and the leases it holds, which are its fair
 * share of them. One is given away only when nothing that was begun under it is under way.
 */
export interface ProcessLease {
  readonly processId: string;
  /** Shards of the inbox that this process works on. */
  readonly shards: () => readonly number[];
  /** All leases under which work may begin here. */
  readonly held: () => readonly string[];
  /**
   * Whether processes have crashed again and again of late. Then each handler's beginning is noted, so that an entry that
   * kills its process is found.
   */
  readonly cautious: () => boolean;
  /** Whether work may begin under this lease. */
  readonly owns: (lease: string) => boolean;
  /**
   * Begins a piece of work under a lease. The lease stays until the function returned is called.
   * @returns nothing when the lease is not held, or is being given up
   */
  begin(lease: string): (() => void) | undefined;
  /**
   * Shows life, takes over from the dead, takes and gives up leases until it has its share.
   * @throws LeaseLostError when this process was taken for dead
   */
  renew(): Promise<void>;
  /** From now on it takes nothing, and gives up leases of these kinds, each as soon as nothing is under way under it. */
  leave(kinds: readonly string[]): void;
  /** Gives everything back, so that others need not wait. */
  release(): Promise<void>;
}

export interface LeaseEvents {
  /** Leases were taken: there may be work. */
  onTaken: (leases: readonly string[]) => void;
  /** No work may begin under these leases any more. */
  onGivingUp: (leases: readonly string[]) => void;
  /** A lease can be given back now, for which `renew` is the way. */
  onIdle: () => void;
  /** There are free leases, or a process more or less: others should look at their share. */
  onShared: () => void;
}

export interface ProcessLeaseOptions extends LeaseEvents {
  db: Database;
  log: Log;
  processId: string;
  roles: readonly Role[];
  bots: readonly string[];
  leases: readonly string[];
  liveness: Liveness;
}

/** One crash can have any reason; another one within minutes is a pattern. */
const crashesToBeCautious = 2;

/** Registers a new process. @throws DatabaseError when the database is away */
export async function registerProcess(options: ProcessLeaseOptions): Promise<ProcessLease> {
  const { db, log, processId } = options;
  let member: Member = { id: processId, roles: options.roles, bots: options.bots };
  const session = await db.session();
  try {
    await insertProcess(db, member, await lockLiveness(session), options.leases);
  } catch (error) {
    // It is tried again, and each try has a connection of its own.
    await session.stop();
    throw error;
  }
  const owned = new Set<string>();
  /** Still held by the table's word, with nothing new begun under them. */
  const givingUp = new Set<string>();
  const underWay = new Map<string, number>();
  let leavingKinds: readonly string[] = [];
  let announced = false;
  let cautious = false;
  let connectionLost = false;
  const noteClosed = async (): Promise<void> => {
    await session.closed;
    connectionLost = true;
    // Others can take over from now on: the end is to be known here at once, not at the next renewal.
    options.onIdle();
  };
  void noteClosed();

  return {
    processId,
    shards: () => [...owned].flatMap((name) => shardOfLease(name) ?? []),
    held: () => [...owned],
    cautious: () => cautious,
    owns: (name) => owned.has(name),
    begin: (name) => {
      if (!owned.has(name)) return undefined;
      underWay.set(name, (underWay.get(name) ?? 0) + 1);
      let over = false;
      return () => {
        if (!over) end(name);
        over = true;
      };
    },
    renew,
    leave: (kinds) => {
      member = { ...member, roles: [] };
      leavingKinds = [...leavingKinds, ...kinds];
      giveUp([...owned].filter((name) => leavingKinds.includes(kindOf(name))));
      options.onIdle();
    },
    release: async () => {
      giveUp([...owned]);
      await removeProcess(db, processId)
        .then(options.onShared)
        .catch((error: unknown) =>
          log.warn({ error: reasonOf(error) }, 'leases not given back, others will take them over'),
        );
      await session.stop();
    },
  };

  async function renew(): Promise<void> {
    // Without its connection the process looks dead to others, whatever it does: it starts anew.
    if (connectionLost || !(await beatHeart(db, member))) {
      throw new LeaseLostError(`Process ${processId} was taken for dead by another one.`);
    }
    const dead = await removeDead(db, processId, options.liveness.silenceMs);
    for (const id of dead) log.info({ processId: id }, 'dead process taken over');
    const freed = await freeIdle();
    const { members, leases, crashes } = await readShares(db);
    beCautious(crashes >= crashesToBeCautious);
    adopt(leases.filter(({ owner }) => owner === processId).map(({ name }) => name));
    // Its own word about itself is newer than the table's.
    const known = members.map((each) => (each.id === processId ? member : each));
    const plan = planShare(processId, known, leases);
    giveUp(plan.give);
    const taken: string[] = [];
    for (const { names, count } of plan.take) {
      if (names.length > 0 && count > 0) taken.push(...(await takeFree(db, processId, names, count)));
    }
    for (const name of taken) owned.add(name);
    if (taken.length > 0) options.onTaken(taken);
    if (freed || dead.length > 0 || !announced) options.onShared();
    announced = true;
  }

  function beCautious(now: boolean): void {
    if (now === cautious) return;
    cautious = now;
    if (now) log.warn({}, 'cautious mode begun, processes have crashed repeatedly');
    else log.info({}, 'cautious mode ended');
  }

  function end(name: string): void {
    const left = (underWay.get(name) ?? 1) - 1;
    if (left > 0) {
      underWay.set(name, left);
      return;
    }
    underWay.delete(name);
    if (givingUp.has(name)) options.onIdle();
  }

  function giveUp(names: readonly string[]): void {
    const held = names.filter((name) => owned.delete(name));
    if (held.length === 0) return;
    for (const name of held) givingUp.add(name);
    options.onGivingUp(held);
    if (held.some((name) => !underWay.has(name))) options.onIdle();
  }

  async function freeIdle(): Promise<boolean> {
    const idle = [...givingUp].filter((name) => !underWay.has(name));
    if (idle.length === 0) return false;
    await freeLeases(db, processId, idle);
    for (const name of idle) givingUp.delete(name);
    return true;
  }

  /** What the table says is this process's: a lease may be taken although the answer got lost. */
  function adopt(held: readonly string[]): void {
    for (const name of owned) if (!held.includes(name)) owned.delete(name);
    const missing = held.filter((name) => !owned.has(name) && !givingUp.has(name));
    for (const name of missing) owned.add(name);
    if (missing.length > 0) options.onTaken(missing);
  }
}

/** A lock that only a living connection holds; its number says whose life it is. */
async function lockLiveness(session: Session): Promise<string | undefined> {
  const { rows } = await session.query<{ liveness: string }>(
    `select liveness::text from (select (random() * 9007199254740991)::bigint as liveness) r, pg_advisory_lock(r.liveness)`,
  );
  return rows[0]?.liveness;
}
