import { inspect } from 'node:util';
import { TerminalError } from '@durabot/bot-api';
import type { Log } from '@durabot/postgres';
import { waitUntil } from '@durabot/testing';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { durable, listDeadLetters, listHeldCalls, type Span } from '../../src/index.ts';
import { createHarness, type Harness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.stop());

/** What nobody but the user may read, in words that occur nowhere else. */
const personal = [
  'Олександра Кравцева-Zoeletta',
  'вулиця Прихована 17',
  '8 (067) 123-45-67',
  'zoe.secret@mail.example',
  '@zoe_hidden',
  'line\n{"level":"error","msg":"forged"}\u001b[2J',
  "Robert'); drop table durabot.inbox; --",
];
const markers = /Олександра|Кравцева|Zoeletta|Прихована|\(067|0671234567|123-45|zoe|forged|Robert|drop table/i;

/** A log that hides nothing: what it holds is what the runtime passed. */
function openLog(lines: string[]): Log {
  const write = (fields: object, message: string): void => {
    lines.push(`${message} ${inspect(fields, { depth: 10, showHidden: true })}`);
  };
  const log: Log = { debug: write, info: write, warn: write, error: write, child: () => log };
  return log;
}

describe('P19: no secret and no personal text', () => {
  test('comes out of the runtime by a log line, a metric, a span or the reason of what was set aside, whatever fails', async () => {
    const lines: string[] = [];
    const spans: Span[] = [];
    const registry = new Registry();
    const { db } = harness;
    await db.query('create table public.client (name text unique)');
    await db.query("insert into client values ('Олександра Кравцева-Zoeletta')");
    await harness.start(
      (bot) => {
        bot.use(durable());
        bot.command('ours', (ctx) => {
          throw new TerminalError('PHONE_WRONG', `No phone in "${ctx.match}" of ${ctx.from?.first_name}.`);
        });
        bot.command('theirs', (ctx) => {
          throw Object.assign(new Error(`cannot read ${ctx.match}`), { name: ctx.match, code: ctx.match });
        });
        bot.command('thrown', (ctx) => {
          // oxlint-disable-next-line no-throw-literal, only-throw-error -- a bot may do so
          throw ctx.match;
        });
        bot.command('parsed', (ctx) => JSON.parse(ctx.match));
        bot.command('row', async (ctx) => {
          const tx = await ctx.durable.tx();
          await tx.query('insert into client values ($1)', [ctx.match]);
        });
        bot.command('value', async (ctx) => {
          const tx = await ctx.durable.tx();
          await tx.query('select $1::text::int', [ctx.match]);
        });
        bot.command('refused', (ctx) => ctx.reply(`about ${ctx.match}`));
        bot.command('lost', (ctx) => ctx.api.sendGift(ctx.from?.id ?? 0, 'gift', { text: ctx.match }));
        bot.command('job', (ctx) => ctx.durable.jobs.add({ name: 'fails', payload: { text: ctx.match } }));
        bot.on('message', (ctx) => ctx.reply('fine'));
      },
      {
        log: openLog(lines),
        registry,
        tracer: { record: (span) => spans.push(span) },
        maxAttempts: 1,
        bot: {
          jobs: {
            fails: {
              maxAttempts: 1,
              run: async ({ payload }) => {
                throw new Error(`job failed for ${JSON.stringify(payload)}`);
              },
            },
          },
        },
      },
    );
    const [name = '', , , , username] = personal;
    const zoe = await harness.sim.user({ first_name: name, username: username?.slice(1) ?? '', language_code: 'en' });
    const chat = await zoe.with('test_bot');
    await harness.sim.fault({
      method: 'sendMessage',
      nth: 1,
      action: {
        status: 400,
        description: `Bad Request: cannot send ${personal[1]} "${personal[2]}" to ${personal[3]}`,
      },
    });
    await harness.sim.fault({ method: 'sendGift', action: { reset: 'after' } });
    await chat.sends(`/refused ${personal[1]} ${personal[2]} ${personal[3]}`);
    await waitUntil(async () => (await listDeadLetters(db, { source: 'outbox' })).length === 1, {
      what: 'the refusal',
    });
    for (const command of ['ours', 'theirs', 'thrown', 'parsed', 'value'])
      for (const text of personal) await chat.sends(`/${command} ${text}`);
    await chat.sends(`/row ${name}`);
    await chat.sends(`/lost ${personal[1]}`);
    await chat.sends(`/job ${personal[2]}`);
    const failures = 5 * personal.length + 1;
    await waitUntil(async () => (await listDeadLetters(db, { source: 'inbox' })).length === failures, {
      what: 'the burials',
      timeoutMs: 30_000,
    });
    await waitUntil(async () => (await listDeadLetters(db, { source: 'job' })).length === 1, { what: 'the lost job' });
    await waitUntil(async () => (await listHeldCalls(db, {})).length === 1, {
      what: 'the held call',
      timeoutMs: 20_000,
    });

    const letters = await listDeadLetters(db, {});
    const calls = await listHeldCalls(db, {});
    const { rows: stored } = await db.query('select reason from durabot.dead_letter');
    for (const output of [lines.join('\n'), spans, await registry.metrics(), letters, calls, stored])
      expect(typeof output === 'string' ? output : inspect(output, { depth: 10 })).not.toMatch(markers);

    // And yet what an operator needs is there: ids, the kind of trouble, the place, and what it goes back to.
    const buried = lines.filter((line) => line.startsWith('entry buried'));
    expect(buried).toHaveLength(failures);
    expect(buried[0]).toContain(String(zoe.id));
    expect(letters.every(({ correlationId }) => /^test:u\d+$/.test(correlationId ?? ''))).toBe(true);
    expect(calls[0]?.correlationId).toMatch(/^test:u\d+$/);
    const reasons = letters.map(({ reason }) => reason).join('\n');
    expect(reasons).toMatch(/No \[hidden\] in|No phone in/);
    expect(reasons).toMatch(/error \(23505, constraint client_name_key, table client\) at /);
    expect(reasons).toMatch(/SyntaxError at .*masking\.e2e/);
    expect(reasons).toMatch(/sendMessage was refused \(400\): Bad Request: cannot send/);
  });
});
