import { silentLog, waitUntil } from '@durabot/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDialogs, durable, randomIds, systemClock } from '../../src/index.ts';
import { createHarness, type Harness, webhookSecret } from '../harness.ts';
import { type HostileBody, hostileBody, oversizeBody, seededRoll } from '../hostile-update.ts';
import { sampleDialog } from '../sample-dialog.ts';

/** `FUZZ_UPDATES=100000 FUZZ_SEED=7` makes it long and another one. */
const count = Number(process.env['FUZZ_UPDATES'] ?? 600);
const seed = Number(process.env['FUZZ_SEED'] ?? 1);
const timeoutMs = 60_000 + count * 20;
const atOnce = 32;

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(async () => {
  await harness.stop();
});

/** Not a success, and not our fault. */
const refusals = new Set([400, 413, 415]);

async function post(url: string, { body, contentType = 'application/json' }: HostileBody): Promise<number> {
  const headers = { 'content-type': contentType, 'x-telegram-bot-api-secret-token': webhookSecret };
  const response = await fetch(url, { method: 'POST', headers, body });
  await response.arrayBuffer();
  return response.status;
}

describe('P17: bad input never hurts', () => {
  test(
    `${count} hostile updates by webhook (seed ${seed}): each is stored or refused, and a good one is answered afterwards`,
    async () => {
      await harness.sim.limits({ enforced: false });
      const dialogs = createDialogs([sampleDialog()], { clock: systemClock, ids: randomIds, log: silentLog });
      const { webhookUrl } = await harness.startWithWebhook(
        (bot) => {
          bot.use(durable(), dialogs.middleware);
          bot.command('new', (ctx) => dialogs.enter(ctx, sampleDialog()));
          bot.on('callback_query', (ctx) => ctx.answerCallbackQuery());
          bot.on('pre_checkout_query', (ctx) => ctx.answerPreCheckoutQuery(true));
          bot.on('message', (ctx) => ctx.reply(`You said ${ctx.message.text}`));
        },
        { pacing: false, maxAttempts: 1 },
      );
      const roll = seededRoll(seed);
      const statuses: Record<string, number> = {};
      const surprises: string[] = [];
      let next = 0;
      const startedAt = performance.now();
      const attack = async (): Promise<void> => {
        while (next < count) {
          next += 1;
          const updateId = next;
          const hostile = updateId % 1_000 === 0 ? oversizeBody(updateId) : hostileBody(roll, updateId);
          // Who is refused in the middle of ten megabytes may find the line closed before the answer.
          const status = await post(webhookUrl, hostile).catch((error: unknown) =>
            hostile.kind === 'oversize' ? 413 : String(error),
          );
          statuses[status] = (statuses[status] ?? 0) + 1;
          if (status !== 200 && !(typeof status === 'number' && refusals.has(status)))
            surprises.push(`${updateId} ${hostile.kind}: ${status}: ${String(hostile.body).slice(0, 300)}`);
        }
      };
      await Promise.all(Array.from({ length: atOnce }, attack));
      const takenMs = performance.now() - startedAt;
      expect(surprises.slice(0, 5)).toEqual([]);
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
      // Most of them have the shape of an update: what is refused is not all there is.
      expect(statuses[200]).toBeGreaterThan(count / 2);

      await waitUntil(async () => (await harness.depths()).inbox === 0, { what: 'all of them handled', timeoutMs });
      const anna = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
      await anna.sends('good morning');
      expect((await anna.reply({ timeoutMs: 60_000 })).text).toBe('You said good morning');
      const { inbox, dead_letter } = await harness.depths();
      const handledMs = performance.now() - startedAt;
      if (process.env['FUZZ_UPDATES'] !== undefined) {
        const rssMiB = Math.round(process.memoryUsage().rss / 2 ** 20);
        process.stdout.write(`${JSON.stringify({ statuses, takenMs, handledMs, inbox, dead_letter, rssMiB })}\n`);
      }
    },
    timeoutMs * 2,
  );
});
