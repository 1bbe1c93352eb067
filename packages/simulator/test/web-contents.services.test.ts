import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { startShowcase, type Showcase } from './support/showcase.ts';
import { pictures, startWebStage, type PageLook, type WebStage } from './support/web-stage.ts';

let stage: WebStage;
let show: Showcase;

beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  stage = await startWebStage();
  show = await startShowcase(stage.sim, stage.url);
});

afterEach(async () => {
  await stage.closePages();
});

afterAll(async () => {
  await show?.stop();
  await stage?.stop();
});

test('a reaction is chosen from the menu, counted for everybody, and taken back by a press', async () => {
  const page = await open('bot=gallery_bot');
  const message = messageWith(page, 'Rules: be kind');
  await message.hover();
  await message.getByRole('button', { name: 'Actions for this message' }).click();
  await page.keyboard.press('ArrowRight');
  await shot(page, 'reaction-menu');
  await page.getByRole('menuitemradio', { name: 'React with 🎉' }).click();
  const own = message.getByRole('button', { name: '🎉: Olena Koval (1)' });
  await expectVisible(own);
  await expect.poll(() => own.getAttribute('aria-pressed')).toBe('true');
  await own.click();
  await expectGone(own);
  await message.locator('.text').dblclick({ position: { x: 3, y: 3 } });
  await expectVisible(message.getByRole('button', { name: /^❤: Olena Koval/u }));
});

test('Stars are paid on a sheet; the message then leads to its receipt, and a refund is told of', async () => {
  const page = await open('bot=shop_bot');
  const invoice = messageWith(page, 'A cup of tea');
  await invoice.getByTestId('inline-button').filter({ hasText: 'Pay' }).click();
  const sheet = page.getByRole('dialog', { name: 'Checkout' });
  await expectVisible(sheet.getByText('Your balance: ⭐ 10,000'));
  await shot(page, 'checkout');
  await sheet.getByRole('button', { name: 'Pay ⭐ 50' }).dblclick();
  await expectVisible(page.getByRole('log').getByText('Olena Koval paid ⭐ 50'));
  await expectGone(sheet);
  await expectVisible(invoice.getByTestId('inline-button').filter({ hasText: 'Receipt' }));
  await expect.poll(() => page.getByRole('log').getByText('Olena Koval paid ⭐ 50').count()).toBe(1);
  expect((await show.olena.stars()).balance).toBe(9950);
  const { transactions } = await show.olena.stars();
  const charge = String(Object(transactions[0])['id']);
  await show.bots.shop_bot.call('refundStarPayment', { user_id: 1001, telegram_payment_charge_id: charge });
  await expectVisible(page.getByRole('log').getByText('⭐ 50 came back to Olena'));
});

test('shipping, tip and details are asked for; what the bot refuses with is shown, and it can be tried again', async () => {
  const page = await open('bot=shop_bot', { isPhone: true, colorScheme: 'dark' });
  show.bots.shop_bot.refusePayments('The last teapot is gone');
  await messageWith(page, 'A teapot').getByTestId('inline-button').click();
  const sheet = page.getByRole('dialog', { name: 'Checkout' });
  await sheet.getByLabel('City').fill('Lviv');
  await sheet.getByRole('button', { name: '€1.00' }).click();
  await shot(page, 'checkout-details');
  await sheet.getByRole('button', { name: 'Continue' }).click();
  await sheet.getByRole('radio', { name: 'Bicycle' }).check();
  await sheet.getByRole('button', { name: 'Pay €28.50' }).click();
  await expectVisible(sheet.getByText('The last teapot is gone'));
  await expect.poll(() => sheet.getByLabel('City').inputValue()).toBe('Lviv');
  await shot(page, 'checkout-refused');
  show.bots.shop_bot.refusePayments(undefined);
  await sheet.getByRole('button', { name: /Continue|Pay/u }).click();
  await sheet.getByRole('radio', { name: 'Post' }).check();
  await sheet.getByRole('button', { name: 'Pay €24.50' }).click();
  await expectVisible(page.getByRole('log').getByText('Olena Koval paid €24.50'));
});

test('paid media are covered until they are bought', async () => {
  const page = await open('bot=shop_bot');
  const message = messageWith(page, 'The recipe');
  expect(await message.locator('img').count()).toBe(0);
  await message.getByRole('button', { name: 'Unlock for ⭐ 25' }).click();
  await page.getByRole('button', { name: 'Pay ⭐ 25' }).click();
  await expectEventually(() => message.locator('.media-grid img').count(), 2);
});

test('without enough Stars the person is told so and tops up right there', async () => {
  const page = await open('bot=shop_bot');
  await messageWith(page, 'A cake').getByTestId('inline-button').first().click();
  const sheet = page.getByRole('dialog', { name: 'Checkout' });
  await sheet.getByRole('button', { name: 'Pay ⭐ 20,000' }).click();
  await expectVisible(sheet.getByText('Not enough Stars'));
  await sheet.getByRole('button', { name: 'Add 1000 Stars' }).click();
  await expectEventually(() => sheet.getByText('Not enough Stars').count(), 0);
  await page.keyboard.press('Escape');
  await expectGone(sheet);
});

test('a vote shows its results at once and can be taken back; a quiz explains itself', async () => {
  const page = await open('bot=quiz_bot');
  const poll = messageWith(page, 'When shall we meet?');
  await poll.getByText('Friday').click();
  await expectVisible(poll.getByText('100%'));
  await expectVisible(poll.getByText('1 vote'));
  await expectVisible(poll.getByLabel('your choice'));
  await openMenu(page, poll);
  await page.getByRole('menuitem', { name: 'Take my vote back' }).click();
  await expectVisible(poll.getByText('No votes yet'));

  const tools = messageWith(page, 'Which tools do you have?');
  await tools.getByLabel('Saw').check();
  await tools.getByLabel('Hammer').check();
  await tools.getByRole('button', { name: 'Vote' }).click();
  await expectEventually(() => tools.getByText('100%').count(), 2);

  const quiz = messageWith(page, 'the largest planet');
  await expectVisible(quiz.getByRole('timer'));
  await quiz.getByText('Saturn').click();
  await expectVisible(quiz.getByText('Jupiter is twice as heavy'));
  await expectVisible(quiz.getByLabel('wrong answer'));
  await expectVisible(quiz.getByLabel('right answer'));
  await expectVisible(messageWith(page, 'Tea or coffee?').getByText('Final results'));
  await shot(page, 'polls');
});

test('a person writes a quiz for a group, and another one answers it live', async () => {
  const page = await open(`chat=${show.forum}&topic=1`);
  await page.getByRole('button', { name: 'Attach' }).click();
  await page.getByRole('menuitem', { name: 'Poll' }).click();
  const dialog = page.getByRole('dialog', { name: 'New poll' });
  await dialog.getByLabel('Question').fill('Who has the key?');
  await dialog.getByLabel('Option 1').fill('Olena');
  await dialog.getByLabel('Option 2').fill('Ivan');
  await dialog.getByLabel('Anonymous voting').uncheck();
  await shot(page, 'new-poll');
  await dialog.getByRole('button', { name: 'Create' }).click();
  const poll = messageWith(page, 'Who has the key?');
  await expectVisible(poll);
  const other = await open(`chat=${show.forum}&topic=1`, {}, 1002);
  await messageWith(other, 'Who has the key?').getByText('Ivan', { exact: true }).click();
  await expectVisible(poll.getByText('1 vote'));
});

test('albums are grids of the right number, and open in a viewer that arrows move and Escape closes', async () => {
  const page = await open('bot=gallery_bot');
  for (const [caption, count] of [
    ['Two boats', 2],
    ['Three hills', 3],
    ['A week in', 5],
    ['Ten of them', 10],
  ] as const) {
    await expect.poll(() => messageWith(page, caption).locator('.media-grid-cell').count()).toBe(count);
  }
  const three = messageWith(page, 'Three hills');
  await three.getByRole('button', { name: 'Photo 2' }).click();
  const viewer = page.getByRole('dialog');
  await expectVisible(viewer.getByRole('heading', { name: '2 of 3' }));
  await page.keyboard.press('ArrowRight');
  await expectVisible(viewer.getByRole('heading', { name: '3 of 3' }));
  await page.keyboard.press('ArrowRight');
  await expectVisible(viewer.getByRole('heading', { name: '3 of 3' }));
  await shot(page, 'viewer');
  await page.keyboard.press('Escape');
  await expectGone(viewer);
  await expectVisible(page.getByRole('heading', { name: 'Gallery' }));
});

test('every other kind of content is shown and named for those who hear it', async () => {
  const page = await open('bot=gallery_bot');
  const log = page.getByRole('log');
  await expectVisible(log.getByRole('img', { name: /^🎲: [1-6]$/u }));
  await expectVisible(log.getByRole('img', { name: /^🎰: \d+$/u }));
  await expectVisible(log.getByRole('button', { name: 'Play: Video message, 0:12' }));
  await expectVisible(log.getByText('The Kettles — Morning'));
  await expectVisible(log.getByText('Khreshchatyk 1, Kyiv'));
  await expectVisible(log.getByText('Live location'));
  await expectVisible(log.getByText('+15550101003'));
  await expectVisible(log.getByText('Forwarded from Gallery'));
  const quote = messageWith(page, 'This part matters most').locator('.quote');
  await expect.poll(() => quote.locator('span').textContent()).toBe('your own tools');
  const surprise = messageWith(page, 'A surprise');
  await surprise.getByRole('button', { name: 'Hidden, press to show' }).click();
  await expectVisible(surprise.getByRole('button', { name: 'A surprise' }));
  expect(await page.getByTestId('dialog-gallery_bot').getByText('swordfish').count()).toBe(0);
});

test('a live place of one’s own is moved and stopped', async () => {
  const page = await open('bot=quiz_bot');
  await page.getByRole('button', { name: 'Attach' }).click();
  await page.getByRole('menuitem', { name: 'Location' }).click();
  await page.getByRole('button', { name: 'Share live for 15 minutes' }).click();
  const place = page.getByTestId('message').last();
  await expectVisible(place.getByText('updated just now'));
  await place.getByRole('button', { name: 'Move' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Berlin' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Share', exact: true }).click();
  await expectVisible(place.getByText('52.5200, 13.4050'));
  await place.getByRole('button', { name: 'Stop sharing' }).click();
  await expectGone(place.getByText('Live location'));
});

test('inline results come while typing, go on while scrolling, and are chosen by the keyboard', async () => {
  const page = await open('bot=quiz_bot');
  await field(page).fill('@gallery_bot hills');
  const list = page.getByRole('listbox', { name: 'Answers of Gallery' });
  await expectEventually(() => list.getByRole('option').count(), 12);
  await expectVisible(page.getByRole('button', { name: 'Sign in to see more' }));
  await shot(page, 'inline');
  await page.locator('.inline-results').evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
  await expectEventually(() => list.getByRole('option').count(), 24);
  await field(page).press('ArrowDown');
  await field(page).press('Enter');
  const sent = page.getByTestId('message').last();
  await expectVisible(sent.getByText('You chose hills 2'));
  await expectVisible(sent.getByText('via @gallery_bot'));
  await expect.poll(() => field(page).inputValue()).toBe('');
});

test('topics are listed, opened, made, renamed, closed and hold only their own messages', async () => {
  const page = await open(`chat=${show.forum}`);
  await expectVisible(page.getByRole('list', { name: 'Topics' }).getByText('General'));
  await page.getByRole('button', { name: 'New topic' }).click();
  await page.getByRole('dialog').getByLabel('Name of the topic').fill('Repairs');
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  await expectVisible(page.getByRole('log').getByText('The topic “Repairs” was opened'));
  await field(page).fill('The lift is stuck');
  await page.getByTestId('send').click();
  await expectVisible(messageWith(page, 'The lift is stuck'));
  await expectVisible(page.getByRole('heading', { name: 'Repairs' }));
  await page.getByRole('button', { name: 'Back to topics' }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'Repairs' });
  await shot(page, 'topics');
  await page.getByText('General').click();
  await expectVisible(page.getByTestId('composer'));
  expect(await page.getByRole('log').getByText('The lift is stuck').count()).toBe(0);
  await page.keyboard.press('Escape');
  await row.getByRole('button', { name: 'Actions for the topic Repairs' }).click();
  await page.getByRole('menuitem', { name: 'Rename the topic' }).click();
  await page.getByRole('dialog').getByLabel('Name of the topic').fill('Repairs and more');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await row.getByRole('button', { name: 'Actions for the topic Repairs and more' }).click();
  await page.getByRole('menuitem', { name: 'Close the topic' }).click();
  await expectVisible(row.getByLabel('The topic is closed'));
});

test('a Mini App of the keyboard shows its button and sends its data', async () => {
  const page = await open('bot=app_bot');
  await page.getByTestId('reply-button').filter({ hasText: 'Choose a seat' }).click();
  const frame = page.frameLocator('.web-app iframe');
  await frame.getByRole('button', { name: 'Seat 7' }).click();
  await shot(page, 'mini-app');
  await page.getByTestId('app-main-button').filter({ hasText: 'Take seat 7' }).click();
  await expectVisible(page.getByRole('log').getByText('Data from “Choose a seat” went to the bot'));
  await expectGone(page.locator('.web-app'));
});

test('a Mini App knows who opened it, asks by popups and goes back by the button of its window', async () => {
  const page = await open('bot=app_bot', { isPhone: true, colorScheme: 'dark' });
  await page.getByTestId('inline-button').filter({ hasText: 'Open the app' }).click();
  const frame = page.frameLocator('.web-app iframe');
  await expectVisible(frame.getByRole('heading', { name: 'Hello, Olena' }));
  await shot(page, 'mini-app-phone');
  await frame.getByRole('button', { name: 'Ask me' }).click();
  await expectVisible(page.getByRole('dialog').getByText('Are you sure?'));
  const popup = await page.locator('.modal.alert').boundingBox();
  expect(Math.abs((popup?.x ?? 0) + (popup?.width ?? 0) / 2 - 390 / 2)).toBeLessThan(2);
  await page.getByRole('button', { name: 'OK' }).click();
  await expectVisible(frame.getByText('You are sure'));
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await expectVisible(frame.getByText('Back again'));
});

test('a page that refuses to be framed can be opened in a tab', async () => {
  const page = await open('bot=app_bot');
  await page.getByTestId('inline-button').filter({ hasText: 'Refuses to be framed' }).click();
  await expectVisible(page.getByText('it may refuse to be shown here'));
  await expectVisible(page.getByRole('link', { name: 'Open in a tab' }));
});

test('a pinned message stands above the chat, is jumped to and unpinned', async () => {
  const page = await open('bot=gallery_bot');
  const bar = page.locator('.pin-bar');
  await expectVisible(bar.getByText('Bring your own tools'));
  await openMenu(page, messageWith(page, 'Rules: be kind'));
  await page.getByRole('menuitem', { name: 'Pin', exact: true }).click();
  await expectVisible(bar.getByText('1 of 2'));
  await bar.getByRole('button', { name: 'Unpin' }).click();
  await expectEventually(() => bar.getByText(/ of 2/u).count(), 0);
});

test('messages are chosen together, forwarded to another chat and deleted', async () => {
  const page = await open('bot=quiz_bot');
  for (const text of ['one of these', 'two of these']) {
    await field(page).fill(text);
    await page.getByTestId('send').click();
    await expectVisible(messageWith(page, text));
  }
  await openMenu(page, messageWith(page, 'one of these'));
  await page.getByRole('menuitem', { name: 'Select' }).click();
  await messageWith(page, 'two of these').getByLabel('Select').click();
  await expectVisible(page.getByText('2 selected'));
  await page.getByRole('button', { name: 'Forward' }).click();
  await page.getByRole('dialog', { name: 'Forward to…' }).getByRole('button', { name: 'Corner Shop' }).click();
  await expectVisible(page.getByRole('heading', { name: 'Corner Shop' }));
  await expectVisible(messageWith(page, 'two of these').getByText('Forwarded from Olena Koval'));

  await openMenu(page, messageWith(page, 'two of these'));
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('menuitem', { name: 'Delete for everybody?' }).click();
  await expectGone(messageWith(page, 'two of these'));
});

test('what a bot streams grows in place and becomes its message', async () => {
  const page = await open('bot=quiz_bot');
  const { call } = show.bots.quiz_bot;
  await call('sendMessageDraft', { chat_id: 1001, draft_id: 5, text: 'Let me' });
  const draft = page.getByTestId('draft');
  await expectVisible(draft.getByText('Let me'));
  await call('sendMessageDraft', { chat_id: 1001, draft_id: 5, text: 'Let me think about it' });
  await expectVisible(draft.getByText('Let me think about it'));
  await expect.poll(() => draft.count()).toBe(1);
  await call('sendMessage', { chat_id: 1001, text: 'Let me think about it: yes.' });
  await expectVisible(messageWith(page, 'about it: yes.'));
  await expectGone(draft);
});

test('who asks to join waits until an administrator lets them in', async () => {
  await show.bots.shop_bot.call('sendMessage', { chat_id: 1002, text: `Come to ${show.club.link}` });
  const page = await open('bot=shop_bot', {}, 1002);
  await page.getByRole('log').getByRole('link', { name: show.club.link }).click();
  await expectVisible(page.getByRole('dialog').getByText('Chess club'));
  await page.getByRole('button', { name: 'Вступить' }).click();
  await expectVisible(page.getByText('Заявка отправлена'));
  const admin = await open(`chat=${show.club.id}`);
  await admin.getByRole('button', { name: '1 request to join' }).click();
  await admin.getByRole('button', { name: 'Let in' }).click();
  await expectVisible(page.getByTestId(`dialog-${show.club.id}`));
});

test('a link to a bot with a parameter opens its chat and starts it', async () => {
  const page = await open('bot=app_bot');
  await page.getByTestId('inline-button').filter({ hasText: 'Meet the shop' }).click();
  await expectVisible(page.getByRole('heading', { name: 'Corner Shop' }));
  await expectVisible(page.getByRole('log').getByText('/start from_apps'));
});

test('a reply to a marked part quotes just that', async () => {
  const page = await open('bot=gallery_bot');
  const message = messageWith(page, 'Rules: be kind');
  await expectVisible(message);
  await page.evaluate(`(() => {
    const said = [...document.querySelectorAll('article .text')].find((one) => one.textContent.includes('Rules: be kind'));
    getSelection().setBaseAndExtent(said.firstChild, 7, said.firstChild, 14);
    said.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: 600, clientY: 300 }));
  })()`);
  await page.getByRole('menuitem', { name: 'Quote the selected part' }).click();
  await field(page).fill('I am');
  await page.getByTestId('send').click();
  await expectVisible(page.getByTestId('message').last().locator('.quote').getByText('be kind'));
});

test('an administrator gives and takes single rights, and slows a group down', async () => {
  const page = await open(`chat=${show.club.id}`);
  await page.getByRole('button', { name: 'About the chat: Chess club' }).click();
  await page.getByLabel('Role: Quiz Night').selectOption('administrator');
  await page.getByText('Rights', { exact: true }).click();
  const pins = page.getByLabel('Pin messages');
  await expectEventually(() => pins.isChecked(), true);
  await pins.click();
  await expectEventually(() => pins.isChecked(), false);
  await page.getByLabel('Slow mode').selectOption('30 sec');
  await expectEventually(() => page.getByLabel('Slow mode').inputValue(), '30');
  await shot(page, 'rights');
  const chat = await show.bots.quiz_bot.call('getChat', { chat_id: show.club.id });
  expect(chat).toMatchObject({ slow_mode_delay: 30 });
  const own = { chat_id: show.club.id, user_id: show.bots.quiz_bot.id };
  const member = await show.bots.quiz_bot.call('getChatMember', own);
  expect(member).toMatchObject({ status: 'administrator', can_pin_messages: false, can_delete_messages: true });
});

test('whatever is opened by the keyboard gives the focus back when Escape closes it', async () => {
  const page = await open('bot=gallery_bot');
  const openers = [
    page.getByRole('button', { name: 'About the bot: Gallery' }),
    messageWith(page, 'Three hills').getByRole('button', { name: 'Photo 2' }),
    messageWith(page, 'This part matters').getByRole('button', { name: 'Actions for this message' }),
  ];
  for (const opener of openers) {
    await opener.focus();
    await page.keyboard.press('Enter');
    const opened = page.locator('dialog, .message-menu');
    await expectVisible(opened);
    expect(await opener.evaluate((element) => element.matches(':focus'))).toBe(false);
    await page.keyboard.press('Escape');
    await expectGone(opened);
    await expectEventually(() => opener.evaluate((element) => element.matches(':focus')), true);
  }
  await expectVisible(page.getByRole('heading', { name: 'Gallery' }));
});

test('arrows move through the reactions by rows, and on to what can be done', async () => {
  const page = await open('bot=gallery_bot');
  await openMenu(page, messageWith(page, 'This part matters'));
  const focused = (): Promise<string | null> =>
    page.locator(':focus').evaluate((element) => element.getAttribute('aria-label') ?? element.textContent);
  expect(await focused()).toBe('React with 👍');
  await page.keyboard.press('ArrowRight');
  expect(await focused()).toBe('React with ❤');
  await page.keyboard.press('ArrowDown');
  expect(await focused()).toBe('React with 🙏');
  await page.keyboard.press('ArrowDown');
  expect(await focused()).toBe('Reply');
  await page.keyboard.press('ArrowUp');
  expect(await focused()).toBe('React with 👎');
  await page.keyboard.press('End');
  expect(await focused()).toBe('Delete');
});

test('a double press sends once, records nothing, and deletes nothing', async () => {
  const page = await open('bot=quiz_bot');
  await field(page).fill('only once');
  await page.getByTestId('send').dblclick();
  const sent = page.locator('article').filter({ hasText: 'only once' });
  await expectVisible(sent.getByRole('img', { name: /Sent|received/u }));
  expect(await sent.count()).toBe(1);
  expect(await page.getByText('The microphone is not available.').count()).toBe(0);
  await openMenu(page, sent);
  await page.getByRole('menuitem', { name: 'Delete' }).dblclick();
  await expectVisible(page.getByRole('menuitem', { name: 'Delete for everybody?' }));
});

test('nothing sticks out of its message, neither on a phone nor beside the tools', async () => {
  const phone = await open('bot=gallery_bot', { isPhone: true });
  await expectVisible(messageWith(phone, 'The password'));
  expect(await sticksOut(phone)).toEqual([]);
  const page = await open('bot=shop_bot');
  await page.getByRole('button', { name: 'Inspector' }).click();
  await expectVisible(page.getByRole('tab', { name: 'Journal' }));
  expect(await sticksOut(page)).toEqual([]);
  const gallery = await open('bot=gallery_bot');
  const above = messageWith(gallery, 'The caption is above');
  const [bubble, picture] = await Promise.all([
    above.locator('.bubble').boundingBox(),
    above.getByRole('img').boundingBox(),
  ]);
  expect((bubble?.width ?? 0) - (picture?.width ?? 0)).toBeLessThan(10);
});

async function open(place: string, look: PageLook = {}, user = 1001): Promise<Page> {
  const { page } = await stage.open(`#user=${user}&${place}`, look);
  await page.locator('.chat-pane').waitFor();
  return page;
}

function messageWith(page: Page, text: string): Locator {
  return page.locator('article').filter({ hasText: text }).last();
}

async function openMenu(page: Page, message: Locator): Promise<void> {
  await message.hover();
  await message.getByRole('button', { name: 'Actions for this message' }).click();
  await expectVisible(page.getByRole('menu', { name: 'Actions for this message' }));
}

/** What is wider than the bubble it is in. */
function sticksOut(page: Page): Promise<string[]> {
  return page.locator('.bubble').evaluateAll((bubbles) =>
    bubbles.flatMap((bubble) => {
      const edge = bubble.getBoundingClientRect().right + 1;
      return [...bubble.querySelectorAll('*:not(svg *)')]
        .filter((one) => one.getBoundingClientRect().right > edge)
        .map((one) => one.className.toString());
    }),
  );
}

function field(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Message', exact: true });
}

async function shot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(pictures, `contents-${name}.png`) });
}

async function expectEventually<T>(read: () => Promise<T>, wanted: T): Promise<void> {
  await expect.poll(read, { timeout: 10_000 }).toEqual(wanted);
}

async function expectVisible(locator: Locator): Promise<void> {
  await locator.waitFor();
}

async function expectGone(locator: Locator): Promise<void> {
  await locator.waitFor({ state: 'detached' });
}
