import { migrationStatus } from '@durabot/postgres';
import type { Database, Log } from '@durabot/postgres';
import type { Clock } from '@durabot/runtime';
import { describeFailure } from '../failure.ts';
import type { Settings } from '../settings/settings.ts';
import { migrationSets } from '../start/migrations.ts';
import { checkVersion, openDatabase } from '../start/open-database.ts';
import { bad, good, note } from './finding.ts';
import type { Finding } from './finding.ts';

/** How long a database that is away is waited for before that is the finding. */
const patienceMs = 5000;

/** Whether the database answers, is new enough, is migrated, and goes by the same clock. */
export async function lookAtDatabase(settings: Settings, log: Log, clock: Clock): Promise<Finding[]> {
  const patience = AbortSignal.timeout(patienceMs);
  try {
    const database = await openDatabase({ settings, log, clock, signal: patience });
    const { db, description } = database;
    try {
      const version = await checkVersion(db);
      const shown = `PostgreSQL ${Math.floor(version / 10_000)}.${version % 10_000}, ${description}`;
      return [good(`Database answers: ${shown}`), await lookAtMigrations(db), await lookAtClock(db, clock)];
    } finally {
      await database.stop();
    }
  } catch (error) {
    const { code, message } = describeFailure(error);
    if (code === 'DATA_DIR_IN_USE') return [note('Embedded database is in use by a Durabot that is running')];
    const advice = patience.aborted
      ? `Is it running, and does DATABASE_URL name the right host and port? ${message}`
      : message;
    return [bad('Database', advice)];
  }
}

async function lookAtMigrations(db: Database): Promise<Finding> {
  const status = await migrationStatus(db, migrationSets);
  const edited = status.filter(({ state }) => state === 'edited');
  if (edited.length > 0) {
    const names = edited.map(({ set, number }) => `${set} ${number}`).join(', ');
    return bad(`Migrations were changed after they were applied: ${names}`, 'Restore the files of the release.');
  }
  const pending = status.filter(({ state }) => state === 'pending').length;
  if (pending > 0) return note(`${pending} migrations are pending`, 'They are applied at the next start.');
  return good(`Migrations: all ${status.length} are applied`);
}

const toleratedSkewMs = 2000;

async function lookAtClock(db: Database, clock: Clock): Promise<Finding> {
  const askedAt = clock.nowMs();
  const { rows } = await db.query<{ now: Date }>('select clock_timestamp() as now');
  const skewMs = Math.abs((rows[0]?.now.getTime() ?? askedAt) - askedAt);
  return describeSkew('the database', skewMs);
}

/** What is to be said about another clock that differs by so much. */
export function describeSkew(where: string, skewMs: number): Finding {
  const shown = `${(skewMs / 1000).toFixed(1)} s`;
  if (skewMs <= toleratedSkewMs) return good(`Clock agrees with ${where} (${shown})`);
  return bad(
    `Clock differs from ${where} by ${shown}`,
    "Set this machine's clock, e.g. with chrony or systemd-timesyncd.",
  );
}
