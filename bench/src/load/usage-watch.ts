import type { Stage, World } from '../world/world.ts';

/** What the bot and its database have used. */
export interface Usage {
  readonly wallSeconds: number;
  readonly botCpuSeconds: number;
  readonly databaseCpuSeconds: number;
  /** Of the process with the people and Telegram, which is not counted. */
  readonly peopleCpuSeconds: number;
  readonly peakBotBytes: number;
  readonly peakDatabaseBytes: number;
  /** At one moment, bot and database together. */
  readonly peakBytes: number;
}

/** Looks at processor time from beginning to end, and at memory at each `look`. */
export interface UsageWatch {
  look(): void;
  usage(): Usage;
}

export function watchUsage({ postgres }: World, stage: Stage): UsageWatch {
  const startMs = performance.now();
  const before = stage.cpu();
  let peakBotBytes = 0;
  let peakDatabaseBytes = 0;
  let peakBytes = 0;
  const look = (): void => {
    const bot = stage.bots.reduce((sum, one) => sum + one.rssBytes(), 0);
    const database = postgres.memoryBytes();
    peakBotBytes = Math.max(peakBotBytes, bot);
    peakDatabaseBytes = Math.max(peakDatabaseBytes, database);
    peakBytes = Math.max(peakBytes, bot + database);
  };
  return {
    look,
    usage: () => {
      look();
      const after = stage.cpu();
      return {
        wallSeconds: (performance.now() - startMs) / 1_000,
        botCpuSeconds: (after.botMs - before.botMs) / 1_000,
        databaseCpuSeconds: (after.databaseMs - before.databaseMs) / 1_000,
        peopleCpuSeconds: (after.loadMs - before.loadMs) / 1_000,
        peakBotBytes,
        peakDatabaseBytes,
        peakBytes,
      };
    },
  };
}
