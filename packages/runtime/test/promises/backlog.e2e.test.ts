import { waitUntil } from '@durabot/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { shardOf } from '../../src/inbox/shard.ts';
import { createHarness, type Harness } from '../harness.ts';
import type { Counted } from '../programs/bot-program.ts';
import { createPrograms } from '../programs/run-bot-program.ts';
import { someTalkers, type Talker, untilDone } from '../tally.ts';

let harness: Harness;
let programs: ReturnType<typeof createPrograms>;
beforeEach(async () => {
  harness = await createHarness();
  programs = createPrograms(harness);
});
afterEach(async () => {
  await programs.endAll();
  await harness.stop();
});

/** `BACKLOG=100000` makes it the whole. */
const total = Number(process.env['BACKLOG'] ?? 3_000);
const chatCount = 100;
const atTelegramPerChat = 3;
const timeoutMs = 30_000 + total * 10;

/** Entries of all chats in turn, as they were stored before everything went down: `n1`, `n2`, … in each. */
async function fillInbox(talkers: readonly Talker[], perChat: number): Promise<void> {
  const ids = talkers.map(({ id }) => id);
  await harness.db.query(
    `insert into durabot.inbox (bot, shard, chat_key, chat_id, user_id, kind, update_id, payload, due_at)
     select 'test', c.shard, c.id::text, c.id, c.id, 'message', 1, json_build_object('update_id', 1, 'message',
       json_build_object('message_id', n, 'date', 1, 'text', 'n' || n, 'chat', json_build_object('id', c.id, 'type', 'private'),
         'from', json_build_object('id', c.id, 'is_bot', false, 'first_name', 'Much'))), now()
     from generate_series(1, $3::int) n cross join unnest($1::bigint[], $2::smallint[]) as c(id, shard) order by n`,
    [ids, ids.map((id) => shardOf('test', String(id))), perChat],
  );
}

test(
  `P3: ${total} updates that queued up while everything was down are worked off in order per chat, in flat memory`,
  async () => {
    const talkers = await someTalkers(harness, chatCount);
    const stored = Math.ceil(total / chatCount) - atTelegramPerChat;
    await fillInbox(talkers, stored);
    // The last ones still wait at Telegram.
    for (let n = stored + 1; n <= stored + atTelegramPerChat; n += 1)
      await Promise.all(talkers.map(({ chat }) => chat.sends(`n${n}`)));

    const startedAt = performance.now();
    const program = await programs.start();
    const allFetched = async (): Promise<boolean> => {
      const { rowCount } = await harness.db.query('select 1 from durabot.seen_update');
      return rowCount === chatCount * atTelegramPerChat;
    };
    await waitUntil(allFetched, { what: 'all updates stored', timeoutMs });
    await untilDone(harness, timeoutMs);
    const seconds = (performance.now() - startedAt) / 1_000;
    program.signal('SIGTERM');
    const counted = JSON.parse((await program.ended).split('\n').at(-2) ?? '') as Counted;
    if (total >= 10_000)
      process.stdout.write(`${total} updates in ${seconds.toFixed(1)} s, MiB: ${counted.rssMiB.join(' ')}\n`);

    const perChat = stored + atTelegramPerChat;
    expect(counted).toMatchObject({ words: chatCount * perChat, outOfOrder: 0 });
    const expected = Array.from({ length: perChat }, (_, n) => `Counted n${n + 1}`);
    for (const { chat } of talkers.slice(0, 10)) {
      const answers = (await chat.transcript()).filter(({ outgoing }) => !outgoing).map(({ text = '' }) => text);
      // A transcript shows the last thousand.
      expect(answers.length).toBeGreaterThanOrEqual(Math.min(perChat, 990));
      expect(answers).toEqual(expected.slice(-answers.length));
    }
    // What a queue of any length may take is what is in hand at a time; the rest is a collector that takes its time.
    const [early = 0] = counted.rssMiB;
    expect(Math.max(...counted.rssMiB) - early, counted.rssMiB.join(' ')).toBeLessThan(120);
  },
  timeoutMs,
);
