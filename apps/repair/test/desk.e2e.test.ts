import type { ActorChat } from '@durabot/simulator';
import { waitUntil } from '@durabot/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aDispatch, type Dispatch } from './a-dispatch.ts';

let dispatch: Dispatch;
let anna: ActorChat;
let kate: ActorChat;
let master: ActorChat;
beforeAll(async () => {
  dispatch = await aDispatch({ masters: 2 });
  ({ anna, kate, master } = dispatch);
});
afterAll(async () => {
  await dispatch.repair.stop();
});
beforeEach(async () => {
  await dispatch.repair.db.query(`update repair.master set status = 'on_shift', capacity_per_day = 100`);
  await dispatch.repair.db.query('delete from kit.notice');
});

/** The order's own card, with its buttons, at the end of a chat. */
async function open(chat: ActorChat, number: string, button: string): Promise<void> {
  await chat.sends(`/order ${number}`);
  await dispatch.offers(chat, number, button);
}

describe('a correction', () => {
  test('R8: shows before and after, who is editing, and what the master has to read (floor 3→8)', async () => {
    const number = await dispatch.accepted();
    await open(anna, number, '✏️ Изменить');
    await open(kate, number, '✏️ Edit');
    for (const floor of ['3', '8']) {
      await open(anna, number, '✏️ Изменить');
      await anna.presses('✏️ Изменить');
      await anna.reply({ contains: 'Что изменить?' });
      await waitUntil(async () => dispatch.textOf(await dispatch.shown(kate, number)).includes('Анна'), {
        what: 'who is editing',
      });
      await anna.presses('Этаж');
      await anna.reply({ contains: 'Какой этаж?' });
      await anna.sends(floor);
      const review = dispatch.textOf(await anna.reply({ contains: 'Было' }));
      expect(review).toContain(floor);
      await anna.presses('✅ Сохранить');
      await anna.reply({ contains: 'готово' });
      if (floor === '3') {
        await dispatch.offers(master, number, '👌 Понятно');
        await dispatch.pressLike(master, '👌 Понятно');
      }
    }
    await master.reply({ contains: 'изменено: этаж 3→8' });
    expect(dispatch.textOf(await dispatch.shown(master, 'Изменено'))).toContain('этаж 3→8');
    await dispatch.pressLike(master, '👌 Понятно');
    await waitUntil(
      async () => {
        const { rows } = await dispatch.repair.db.query(
          'select 1 from repair.service_order where number = $1 and unread_rev is null',
          [number],
        );
        return rows.length === 1;
      },
      { what: 'the change to be read' },
    );
  });
});
