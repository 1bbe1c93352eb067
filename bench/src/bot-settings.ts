/** What a measured bot is told by whoever starts it. */
export interface BotSettings {
  /** Where the fake Telegram answers. */
  readonly apiRoot: string;
  readonly token: string;
  readonly secretToken: string;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** Names the variant, where a bot has several. */
  readonly variant: string;
  /** How many bots the process is to run, with tokens and webhooks of their own. */
  readonly bots: number;
}

/** The name of the n-th bot of a process, counted from 0; its webhook ends in it. */
export function botNameAt(at: number): string {
  return at === 0 ? 'order' : `order-${at + 1}`;
}

const firstBotId = 1_000_000_001;

/** The token of the n-th bot of a process; it is nobody's. */
export function tokenAt(at: number): string {
  return `${firstBotId + at}:${'A'.repeat(35)}`;
}

/** Reads them from the environment, the only place that does. */
export function readBotSettings(): BotSettings {
  const { env } = process;
  const read = (name: string): string => env[`BENCH_${name}`] ?? '';
  return {
    apiRoot: read('API_ROOT'),
    token: read('TOKEN'),
    secretToken: read('SECRET_TOKEN'),
    databaseUrl: read('DATABASE_URL'),
    redisUrl: read('REDIS_URL'),
    variant: read('VARIANT'),
    bots: Number(env['BENCH_BOTS'] ?? 1),
  };
}

/** Tells whoever started this bot where its webhook is. */
export function announce(webhookUrl: string): void {
  // Before memory is looked at.
  process.on('SIGUSR2', () => globalThis.gc?.());
  // Whoever started it has ended without a word.
  process.stdin.once('close', () => process.exit(1)).resume();
  process.stdout.write(`webhook ${webhookUrl}\n`);
}
