import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createSimulator, createSimulatorClient, type SimBot, type SimulatorClient } from '@durabot/simulator';

import { fakeToken, waitUntil } from '../support/fixture.ts';
import type { ForeignLibrary, RunningBot, Transport } from './contract.ts';
import { SCENARIOS } from './scenarios.ts';

const STOP_MS = 5_000;
/** A webhook can be set once a second. */
const SET_PAUSE_MS = 1_000;

/** Runs the bot of a library through everything, by polling and by webhook. */
export function describeLibrary(library: ForeignLibrary): void {
  describe.each(['polling', 'webhook'] as const)(`${library.name} by %s`, (transport) => {
    const simulator = createSimulator({ limits: { enforced: false }, seed: 7 });
    let sim: SimulatorClient;
    let bot: SimBot;
    let running: RunningBot;
    let setAtMs = 0;
    beforeAll(async () => {
      sim = createSimulatorClient((await simulator.start()).url);
      const names = { username: 'foreign_bot', first_name: 'Foreign', token: fakeToken(7002) };
      bot = await sim.bot({ ...names, supports_inline_queries: true, inline_feedback: true });
      running = await library.start({ url: sim.url, token: bot.token, transport });
      setAtMs = performance.now();
    });
    afterAll(async () => await simulator.stop());

    for (const scenario of SCENARIOS) {
      const generic = library.byGenericCall?.[scenario.name];
      // What a library has no method for says so in its name.
      it(`${scenario.name}${generic === undefined ? '' : ` (by a generic call: ${generic})`}`, async () => {
        expect.hasAssertions();
        const anna = await sim.user({ first_name: 'Anna' });
        await scenario.run({ library, sim, bot, anna, chat: await anna.with(bot.id) });
      });
    }

    it('stops in time, and goes on where it stopped', async () => {
      await expectTransport(sim, bot, transport);
      const anna = await sim.user({ first_name: 'Anna' });
      const chat = await anna.with(bot.id);
      await chat.sends('/start before');
      await chat.reply({ contains: 'before' });
      await waitUntil('nothing waits for the bot', async () => (await sim.stats(bot.id)).updates.queued === 0);
      const startedAt = performance.now();
      await running.stop();
      expect(performance.now() - startedAt).toBeLessThan(STOP_MS);
      await chat.sends('/start between');
      await waitUntil('the message waits for the bot', async () => (await sim.stats(bot.id)).updates.queued === 1);
      await waitUntil('a webhook can be set again', () => performance.now() > setAtMs + SET_PAUSE_MS);
      running = await library.start({ url: sim.url, token: bot.token, transport });
      await chat.reply({ contains: 'between' });
      await chat.sends('/start after');
      await chat.reply({ contains: 'after' });
      const said = (await chat.transcript()).filter((message) => !message.outgoing).map((message) => message.text);
      expect(said).toEqual(['before', 'between', 'after'].map((word) => `Hello, Anna (${word})`));
      await running.stop();
    });
  });
}

async function expectTransport(sim: SimulatorClient, bot: SimBot, transport: Transport): Promise<void> {
  const { url } = await sim.webhookInfo(bot.token);
  expect(String(url)).toMatch(transport === 'polling' ? /^$/ : /\/hook/);
}
