import { waitUntil } from '@durabot/testing';
import { expect, test } from 'vitest';
import { aDispatch, type Dispatch } from './a-dispatch.ts';
import { botName } from './repair-in-simulator.ts';

async function offerToAll({ anna }: Dispatch, number: string): Promise<void> {
  await anna.presses('👷 Назначить');
  await anna.reply({ contains: `Кому предложить ${number}` });
  await anna.presses('📣 Всем в смене');
}

test('a broadcast stands in the topic of the masters’ forum without phone and flat; the first press has it', async () => {
  const dispatch = await aDispatch({ masters: 2, mastersForum: true });
  const { repair } = dispatch;
  try {
    const number = await dispatch.order('8 916 123-45-19');
    await offerToAll(dispatch, number);
    const [sergey = repair.sergey, ivan = repair.sergey] = repair.masters;
    const topic = (await sergey.in(repair.mastersGroupId, botName)).topic(repair.mastersTopicId ?? 0);
    await dispatch.offers(topic, number, '✅ Беру');
    const offer = await dispatch.shown(topic, number);
    expect(offer?.message_thread_id).toBe(repair.mastersTopicId);
    expect(dispatch.textOf(offer)).not.toMatch(/123.?45.?19|кв\. 12|Лесная ул\., \d/);
    expect(dispatch.buttonsOf(offer)).toEqual(['✅ Беру']);
    const other = (await ivan.in(repair.mastersGroupId, botName)).topic(repair.mastersTopicId ?? 0);
    const [taken, late] = await Promise.all([topic.presses('✅ Беру'), other.presses('✅ Беру')]);
    const answers = [(await topic.answer(taken)).text ?? '', (await other.answer(late)).text ?? ''];
    await dispatch.becomes(number, 'assigned');
    expect(answers.filter((answer) => answer === 'Готово')).toHaveLength(1);
    expect(answers.filter((answer) => answer.startsWith('Уже взял мастер'))).toHaveLength(1);
    await waitUntil(async () => dispatch.textOf(await dispatch.shown(topic, number)).includes('Мастер: '), {
      what: 'who took it on the card',
    });
    expect(dispatch.buttonsOf(await dispatch.shown(topic, number))).toEqual([]);
  } finally {
    await repair.stop();
  }
});

test('A9: a masters’ group that becomes a supergroup keeps its cards, its buttons and its offers', async () => {
  const dispatch = await aDispatch({ masters: 1, mastersGroup: true });
  const { repair } = dispatch;
  try {
    const before = await dispatch.order('8 916 123-45-20');
    await offerToAll(dispatch, before);
    const old = await repair.sergey.in(repair.mastersGroupId, botName);
    await dispatch.offers(old, before, '✅ Беру');
    const { migrate_to_chat_id: id } = await repair.sim.migrate(repair.mastersGroupId);
    const group = await repair.sergey.in(id, botName);
    // What is offered from now on goes where the people are, though the setting still names the old group.
    const after = await dispatch.order('8 916 123-45-21');
    await offerToAll(dispatch, after);
    await dispatch.offers(group, after, '✅ Беру');
    expect(dispatch.textOf(await dispatch.shown(group, after))).not.toMatch(/123.?45.?21|кв\. 12/);
    const pressed = await group.presses('✅ Беру');
    expect((await group.answer(pressed)).text).toBe('Готово');
    await dispatch.becomes(after, 'assigned');
    await waitUntil(async () => dispatch.textOf(await dispatch.shown(group, after)).includes('Мастер: '), {
      what: 'who took it on the card',
    });
    // The first order is told in the new group, too.
    await dispatch.anna.sends(`/order ${before}`);
    await dispatch.offers(dispatch.anna, before, '🔔 Напомнить');
    await dispatch.anna.presses('🔔 Напомнить');
    await dispatch.offers(group, before, '✅ Беру');
  } finally {
    await repair.stop();
  }
});
