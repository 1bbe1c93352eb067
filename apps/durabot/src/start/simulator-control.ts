import * as z from 'zod';
import type { Secret } from '@durabot/bot-api';

/** A person of the simulator, before there is one. */
export interface VirtualPerson {
  id: number;
  firstName: string;
  lastName?: string;
  username: string;
  languageCode: string;
}

/** The little this program asks of the simulator beside the Bot API. */
export interface SimulatorControl {
  /** Makes the bot, or finds it by its token. */
  ensureBot(bot: { username: string; firstName: string; token: Secret }): Promise<void>;
  /** Makes those who are not there yet. */
  ensurePeople(people: readonly VirtualPerson[]): Promise<void>;
}

const userList = z.object({ users: z.array(z.object({ id: z.number() })) });

/** Speaks the control API by HTTP, as any other program does: what works here works for a simulator elsewhere. */
export function createSimulatorControl(address: string): SimulatorControl {
  return {
    ensureBot: async ({ username, firstName, token }) => {
      await ask(address, '/_sim/bots', { username, first_name: firstName, token: token.reveal() });
    },
    ensurePeople: async (people) => {
      const { users } = userList.parse(await ask(address, '/_sim/users'));
      const known = new Set(users.map(({ id }) => id));
      const missing = people.filter(({ id }) => !known.has(id));
      await Promise.all(missing.map((person) => ask(address, '/_sim/users', asUser(person))));
    },
  };
}

function asUser({ id, firstName, lastName, username, languageCode }: VirtualPerson): Record<string, unknown> {
  const name = lastName === undefined ? {} : { last_name: lastName };
  return { id, first_name: firstName, ...name, username, language_code: languageCode };
}

async function ask(address: string, path: string, body?: Record<string, unknown>): Promise<unknown> {
  const request =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(`${address}${path}`, request);
  if (answer.ok) return answer.json();
  throw new Error(`The simulator answered ${answer.status} to ${path}: ${(await answer.text()).slice(0, 200)}`);
}
