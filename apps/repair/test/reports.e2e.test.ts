import type { ActorChat, SimMessage } from '@durabot/simulator';
import { waitUntil } from '@durabot/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDispatch, type Dispatch } from './a-dispatch.ts';

let dispatch: Dispatch;
let anna: ActorChat;
let kate: ActorChat;
let master: ActorChat;
beforeAll(async () => {
  dispatch = await aDispatch({ masters: 1 });
  ({ anna, kate, master } = dispatch);
  await dispatch.order();
});
afterAll(async () => {
  await dispatch.repair.stop();
});

async function press(chat: ActorChat, button: string, contains: string): Promise<string> {
  await chat.presses(button);
  return dispatch.textOf(await chat.reply({ contains }));
}

/** Waits for a file or a picture in a chat. */
async function filed(chat: ActorChat, kind: 'document' | 'photo', name = ''): Promise<SimMessage> {
  let found: SimMessage | undefined;
  await waitUntil(
    async () => {
      found = (await chat.transcript()).findLast(
        (message) => message[kind] !== undefined && (message.document?.file_name ?? '').includes(name),
      );
      return found !== undefined;
    },
    { what: `a ${kind} ${name}` },
  );
  if (found === undefined) throw new Error('It was there a moment ago.');
  return found;
}

describe('reports in the chat', () => {
  test('a dispatcher reads one, in other days, typed days too, and gets its chart and its files', async () => {
    await anna.sends('/reports');
    await anna.reply({ contains: 'О чём' });
    await press(anna, '📋 Заявки', 'Какой отчёт');
    await press(anna, 'Воронка', 'Воронка');
    await press(anna, 'Вчера', 'Заявок не было');
    expect(dispatch.buttonsOf(await anna.last())).not.toContain('XLSX');
    await press(anna, '📅 Свои даты', 'За какие дни');
    await anna.sends('31.2');
    await anna.reply({ contains: 'Не понял даты' });
    await anna.sends('20.11-21.11');
    await anna.reply({ contains: 'Отчёт за свои даты' });
    await press(anna, 'Показать', 'Воронка');
    await anna.presses('📊 График');
    const picture = await filed(anna, 'photo');
    expect(picture.caption).toContain('Воронка');
    await anna.presses('XLSX');
    const file = await filed(anna, 'document', '.xlsx');
    expect(file.document?.file_name).toBe('funnel_2026-11-20_2026-11-21.xlsx');
    expect(file.caption).toContain('Файл в чате до вс 22 нояб.');
    const { rows } = await dispatch.repair.db.query<{ status: string; action: string }>(
      `select job.status, entry.action from kit.export_job as job
       join kit.audit_entry as entry on entry.entity_id = job.id order by entry.at, entry.action`,
    );
    expect(rows).toEqual([
      { status: 'finished', action: 'export.requested' },
      { status: 'finished', action: 'export.finished' },
    ]);
    // Nothing of "making it" is left behind.
    const waiting = (await anna.transcript()).filter((message) => (message.text ?? '').includes('Готовлю'));
    expect(waiting.map(({ deleted }) => deleted)).toEqual([true, true]);
  });

  test('a master reads their own only, and nothing that is the company’s', async () => {
    await master.sends('/reports');
    const menu = await master.reply({ contains: 'Какой отчёт' });
    expect(dispatch.buttonsOf(menu)).not.toContain('Выручка по дням');
    await press(master, 'Предложения мастерам', 'Предложения');
    await master.sends('/export');
    await master.reply({ contains: 'роль' });
    await master.sends('/stats');
    expect(dispatch.textOf(await master.reply({ contains: '📈' }))).toContain('Предложено 0');
    await master.sends('/done');
    await master.reply({ contains: 'ничего не завершено' });
  });

  test('an admin exports orders, and the file leaves the chat after a day', async () => {
    await kate.sends('/export');
    await kate.reply({ contains: 'Export' });
    await kate.presses('Orders: This week · XLSX');
    const file = await filed(kate, 'document', 'orders');
    expect(file.document?.file_name).toBe('orders_2026-11-16_2026-11-22.xlsx');
    dispatch.repair.clock.addMs(25 * 3_600_000);
    await waitUntil(
      async () => (await kate.transcript()).some((one) => one.message_id === file.message_id && one.deleted === true),
      { what: 'the file to be taken out of the chat' },
    );
  });

  test('the daily summary comes by itself to those who want it', async () => {
    dispatch.repair.clock.addMs(24 * 3_600_000);
    const summary = await anna.reply({ contains: 'Сводка' });
    expect(dispatch.textOf(summary)).toContain('Сейчас открыто');
  });
});
