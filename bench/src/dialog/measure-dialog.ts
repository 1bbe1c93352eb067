import { percentile } from '../statistics.ts';
import type { Exchange } from '../world/virtual-users.ts';
import type { Cpu, Stage } from '../world/world.ts';

/** What one bot did in one stretch of time. */
export interface DialogFigures {
  readonly per_s: number;
  /** From the webhook until the answer is read, Telegram's own time included. */
  readonly p50_ms: number;
  readonly p99_ms: number;
  /** Processor time for each update: the bot's, its database's, that of Telegram and the people. */
  readonly bot_us: number;
  readonly database_us: number;
  readonly load_us: number;
  /** Messages that nobody had asked for: they came twice. */
  readonly repeats: number;
}

export interface Stretch {
  readonly users: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
}

/** Lets people talk, first to warm everything up, then for the figures. */
export async function measureDialog(
  stage: Stage,
  { users, warmUpMs, measureMs }: Stretch,
  firstUser = 0,
): Promise<DialogFigures> {
  const people = Array.from({ length: users }, (_, at) => firstUser + at);
  const exchanges: Exchange[] = [];
  const beginMs = performance.now() + warmUpMs;
  const endMs = beginMs + measureMs;
  let before = stage.cpu();
  let after: Cpu | undefined;
  const marks = [
    setTimeout(() => {
      before = stage.cpu();
    }, warmUpMs),
    setTimeout(() => {
      after = stage.cpu();
    }, warmUpMs + measureMs),
  ];
  try {
    await stage.users.keepTalking(
      people,
      { isOver: () => performance.now() >= endMs, allTalkingMs: warmUpMs / 2 },
      (exchange) => {
        const nowMs = performance.now();
        if (nowMs >= beginMs && nowMs < endMs) exchanges.push(exchange);
      },
    );
  } finally {
    for (const mark of marks) clearTimeout(mark);
  }
  after ??= stage.cpu();
  const delivered = exchanges.map(({ toDeliveryMs }) => toDeliveryMs);
  const each = (ms: number): number => (ms * 1_000) / Math.max(1, exchanges.length);
  return {
    per_s: exchanges.length / (measureMs / 1_000),
    p50_ms: percentile(delivered, 0.5) ?? Number.NaN,
    p99_ms: percentile(delivered, 0.99) ?? Number.NaN,
    bot_us: each(after.botMs - before.botMs),
    database_us: each(after.databaseMs - before.databaseMs),
    load_us: each(after.loadMs - before.loadMs),
    repeats: stage.users.unasked().length,
  };
}
