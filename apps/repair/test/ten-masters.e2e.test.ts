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
  const { masters, repair } = dispatch;
  const number = await dispatch.offeredToAll();
  const answers = await dispatch.pressAtOnce(masters, '✅ Беру');
  await dispatch.becomes(number, 'assigned');
  expect(answers.filter((answer) => !answer.startsWith('Уже взял мастер '))).toEqual(['Готово']);
  const { rows } = await repair.db.query(
    `select count(*) as offers from repair.offer where status = 'accepted' and is_active`,
  );
  expect(rows).toEqual([{ offers: 1 }]);
});
