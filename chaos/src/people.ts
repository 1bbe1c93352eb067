import { SimulatorError } from '@durabot/simulator';
import type { Actor, ActorChat, SimMessage } from '@durabot/simulator';

import { created, openBot, scriptedDispatcher } from './scripted-dispatcher.ts';
import type { ExpectedOrder } from './scripted-dispatcher.ts';
import { botName } from './stage.ts';
import { seededRandom } from './seeded-random.ts';

/** The simulator holds one wait no longer than two minutes. */
const waitMs = 100_000;
/** People are patient as long as mishaps happen; once nothing fails any more, they wait so often. */
const waits = 3;

/** An order that somebody saw confirmed. */
export interface TakenOrder {
  readonly by: number;
  readonly expected: ExpectedOrder;
}

/** Everybody says `/start` before the first order, so that everybody is told of each. */
export async function everybodyOpens(people: readonly Actor[]): Promise<void> {
  await Promise.all(people.map((person) => openBot(person, botName, waitMs)));
}

/**
 * Everybody takes one order after another, until `isOver` when one is done. Nobody tries anything twice, but some press
 * buttons twice.
 */
export async function everybodyTakesOrders(
  people: readonly Actor[],
  seed: number,
  isOver: () => boolean,
): Promise<readonly TakenOrder[]> {
  const taken: TakenOrder[] = [];
  await Promise.all(
    people.map(async (person, at) => {
      const random = seededRandom(seed + at);
      const chat = await person.with(botName);
      // Another look at the same chat: what answers the first press may come before the second, and is not passed over.
      const sameChat = await person.with(botName);
      for (let round = 0; round === 0 || !isOver(); round += 1) {
        // No two orders of a run are alike.
        const script = scriptedDispatcher(round * people.length + at);
        await chat.sends('/create_order');
        const reply = async (contains: string): Promise<SimMessage> => patientReply(chat, contains, isOver);
        let asked = await reply(script.answers[0]?.question ?? '');
        for (const [step, { give }] of script.answers.entries()) {
          const isTwice = random.next() < 0.2;
          const pressed = await give(chat, asked);
          if (pressed !== undefined && isTwice) await pressAgain(() => give(sameChat, asked));
          asked = await reply(script.answers[step + 1]?.question ?? created);
        }
        taken.push({ by: person.id, expected: script.expected });
      }
    }),
  );
  return taken;
}

/** By the second press the button can be gone, which is as it should be. */
async function pressAgain(press: () => Promise<unknown>): Promise<void> {
  try {
    await press();
  } catch (error) {
    if (!(error instanceof SimulatorError)) throw error;
  }
}

async function patientReply(chat: ActorChat, contains: string, isOver: () => boolean): Promise<SimMessage> {
  for (let wait = 1; ;) {
    const wasOver = isOver();
    try {
      return await chat.reply({ contains, timeoutMs: waitMs });
    } catch (error) {
      const isLate = error instanceof SimulatorError && error.status === 408;
      if (!isLate || wait === waits) throw error;
      if (wasOver) wait += 1;
    }
  }
}
