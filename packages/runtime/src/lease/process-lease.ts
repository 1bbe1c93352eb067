import { LeaseLostError } from '@durabot/bot-api';
import type { Database, Log, Session } from '@durabot/postgres';
import { shardCount } from '../inbox/shard.ts';

/** A process that has not shown itself for this long is taken for dead, even if its connection stands. */
const silenceMs = 4_000;

/**
 * This process as the database knows it: its right to commit (the fence) and what it owns.
 * Death is noticed at once by the advisory lock that only a living connection holds, and a hang by its silence.
 */
export interface ProcessLease {
  readonly processId: string;
  /** Shards of the inbox that this process works on. */
  readonly shards: () => readonly number[];
  readonly owns: (lease: string) => boolean;
  /** Shows life, takes over from the dead, takes what is free. @throws LeaseLostError when this process was taken for dead */
  renew(): Promise<void>;
  /** Gives everything back, so that others need not wait. */
  release(): Promise<void>;
}

/** Registers a new process. @throws DatabaseError when the database is away */
export async function registerProcess(options: {
  db: Database;
  log: Log;
  processId: string;
  leases: readonly string[];
}): Promise<ProcessLease> {
  const { db, log, processId } = options;
  const wanted = [...Array.from({ length: shardCount }, (_, shard) => shardLease(shard)), ...options.leases];
  const session = await db.session();
  try {
    await announce(db, session, processId, wanted);
  } catch (error) {
    // It is tried again, and each try has a connection of its own.
    await session.stop();
    throw error;
  }
  let owned = new Set<string>();
  let connectionLost = false;
  const noteClosed = async (): Promise<void> => {
    await session.closed;
    connectionLost = true;
  };
  void noteClosed();

  return {
    processId,
    shards: () =>
      Array.from({ length: shardCount }, (_, shard) => shard).filter((shard) => owned.has(shardLease(shard))),
    owns: (lease) => owned.has(lease),
    renew: async () => {
      // Without its connection the process looks dead to others, whatever it does: it starts anew.
      if (connectionLost) throw lost(processId);
      const { rowCount } = await db.query('update durabot.process set heartbeat_at = now() where id = $1', [processId]);
      if (rowCount === 0) throw lost(processId);
      await takeOverFromDead(db, log, processId);
      owned = await takeFree(db, processId, wanted);
    },
    release: async () => {
      owned = new Set();
      await withdraw(db, processId).catch((error: unknown) =>
        log.warn({ error: String(error) }, 'leases not given back, others will take them over'),
      );
      await session.stop();
    },
  };
}

function shardLease(shard: number): string {
  return `shard/${shard}`;
}

function lost(processId: string): LeaseLostError {
  return new LeaseLostError(`Process ${processId} was taken for dead by another one.`);
}

async function announce(db: Database, session: Session, processId: string, leases: readonly string[]): Promise<void> {
  const { rows } = await session.query<{ liveness: string }>(
    `select liveness::text from (select (random() * 9007199254740991)::bigint as liveness) r, pg_advisory_lock(r.liveness)`,
  );
  await db.transaction(async (tx) => {
    await tx.query('insert into durabot.process (id, liveness) values ($1, $2)', [processId, rows[0]?.liveness]);
    await tx.query('insert into durabot.fence (process_id) values ($1)', [processId]);
    await tx.query('insert into durabot.lease (name) select unnest($1::text[]) on conflict do nothing', [leases]);
  });
}

/** The fence goes first: its deletion waits for commits of the dead one that are still under way, and lets none follow. */
async function takeOverFromDead(db: Database, log: Log, processId: string): Promise<void> {
  const { rows } = await db.query<{ id: string }>(
    `select id from durabot.process where id <> $1
       and (heartbeat_at < now() - make_interval(secs => $2) or pg_try_advisory_xact_lock(liveness))`,
    [processId, silenceMs / 1000],
  );
  for (const { id } of rows) {
    await db.transaction((tx) => withdrawIn(tx, id));
    log.info({ processId: id }, 'dead process taken over');
  }
}

async function withdraw(db: Database, processId: string): Promise<void> {
  await db.transaction((tx) => withdrawIn(tx, processId));
}

async function withdrawIn(tx: Pick<Database, 'query'>, processId: string): Promise<void> {
  await tx.query('delete from durabot.fence where process_id = $1', [processId]);
  await tx.query('update durabot.lease set process_id = null where process_id = $1', [processId]);
  await tx.query('delete from durabot.process where id = $1', [processId]);
}

async function takeFree(db: Database, processId: string, wanted: readonly string[]): Promise<Set<string>> {
  const { rows } = await db.query<{ name: string }>(
    `with taken as (
       update durabot.lease set process_id = $1, taken_at = now()
       where name = any ($2) and process_id is null
         and exists (select 1 from durabot.fence where process_id = $1 for key share)
       returning name)
     select name from taken union select name from durabot.lease where process_id = $1 and name = any ($2)`,
    [processId, wanted],
  );
  return new Set(rows.map((row) => row.name));
}
