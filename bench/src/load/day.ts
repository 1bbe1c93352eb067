/** What is assumed of people: how much they write, and when. */
export interface Day {
  /** Who writes on that day. */
  readonly users: number;
  /** Of each of them. */
  readonly messagesPerUser: number;
  /** The share of a day's messages that comes in its busiest hour: 1/24 is an even day, 0.1 to 0.2 are usual. */
  readonly busiestHourShare: number;
  /** How many messages somebody writes before they go away, on average; often in the middle of the dialog. */
  readonly messagesPerVisit: number;
  /** How long somebody takes for the next message, after the answer, on average. */
  readonly thinkSeconds: number;
}

export const usualDay: Omit<Day, 'users'> = {
  messagesPerUser: 20,
  busiestHourShare: 0.15,
  messagesPerVisit: 4,
  thinkSeconds: 15,
};

/** Messages a second in the busiest hour. */
export function busiestRate({ users, messagesPerUser, busiestHourShare }: Day): number {
  return (users * messagesPerUser * busiestHourShare) / 3_600;
}

/** Somebody comes at this moment and writes so many messages, each so long after the answer to the last one. */
export interface Visit {
  readonly atMs: number;
  readonly thinkMs: readonly number[];
}

/**
 * The visits of a stretch of the busiest hour, as they come: people know nothing of each other, so the gaps between visits, and
 * the times to think, are exponential, and after each message the same share of people goes away.
 *
 * @param speed so many times as fast as in life: visits come closer, and people think for shorter
 */
export function* visitsOf(
  day: Day,
  { minutes, speed }: { minutes: number; speed: number },
  random: () => number,
): Generator<Visit> {
  const perMs = (busiestRate(day) * speed) / day.messagesPerVisit / 1_000;
  const goesOn = 1 - 1 / day.messagesPerVisit;
  const exponential = (mean: number): number => -Math.log(1 - random()) * mean;
  const endMs = minutes * 60_000;
  for (let atMs = exponential(1 / perMs); atMs < endMs; atMs += exponential(1 / perMs)) {
    const thinkMs: number[] = [0];
    while (random() < goesOn) thinkMs.push(exponential((day.thinkSeconds * 1_000) / speed));
    yield { atMs, thinkMs };
  }
}
