import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { programCommand, waitUntil } from '@durabot/testing';
import { expect, onTestFinished, test } from 'vitest';
import { aDispatch } from './a-dispatch.ts';
import type { RepairProgramOrder } from './programs/repair-program.ts';

const program = new URL('programs/repair-program.ts', import.meta.url);

test('R2: ten masters press at once across two processes', async () => {
  const dispatch = await aDispatch({ masters: 10 });
  const { repair, masters } = dispatch;
  onTestFinished(() => repair.stop());
  const order: RepairProgramOrder = { ...repair.program, startMs: repair.clock.nowMs() };
  const child = spawn(process.execPath, [...programCommand(program), JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await gone;
  });
  await once(child.stdout, 'data');
  // The chats of the bot are shared by halves.
  const holders = async (): Promise<number> => {
    const { rows } = await repair.db.query<{ count: number }>(
      `select count(distinct process_id) as count from durabot.lease where name like 'shard/%'`,
    );
    return rows[0]?.count ?? 0;
  };
  await waitUntil(async () => (await holders()) === 2, { what: 'two processes with chats', timeoutMs: 20_000 });

  const number = await dispatch.offeredToAll();
  let waitingFor = 0;
  const answers = await dispatch.pressAtOnce(masters, '✅ Беру', async () => {
    const { rows } = await repair.db.query<{ count: number }>(
      `select count(distinct process_id) as count
       from durabot.inbox
       join durabot.lease on lease.name = 'shard/' || shard
       where kind = 'callback_query'`,
    );
    waitingFor = rows[0]?.count ?? 0;
  });
  await dispatch.becomes(number, 'assigned');
  expect(answers.filter((answer) => !answer.startsWith('Уже взял мастер '))).toEqual(['Готово']);
  expect(waitingFor).toBe(2);
});
