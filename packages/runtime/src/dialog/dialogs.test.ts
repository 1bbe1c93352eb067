import { describe, expect, test } from 'vitest';
import { ChatInMemory, noLog } from '../../test/chat-in-memory.ts';
import { sampleDialog, type SampleData } from '../../test/sample-dialog.ts';
import type { Completion } from './define-dialog.ts';
import { createDialogs, type Dialogs } from './dialogs.ts';
import { expiryTimer } from './dialog-timers.ts';

const dayMs = 24 * 3_600_000;

interface Setup {
  chat: ChatInMemory;
  dialogs: Dialogs;
  completed: SampleData[];
  passedOn: string[];
}

function setUp(
  options: ConstructorParameters<typeof ChatInMemory>[0] & {
    completion?: Completion;
    values?: Partial<SampleData>;
  } = {},
): Setup {
  const completed: SampleData[] = [];
  const passedOn: string[] = [];
  const dialog = sampleDialog((data) => {
    completed.push(data);
    return options.completion ?? { ok: true, card: { html: 'Created R-1' }, toast: 'Done' };
  });
  const chat = new ChatInMemory(options);
  const dialogs = createDialogs([dialog], { clock: chat.clock, ids: chat.ids, log: noLog });
  chat.use(dialogs.middleware);
  chat.command('new', (ctx) => dialogs.enter(ctx, dialog));
  chat.command('text', (ctx) =>
    dialogs.prefill(ctx, dialog, {
      values: options.values ?? {},
      guessed: ['problem'],
      note: 'Understood:',
    }),
  );
  chat.use(async (ctx) => {
    passedOn.push(ctx.message?.text ?? 'something');
  });
  return { chat, dialogs, completed, passedOn };
}

async function answerUntilReview(chat: ChatInMemory): Promise<void> {
  await chat.say('/new');
  await chat.press('Fridge');
  await chat.say('does not cool');
  await chat.say('+70000000009');
  await chat.press('Skip');
}

describe('a dialog from the first question to the end', () => {
  test('answers by button and by text lead to the review card and one completion', async () => {
    const { chat, completed } = setUp();
    await answerUntilReview(chat);
    expect(chat.last.text).toContain('Step 5 of 5 · Review');
    expect(chat.last.text).toContain('does not cool');
    await chat.press('Create');
    expect(completed).toEqual([{ device: 'fridge', problem: 'does not cool', phone: '+70000000009', known: false }]);
    expect(chat.last).toMatchObject({ text: 'Created R-1', buttons: [] });
    expect(chat.toasts.at(-1)).toBe('Done');
    expect(chat.dialogs.size).toBe(0);
    expect(chat.timers.size).toBe(0);
  });

  test('what it knows from its beginning needs no question, counts less than what it is begun with, and names steps', async () => {
    const sample = sampleDialog(() => ({ ok: true }));
    const dialog: typeof sample = {
      ...sample,
      initial: async () => ({ device: 'fridge', problem: 'leaks' }),
      steps: sample.steps.map((step) => ({
        ...step,
        title: (language, data) => `${step.title(language)} of ${String(data?.['device'])}`,
      })),
    };
    const chat = new ChatInMemory({});
    const dialogs = createDialogs([dialog], { clock: chat.clock, ids: chat.ids, log: noLog });
    chat.use(dialogs.middleware);
    chat.command('new', (ctx) => dialogs.enter(ctx, dialog, { problem: 'noise' }));
    await chat.say('/new');
    expect(chat.last.text).toContain('Step 3 of 5 · Phone of fridge');
    expect(chat.active?.data).toMatchObject({ values: { device: 'fridge', problem: 'noise' } });
  });

  test('a press edits the card, a typed answer moves it to the end of the chat', async () => {
    const { chat } = setUp();
    await chat.say('/new');
    await chat.press('Fridge');
    expect(chat.shown).toHaveLength(1);
    expect(chat.last.text).toContain('Step 2 of 5 · Problem');
    await chat.say('leaks');
    expect(chat.shown).toHaveLength(2);
    expect(chat.last.text).toContain('Step 3 of 5 · Phone');
  });

  test('every press is acknowledged exactly once', async () => {
    const { chat } = setUp();
    await answerUntilReview(chat);
    await chat.press('Create');
    expect(chat.toasts).toHaveLength(3);
  });

  test.each(['Пральна машина', 'стиральная машина', '  WASHING MACHINE!', '🌀 Washing machine'])(
    'the label "%s" typed in any language counts as the choice',
    async (typed) => {
      const { chat } = setUp({ languageCode: 'en' });
      await chat.say('/new');
      await chat.say(typed);
      expect(chat.active?.data).toMatchObject({ values: { device: 'washer' } });
    },
  );

  test('a step that is part of another one does not count', async () => {
    const { chat } = setUp();
    await chat.say('/new');
    await chat.press('Fridge');
    await chat.say('leaks');
    await chat.say('+70000000001');
    expect(chat.last.text).toContain('Step 3 of 5 · Client');
    await chat.press('Repeat');
    expect(chat.last.text).toContain('Step 4 of 5 · Price');
  });

  test('a completion that refuses keeps the answers and says why', async () => {
    const { chat } = setUp({ completion: { ok: false, message: 'Blacklisted.', step: 'phone' } });
    await answerUntilReview(chat);
    await chat.press('Create');
    expect(chat.last.text).toContain('Blacklisted.');
    expect(chat.active?.step).toBe('phone');
  });
});

describe('a dialog out of a text', () => {
  const values = { device: 'fridge', problem: 'leaks', phone: '+70000000009', known: false } as const;

  test('stands at the review card at once when nothing is missing, with its guesses marked', async () => {
    const { chat, completed } = setUp({ values });
    await chat.say('/text');
    expect(chat.last.text).toContain('Understood:');
    expect(chat.last.text).toContain('Step 5 of 5 · Review');
    expect(chat.last.text).toContain('⚠️ Problem: <b>leaks</b> <i>(please check)</i>');
    expect(chat.last.text).not.toContain('⚠️ Phone');
    await chat.press('Create');
    expect(completed).toEqual([values]);
  });

  test('loses the mark of a field that was answered again or kept', async () => {
    for (const answer of ['drips', 'keep']) {
      const { chat } = setUp({ values });
      await chat.say('/text');
      await chat.press('✏️ Problem');
      await chat.say(answer);
      expect(chat.last.text).toContain('Review');
      expect(chat.last.text).not.toContain('⚠️');
    }
  });

  test('asks only what is missing, under what was understood, and then shows the card', async () => {
    const { chat } = setUp({ values: { device: 'fridge', phone: '+70000000009', known: false } });
    await chat.say('/text');
    expect(chat.last.text).toContain('Understood:');
    expect(chat.last.text).toContain('+70000000009');
    expect(chat.last.text).toContain('Step 2 of 5 · Problem');
    await chat.say('leaks');
    expect(chat.last.text).toContain('Step 5 of 5 · Review');
  });

  test('leaves an unfinished draft as it is', async () => {
    const { chat } = setUp({ values });
    await chat.say('/new');
    await chat.press('Fridge');
    await chat.say('/text');
    expect(chat.last.text).toContain('Review');
    await chat.press('Create');
    await chat.say('/new');
    expect(chat.last.text).toContain('unfinished');
  });
});

describe('finding the way', () => {
  test.each(['← Back', 'назад', 'Back', '/back', 'Назад!'])(
    '"%s" goes back and loses no later answer',
    async (word) => {
      const { chat } = setUp();
      await chat.say('/new');
      await chat.press('Fridge');
      await chat.say('does not cool');
      await chat.say(word);
      expect(chat.last.text).toContain('Step 2 of 5 · Problem');
      expect(chat.last.text).toContain('Now: does not cool');
      await chat.say('back');
      await chat.press('Washing');
      await chat.press('Keep: does not cool');
      expect(chat.active?.step).toBe('phone');
      expect(chat.active?.data).toMatchObject({ values: { device: 'washer', problem: 'does not cool' } });
    },
  );

  test('editing one field from the review returns to the review', async () => {
    const { chat, completed } = setUp();
    await answerUntilReview(chat);
    await chat.press('✏️ Problem');
    expect(chat.last.text).toContain('Change · Problem');
    await chat.say('is too warm');
    expect(chat.last.text).toContain('Step 5 of 5');
    await chat.press('Create');
    expect(completed[0]?.problem).toBe('is too warm');
  });

  test('going back while editing returns to the review and changes nothing', async () => {
    const { chat } = setUp();
    await answerUntilReview(chat);
    await chat.press('✏️ Price');
    await chat.press('Back');
    expect(chat.active?.step).toBe('review');
  });

  test('an edit that opens another question asks it and then returns to the review', async () => {
    const { chat, completed } = setUp();
    await answerUntilReview(chat);
    await chat.press('✏️ Phone');
    await chat.say('+70000000001');
    expect(chat.last.text).toContain('A known client.');
    await chat.press('Warranty');
    expect(chat.active?.step).toBe('review');
    await chat.press('Create');
    expect(completed[0]).toMatchObject({ phone: '+70000000001', relation: 'warranty' });
  });

  test('a field is found by its typed name, and the review is confirmed by a word', async () => {
    const { chat, completed } = setUp();
    await answerUntilReview(chat);
    await chat.say('телефон');
    expect(chat.active?.step).toBe('phone');
    await chat.say('keep');
    await chat.say('да');
    expect(completed).toHaveLength(1);
  });

  test('something else at the review asks again and changes no field', async () => {
    const { chat } = setUp();
    await answerUntilReview(chat);
    const before = chat.active?.data;
    await chat.say('tomorrow at ten');
    expect(chat.active?.data).toMatchObject({ values: (before as { values: unknown }).values });
    expect(chat.last.text).toContain('Press the button to confirm');
  });

  test('only an optional step can be skipped', async () => {
    const { chat } = setUp();
    await chat.say('/new');
    await chat.say('пропустить');
    expect(chat.active?.step).toBe('device');
    expect(chat.last.text).toContain('cannot be skipped');
  });

  test('unknown input asks the same step again, with an example and the same buttons', async () => {
    const { chat } = setUp();
    await chat.say('/new');
    await chat.press('Fridge');
    await chat.say('leaks');
    await chat.send({
      sticker: {
        file_id: 'f',
        file_unique_id: 'u',
        type: 'regular',
        width: 1,
        height: 1,
        is_animated: false,
        is_video: false,
      },
    });
    expect(chat.last.text).toContain('For example: +70000000001');
    expect(chat.last.text).toContain('Step 3 of 5 · Phone');
    expect(chat.last.buttons.map(({ text }) => text)).toEqual(['← Back', '✖ Cancel']);
  });

  test('a contact is an answer where one is accepted', async () => {
    const { chat } = setUp();
    await chat.say('/new');
    await chat.press('Fridge');
    await chat.say('leaks');
    await chat.send({ contact: { phone_number: '+70000000009', first_name: 'Anna' } });
    expect(chat.active?.step).toBe('price');
  });

  test('what a person wrote is escaped', async () => {
    const { chat } = setUp();
    await chat.say('/new');
    await chat.say('<b>Fridge & co');
    await chat.say('back');
    expect(chat.last.text).toContain('&lt;b&gt;Fridge &amp; co');
  });
});

describe('putting aside and coming back', () => {
  test('with one answer, cancelling deletes at once', async () => {
    const { chat } = setUp();
    await chat.say('/new');
    await chat.press('Fridge');
    await chat.say('/cancel');
    expect(chat.dialogs.size).toBe(0);
    expect(chat.timers.size).toBe(0);
  });

  test('with two answers, cancelling asks; saving parks, deleting deletes, back goes on', async () => {
    const { chat } = setUp();
    await chat.say('/new');
    await chat.press('Fridge');
    await chat.say('leaks');
    await chat.press('Cancel');
    expect(chat.last.text).toBe('Delete the draft?');
    await chat.press('Back');
    expect(chat.active?.step).toBe('phone');
    await chat.say('скасувати');
    await chat.press('Save for later');
    expect([...chat.dialogs.values()]).toMatchObject([{ status: 'parked', step: 'phone' }]);
    await chat.say('/new');
    await chat.press('Delete');
    expect(chat.dialogs.size).toBe(0);
  });

  test('an unrelated command parks the dialog and is handled; the next visit offers the draft with its answers', async () => {
    const { chat, passedOn } = setUp();
    await chat.say('/new');
    await chat.press('Fridge');
    await chat.say('leaks');
    await chat.say('/start');
    expect(passedOn).toEqual(['/start']);
    expect(chat.active).toBeUndefined();
    chat.nowMs += 20 * dayMs;
    await chat.say('/new');
    expect(chat.last.text).toContain('There is an unfinished order from Nov 3, step 3 of 5.');
    expect(chat.last.text).toContain('leaks');
    await chat.press('Continue');
    expect(chat.last.text).toContain('Step 3 of 5 · Phone');
    expect(chat.active?.data).toMatchObject({ values: { device: 'fridge', problem: 'leaks' } });
  });

  test('a parked dialog with answers leaves a button that leads straight back', async () => {
    const { chat } = setUp();
    await chat.say('/new');
    await chat.say('/orders');
    expect(chat.shown).toHaveLength(1);
    await chat.say('/new');
    await chat.press('Continue');
    await chat.press('Fridge');
    await chat.say('/orders');
    expect(chat.last.text).toContain('is put aside, your answers are kept');
    await chat.press('Continue');
    expect(chat.last.text).toContain('Step 2 of 5');
    expect(chat.active?.step).toBe('problem');
  });

  test('a new one beside a draft keeps the draft, and both are offered next time', async () => {
    const { chat } = setUp();
    await chat.say('/new');
    await chat.press('Fridge');
    chat.nowMs += 1000;
    await chat.say('/new');
    await chat.press('Start a new one');
    expect(chat.last.text).toContain('Step 1 of 5');
    expect(chat.dialogs.size).toBe(2);
    chat.nowMs += 1000;
    await chat.say('/new');
    await chat.press('Draft from');
    expect(chat.active?.step).toBe('problem');
  });

  test('after days a typed message brings the card of what was entered instead of becoming an answer', async () => {
    const { chat } = setUp();
    await chat.say('/new');
    await chat.press('Fridge');
    chat.nowMs += 3 * dayMs;
    await chat.say('hello');
    expect(chat.last.text).toContain('There is an unfinished order');
    expect(chat.active?.data).toMatchObject({ values: { device: 'fridge' } });
    await chat.press('Continue');
    expect(chat.last.text).toContain('Step 2 of 5');
    await chat.say('leaks');
    expect(chat.active?.step).toBe('phone');
  });

  test('after days the old button still works', async () => {
    const { chat } = setUp();
    await chat.say('/new');
    chat.nowMs += 20 * dayMs;
    await chat.press('Fridge');
    expect(chat.active?.step).toBe('problem');
  });

  test('a draft that nobody touched for thirty days is deleted by its timer; a used one is kept', async () => {
    const { chat, dialogs } = setUp();
    await chat.say('/new');
    await chat.press('Fridge');
    chat.nowMs += 10 * dayMs;
    await chat.press('Back');
    const handler = dialogs.timers[expiryTimer];
    const [timer] = chat.timers.values();
    if (handler === undefined || timer === undefined) throw new Error('There is no timer.');
    chat.nowMs = timer.dueAt.getTime();
    await chat.fire(handler, timer);
    expect(chat.dialogs.size).toBe(1);
    const [again] = chat.timers.values();
    if (again === undefined) throw new Error('The timer was not set again.');
    chat.nowMs = again.dueAt.getTime();
    await chat.fire(handler, again);
    expect(chat.dialogs.size).toBe(0);
    expect(chat.last).toMatchObject({ text: expect.stringContaining('The draft was deleted'), buttons: [] });
  });

  test('help begins with the present step and keeps the dialog', async () => {
    const { chat, passedOn } = setUp();
    await chat.say('/new');
    await chat.press('Fridge');
    await chat.say('/help');
    expect(chat.last.text).toContain('does not drain');
    expect(passedOn).toEqual(['/help']);
    expect(chat.active?.step).toBe('problem');
  });
});

describe('old buttons and repeated presses', () => {
  test('a double tap has one effect and two polite answers', async () => {
    const { chat } = setUp();
    await chat.say('/new');
    const first = chat.last.buttons[0]?.data ?? '';
    await chat.pressData(first);
    await chat.pressData(first);
    expect(chat.active?.step).toBe('problem');
    expect(chat.toasts).toEqual(['', 'Already done ✓']);
    expect(chat.shown).toHaveLength(1);
  });

  test('a double tap on the confirming button completes once', async () => {
    const { chat, completed } = setUp();
    await answerUntilReview(chat);
    const create = chat.last.buttons[0]?.data ?? '';
    await chat.pressData(create);
    await chat.pressData(create);
    expect(completed).toHaveLength(1);
    expect(chat.toasts.slice(-2)).toEqual(['Done', 'Already done ✓']);
  });

  test('a button of a question that has passed says so and brings the present card', async () => {
    const { chat } = setUp();
    await chat.say('/new');
    const old = chat.last.buttons.find(({ text }) => text.includes('Washing'))?.data ?? '';
    await chat.say('Fridge');
    await chat.pressData(old);
    expect(chat.toasts).toEqual(['This button is out of date']);
    expect(chat.last.text).toContain('Step 2 of 5');
    expect(chat.active?.data).toMatchObject({ values: { device: 'fridge' } });
  });

  test('an older card of the question that still stands is as good as the newest', async () => {
    const { chat } = setUp();
    await chat.say('/new');
    const card = chat.last;
    await chat.send({ location: { latitude: 1, longitude: 2 } });
    expect(chat.shown).toHaveLength(2);
    await chat.press('Fridge', card);
    expect(chat.active?.step).toBe('problem');
    expect(chat.toasts).toEqual(['The card was refreshed']);
  });

  test('a review card that shows an answer from before an edit cannot be confirmed', async () => {
    const { chat, completed } = setUp();
    await answerUntilReview(chat);
    const create = chat.last.buttons[0]?.data ?? '';
    await chat.edit(3, 'is warm');
    await chat.pressData(create);
    expect(completed).toHaveLength(0);
  });

  test('a button of a deleted dialog is answered and loses its keyboard', async () => {
    const { chat } = setUp();
    await chat.say('/new');
    const card = chat.last;
    const { buttons } = card;
    await chat.say('/cancel');
    await chat.pressData(buttons[0]?.data ?? '', card);
    expect(chat.toasts).toEqual(['This button is out of date']);
    expect(card.buttons).toEqual([]);
  });

  test('a button of a parked draft offers the draft', async () => {
    const { chat } = setUp();
    await chat.say('/new');
    const card = chat.last;
    await chat.say('/start');
    await chat.press('Fridge', card);
    expect(chat.last.text).toContain('There is an unfinished order');
    expect(chat.active?.data).toMatchObject({ values: {} });
  });

  test.each(['d:', 'd:x:y', 'd:Dialog0001:zz:!nonsense', 'd:Dialog0001:zzzzzz:=fridge'])(
    'made-up data %s is answered and harmless',
    async (data) => {
      const { chat } = setUp();
      await chat.say('/new');
      await chat.pressData(data);
      expect(chat.toasts).toEqual(['This button is out of date']);
      expect(chat.active?.step).toBe('device');
    },
  );
});

describe('edits, files and groups', () => {
  test('an edited answer replaces the old one, is marked, and leaves the question', async () => {
    const { chat } = setUp();
    await chat.say('/new');
    await chat.press('Fridge');
    const message = await chat.say('leaks');
    await chat.edit(message, 'leaks badly');
    expect(chat.active?.step).toBe('phone');
    expect(chat.active?.data).toMatchObject({ values: { problem: 'leaks badly' } });
    expect(chat.last.text).toContain('Corrected: Problem');
    await chat.say('+70000000009');
    await chat.press('Skip');
    expect(chat.last.text).toContain('leaks badly</b> <i>(corrected)</i>');
  });

  test('an edit that cannot be taken leaves the former answer and says so', async () => {
    const { chat } = setUp();
    await chat.say('/new');
    await chat.press('Fridge');
    const message = await chat.say('leaks');
    await chat.edit(message, 'x');
    expect(chat.active?.data).toMatchObject({ values: { problem: 'leaks' } });
    expect(chat.last.text).toContain('the former answer stays');
  });

  test('a live location that moves does not change the answer', async () => {
    const { chat, passedOn } = setUp();
    await chat.say('/new');
    const message = await chat.say('Toaster');
    await chat.update({
      edited_message: {
        message_id: message,
        date: 1,
        edit_date: 2,
        chat: { id: 7, type: 'private', first_name: 'Anna' },
        from: { id: 7, is_bot: false, first_name: 'Anna' },
        location: { latitude: 1, longitude: 2, live_period: 900 },
      },
    });
    expect(passedOn).toEqual(['something']);
  });

  test('an edit of any other message is passed on', async () => {
    const { chat, passedOn } = setUp();
    await chat.say('/new');
    await chat.edit(999, 'whatever');
    expect(passedOn).toEqual(['something']);
  });

  test('a photo where none was asked is offered to be attached, an album with one question', async () => {
    const { chat, completed } = setUp();
    await chat.say('/new');
    await chat.press('Fridge');
    for (const name of ['a', 'b', 'c']) await chat.send({ photo: [photo(name)], media_group_id: 'album' });
    expect(chat.last.text).toBe('Attach this to the draft?');
    expect(chat.shown).toHaveLength(2);
    await chat.press('Attach');
    await chat.send({ photo: [photo('late')], media_group_id: 'album' });
    expect(chat.active?.step).toBe('problem');
    await chat.say('leaks');
    await chat.say('+70000000009');
    await chat.press('Skip');
    await chat.press('Create');
    expect(completed[0]?.photos).toEqual(['a', 'b', 'c', 'late']);
  });

  test('the rest of an album follows a part of it that was the answer', async () => {
    const { chat } = setUp();
    await chat.say('/new');
    await chat.press('Fridge');
    await chat.send({ voice: { file_id: 'v', file_unique_id: 'v', duration: 1 }, media_group_id: 'album' });
    await chat.send({ photo: [photo('a')], media_group_id: 'album' });
    expect(chat.active).toMatchObject({ step: 'phone', data: { values: { voice: 'v', photos: ['a'] } } });
    expect(chat.shown).toHaveLength(2);
  });

  test('in a group a dialog with personal data answers with a link to the private chat', async () => {
    const { chat } = setUp({ chatType: 'group' });
    await chat.say('/new');
    expect(chat.last.text).toContain('private chat');
    expect(chat.dialogs.size).toBe(0);
  });

  test.each([
    ['ru', 'Шаг 1 из 5 · Техника'],
    ['uk', 'Крок 1 з 5 · Техніка'],
    ['en', 'Step 1 of 5 · Device'],
  ])('a person who speaks %s is spoken to in it', async (languageCode, heading) => {
    const { chat } = setUp({ languageCode });
    await chat.say('/new');
    expect(chat.last.text).toContain(heading);
  });
});

describe('deploys', () => {
  test('a draft of a step that is gone goes to the nearest known one and the user is told', async () => {
    const { chat } = setUp();
    await chat.say('/new');
    await chat.press('Fridge');
    patch(chat, { version: 1, step: 'old_step' });
    await chat.say('whatever');
    expect(chat.last.text).toContain('The form was updated while you were away.');
    expect(chat.last.text).toContain('Step 2 of 5');
    expect(chat.active).toMatchObject({ version: 2, step: 'problem', data: { values: { device: 'fridge' } } });
  });

  test('a dialog that this build does not know is left as it is, put aside, and the user is told', async () => {
    const { chat } = setUp();
    await chat.say('/new');
    patch(chat, { name: 'from_another_build' });
    const before = chat.active;
    await chat.say('Fridge');
    expect(chat.last.text).toContain('not available right now');
    expect([...chat.dialogs.values()]).toMatchObject([
      { status: 'parked', data: before?.data, step: 'device', version: 2 },
    ]);
  });
});

function photo(name: string): { file_id: string; file_unique_id: string; width: number; height: number } {
  return { file_id: name, file_unique_id: name, width: 1, height: 1 };
}

function patch(chat: ChatInMemory, change: Record<string, unknown>): void {
  for (const [id, dialog] of chat.dialogs) chat.dialogs.set(id, { ...dialog, ...change });
}
