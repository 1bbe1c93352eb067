import { performance } from 'node:perf_hooks';
import { percentile } from '../statistics.ts';
import type { Exchange } from '../world/virtual-users.ts';
import type { Stage } from '../world/world.ts';

/** How long an answer takes from the webhook to the bot's request. */
export interface LatencyFigures {
  readonly p50_ms: number;
  readonly p99_ms: number;
  readonly answers: number;
  readonly per_s: number;
}

/** One message at a time, with a pause between them: nothing but the way itself. */
export async function measureIdle(stage: Stage, users: readonly number[], forMs: number): Promise<LatencyFigures> {
  const exchanges: Exchange[] = [];
  const startMs = performance.now();
  for (let at = 0; performance.now() - startMs < forMs; at += 1) {
    exchanges.push(await stage.users.exchange(users[at % users.length] ?? 0));
    await pause(idlePauseMs);
  }
  return figuresOf(exchanges, forMs);
}

const idlePauseMs = 10;

/**
 * Messages come at this rate whether or not earlier ones are answered, each from somebody who is not waiting for an answer.
 * The moments are random, as those of people who know nothing of each other, but the same in every run.
 */
export async function measureAtRate(
  stage: Stage,
  {
    perSecond,
    people,
    warmUpMs,
    measureMs,
  }: { perSecond: number; people: number; warmUpMs: number; measureMs: number },
  random: () => number,
): Promise<LatencyFigures> {
  const resting = Array.from({ length: people }, (_, user) => user);
  const exchanges: Exchange[] = [];
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const startMs = performance.now();
  const beginMs = startMs + warmUpMs;
  const endMs = beginMs + measureMs;
  let nextMs = startMs;

  async function talk(user: number): Promise<void> {
    const counts = performance.now() >= beginMs;
    const exchange = await stage.users.exchange(user);
    if (counts) exchanges.push(exchange);
    resting.push(user);
  }

  while (performance.now() < endMs && failures.length === 0) {
    while (nextMs <= performance.now()) {
      // Somebody who has rested for long, so that all of them get their turn.
      const user = resting.shift();
      if (user === undefined)
        throw new TooMuchError(`All ${people} people wait: ${Math.round(perSecond)}/s is too much here.`);
      const work: Promise<void> = talk(user)
        .catch((error: unknown) => {
          failures.push(error);
        })
        .finally(() => underWay.delete(work));
      underWay.add(work);
      nextMs += (-Math.log(1 - random()) * 1_000) / perSecond;
    }
    await pause(1);
  }
  await Promise.all(underWay);
  if (failures.length > 0) throw failures[0];
  return figuresOf(exchanges, measureMs);
}

/** The bot, or the machine, was slower than when its most was measured. */
export class TooMuchError extends Error {
  override readonly name = 'TooMuchError';
}

function figuresOf(exchanges: readonly Exchange[], forMs: number): LatencyFigures {
  const times = exchanges.map(({ toRequestMs }) => toRequestMs);
  return {
    p50_ms: percentile(times, 0.5) ?? Number.NaN,
    p99_ms: percentile(times, 0.99) ?? Number.NaN,
    answers: exchanges.length,
    per_s: exchanges.length / (forMs / 1_000),
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
