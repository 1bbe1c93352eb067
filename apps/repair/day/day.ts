import type { Firm } from './firm.ts';
import type { Person } from './person.ts';

const minuteMs = 60_000;

interface Wish {
  readonly atMs: number;
  readonly person: Person;
  readonly story: number;
  readonly go: () => void;
}

/** Lets the stories of many orders go on side by side, each when its time has come and its person is free. */
export interface Day {
  /** Tells a story; it goes on by itself, turn by turn. */
  tells(story: (turn: Turn) => Promise<void>): void;
  /** Plays until all stories are told. */
  play(): Promise<void>;
}

/** Waits until it is this person's turn, at that time or later. */
export type Turn = (person: Person, atMs: number) => Promise<void>;

/**
 * @param onHour is told of each full hour
 * @param middle is run once, beside what people do, when its time has come
 */
export function createDay(
  firm: Firm,
  {
    onHour,
    middle,
  }: { onHour: (nowMs: number) => void; middle?: { readonly atMs: number; readonly run: () => Promise<void> } },
): Day {
  const desk = new Set([...firm.dispatchers, firm.owner].map(({ id }) => id));
  const wishes: Wish[] = [];
  let stories = 0;
  let acting = 0;
  const failures: unknown[] = [];
  let wake: (() => void) | undefined;
  let isMiddleOver = false;
  const settle = (): void => {
    acting -= 1;
    wake?.();
  };

  return {
    tells: (story) => {
      const number = stories++;
      acting += 1;
      const turn: Turn = (person, atMs) =>
        new Promise((resolve) => {
          wishes.push({ atMs, person, story: number, go: resolve });
          settle();
        });
      void story(turn)
        .catch((error: unknown) => {
          failures.push(error);
        })
        .finally(settle);
    },
    play: async () => {
      for (;;) {
        // oxlint-disable-next-line no-unmodified-loop-condition -- stories change both while it waits
        while (acting > 0 && failures.length === 0)
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        if (failures.length > 0) throw failures[0];
        if (wishes.length === 0) return;
        const atMs = Math.min(...wishes.map((wish) => wish.atMs));
        await turnTo(atMs);
        await release(atMs);
      }
    },
  };

  /**
   * Whoever's time comes first; the same for the same stories, however long the bot takes. The desk's people act one after
   * another, since what they see depends on each other; masters at one time all at once.
   */
  async function release(atMs: number): Promise<void> {
    const ready = wishes.filter((wish) => wish.atMs === atMs).toSorted((a, b) => a.story - b.story);
    const first = ready.find(({ person }) => desk.has(person.id));
    const chosen =
      first !== undefined
        ? [first]
        : ready.filter(({ person }, index) => ready.findIndex((one) => one.person.id === person.id) === index);
    for (const wish of chosen) {
      wishes.splice(wishes.indexOf(wish), 1);
      acting += 1;
      wish.go();
    }
    if (middle !== undefined && !isMiddleOver && atMs >= middle.atMs && first === undefined) {
      isMiddleOver = true;
      await middle.run();
    }
  }

  /** In steps of five minutes, or up to the next timer; what has become due by then happens in between. */
  async function turnTo(atMs: number): Promise<void> {
    let dueMs = 0;
    for (;;) {
      const nowMs = firm.clock.nowMs();
      if (nowMs >= atMs) return;
      const nextMs = Math.min(atMs, Math.max(nowMs + 5 * minuteMs, dueMs));
      firm.clock.advance(nextMs - nowMs);
      dueMs = (await firm.patience.quiet()) ?? atMs;
      const hourMs = 60 * minuteMs;
      if (Math.floor(nextMs / hourMs) > Math.floor(nowMs / hourMs)) onHour(nextMs);
    }
  }
}
