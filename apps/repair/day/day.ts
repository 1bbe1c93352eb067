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
  let failure: { readonly error: unknown } | undefined;
  let wake: () => void = () => undefined;
  let isMiddleOver = false;
  const settle = (): void => {
    acting -= 1;
    wake();
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
          failure ??= { error };
        })
        .finally(settle);
    },
    play: async () => {
      for (;;) {
        while (acting > 0 && failure === undefined)
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        if (failure !== undefined) throw failure.error;
        if (wishes.length === 0) return;
        await turnTo(Math.min(...wishes.map(({ atMs }) => atMs)));
        await release();
      }
    },
  };

  /**
   * Whoever has waited longest. The desk's people act one after another, since what they see depends on each other; masters
   * whose time has come before the desk's next act all at once.
   */
  async function release(): Promise<void> {
    const nowMs = firm.clock.nowMs();
    const ready = wishes.filter(({ atMs }) => atMs <= nowMs).toSorted((a, b) => a.atMs - b.atMs || a.story - b.story);
    const nextOfDesk = ready.findIndex(({ person }) => desk.has(person.id));
    const before = nextOfDesk === -1 ? ready : ready.slice(0, nextOfDesk);
    const chosen =
      nextOfDesk === 0
        ? ready.slice(0, 1)
        : before.filter(({ person }, index) => before.findIndex((one) => one.person.id === person.id) === index);
    for (const wish of chosen) {
      wishes.splice(wishes.indexOf(wish), 1);
      acting += 1;
      wish.go();
    }
    if (middle !== undefined && !isMiddleOver && nowMs >= middle.atMs && nextOfDesk !== 0) {
      isMiddleOver = true;
      await middle.run();
    }
  }

  async function turnTo(atMs: number): Promise<void> {
    for (;;) {
      const nowMs = firm.clock.nowMs();
      const leftMs = atMs - nowMs;
      if (leftMs <= 0) return;
      const stepMs =
        leftMs > 24 * 60 * minuteMs ? 6 * 60 * minuteMs : leftMs > 90 * minuteMs ? 30 * minuteMs : 5 * minuteMs;
      const nextMs = Math.min(nowMs + stepMs, atMs);
      firm.clock.advance(nextMs - nowMs);
      await firm.patience.quiet();
      const hourMs = 60 * minuteMs;
      if (Math.floor(nextMs / hourMs) > Math.floor(nowMs / hourMs)) onHour(nextMs);
    }
  }
}
