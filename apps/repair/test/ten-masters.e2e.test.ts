import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDispatch, type Dispatch } from './a-dispatch.ts';

let dispatch: Dispatch;
beforeAll(async () => {
  dispatch = await aDispatch({ masters: 10 });
}, 60_000);
afterAll(async () => {
  await dispatch.repair.stop();
});

test('ten masters press at once: one has it, and nine read politely who (R2)', async () => {
  const { anna, masters, repair } = dispatch;
  const number = await dispatch.order();
  await anna.presses('👷 Назначить');
  await anna.reply({ contains: 'Кому предложить' });
  await anna.presses('📣 Всем в смене');
  for (const chat of masters) await dispatch.offers(chat, number, '✅ Беру');
  const presses = await Promise.all(masters.map(async (chat) => ({ chat, pressed: await chat.presses('✅ Беру') })));
  const answers = await Promise.all(presses.map(async ({ chat, pressed }) => (await chat.answer(pressed)).text ?? ''));
  await dispatch.becomes(number, 'assigned');
  expect(answers.filter((answer) => answer === 'Готово')).toHaveLength(1);
  expect(answers.filter((answer) => answer !== 'Готово').map((answer) => answer.split(':')[0])).toEqual(
    Array.from({ length: 9 }, () => 'Уже сделано'),
  );
  const { rows } = await repair.db.query(
    `select count(*) as offers from repair.offer where status = 'accepted' and is_active`,
  );
  expect(rows).toEqual([{ offers: 1 }]);
});
