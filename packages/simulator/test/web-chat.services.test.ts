import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { createSimulator, createSimulatorClient, type Simulator } from '../src/index.ts';
import { openCutLine } from './support/cut-line.ts';
import { startScriptedBot, type ScriptedBot } from './support/scripted-bot.ts';

const chromiumFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A microphone that hums, for the voice message.
  '--use-fake-device-for-media-stream',
];

/** Where the pictures go that a person looks at after a run. */
const pictures = join(tmpdir(), 'durabot-web-chat');

interface Look {
  name: string;
  colorScheme: 'light' | 'dark';
  isPhone: boolean;
}

const looks: Look[] = [
  { name: 'light-desktop', colorScheme: 'light', isPhone: false },
  { name: 'dark-desktop', colorScheme: 'dark', isPhone: false },
  { name: 'light-phone', colorScheme: 'light', isPhone: true },
  { name: 'dark-phone', colorScheme: 'dark', isPhone: true },
];
const desktop: Look = { name: 'desktop', colorScheme: 'light', isPhone: false };

let browser: Browser;
let webDir: string;
let simulator: Simulator;
let url: string;
let port: number;
let bot: ScriptedBot;
let contexts: BrowserContext[];

beforeAll(async () => {
  webDir = await mkdtemp(join(tmpdir(), 'durabot-web-'));
  const root = fileURLToPath(new URL('../web', import.meta.url));
  await build({ root, configFile: join(root, 'vite.config.ts'), logLevel: 'error', build: { outDir: webDir } });
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: chromiumFlags,
  });
});

afterAll(async () => {
  await browser?.close();
  await rm(webDir, { recursive: true, force: true });
});

beforeEach(async () => {
  contexts = [];
  // Telegram's limits have tests of their own; here a fast machine would run into them.
  simulator = createSimulator({ webDir, seed: 1, limits: { enforced: false } });
  ({ url, port } = await simulator.start());
  const client = createSimulatorClient(url);
  const { token } = await client.bot({ username: 'echo_bot', first_name: 'Echo Desk' });
  await client.bot({ username: 'quiet_bot', first_name: 'Quiet One' });
  await client.user({ id: 1001, first_name: 'Olena', last_name: 'Koval', language_code: 'en' });
  await client.user({ id: 1002, first_name: 'Иван', language_code: 'ru' });
  bot = startScriptedBot(url, token);
  await bot.call('setMyCommands', {
    commands: [
      { command: 'start', description: 'Begin' },
      { command: 'menu', description: 'What I can do' },
    ],
  });
});

afterEach(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  await bot.stop();
  await simulator.stop();
});

describe.each(looks)('in the look $name', (look) => {
  test('a person starts a bot, talks to it, presses its buttons and sends it things', async () => {
    const { page, problems } = await openChat('#user=1001', look);
    await page.getByTestId('chat-list').getByTestId('dialog-echo_bot').click();
    await page.getByRole('button', { name: 'Start' }).click();

    const greeting = lastMessage(page);
    await greeting.getByText('Hello, Olena!').waitFor();
    expect(await greeting.locator('strong').textContent()).toBe('Hello, Olena!');
    await greeting.getByRole('button', { name: 'Hidden text' }).click();
    await greeting.locator('.spoiler.open').waitFor();
    await expect.poll(() => field(page).getAttribute('placeholder')).toBe('Choose or write');
    await page.screenshot({ path: join(pictures, `${look.name}-1-start.png`) });

    await page.getByTestId('reply-button').filter({ hasText: 'Menu' }).click();
    await lastMessage(page).getByText('What shall I do?').waitFor();
    await page.getByTestId('inline-button').filter({ hasText: 'Tell me' }).click();
    await page.getByTestId('toast').getByText('Told you').waitFor();
    await page.getByTestId('inline-button').filter({ hasText: 'Warn me' }).click();
    await page.getByRole('dialog').getByText('Be careful').waitFor();
    await page.screenshot({ path: join(pictures, `${look.name}-2-alert.png`) });
    await page.getByRole('button', { name: 'OK' }).click();
    await page.getByTestId('inline-button').filter({ hasText: 'Change it' }).click();
    await lastMessage(page).getByText('It is changed').waitFor();
    await page.locator('.inline-button:not([aria-busy="true"])').filter({ hasText: 'Change it' }).waitFor();

    await page.getByTestId('reply-button').filter({ hasText: 'My phone' }).click();
    await page.getByRole('dialog').getByText('Echo Desk will know your phone number.').waitFor();
    await page.screenshot({ path: join(pictures, `${look.name}-3-contact.png`) });
    await page.getByRole('button', { name: 'Share' }).click();
    await lastMessage(page).getByText('Your phone is +15550101001').waitFor();

    await page.getByTestId('reply-button').filter({ hasText: 'My place' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Berlin' }).click();
    await page.getByRole('button', { name: 'Share' }).click();
    await lastMessage(page).getByText('You are at 52.52').waitFor();

    const drawing = await drawPicture(page);
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'tap.png', mimeType: 'image/png', buffer: drawing });
    await page.getByRole('dialog').getByLabel('Caption').fill('my tap');
    await page.screenshot({ path: join(pictures, `${look.name}-4-picture.png`) });
    await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click();
    await lastMessage(page).getByText('A picture of my tap').waitFor();
    const image = page.getByTestId('message').locator('.media-photo img');
    await expectEventually(
      () => image.evaluate((element) => ('naturalWidth' in element ? element.naturalWidth : 0)),
      320,
    );

    await write(page, 'Thank you! See https://example.com/help');
    await lastMessage(page).getByText('You said: Thank you!').waitFor();
    await expectEventually(() => isAtBottom(page), true);
    await page.screenshot({ path: join(pictures, `${look.name}-5-talk.png`) });

    if (look.isPhone) {
      await page.getByRole('button', { name: 'Back to chats' }).click();
      await page.getByTestId('composer').waitFor({ state: 'hidden' });
    }
    await page.getByTestId('person').click();
    await page.screenshot({ path: join(pictures, `${look.name}-6-people.png`) });
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    expect(problems).toEqual([]);
  });
});

test('a deleted message goes from the screen at once', async () => {
  const { page } = await openChat('#user=1001&bot=echo_bot');
  await page.getByRole('button', { name: 'Start' }).click();
  await write(page, 'Menu');
  await page.getByTestId('inline-button').filter({ hasText: 'Remove it' }).click();
  await expectEventually(() => page.getByText('What shall I do?').count(), 0);
});

test('while a bot works it is seen typing, in the chat and in the list', async () => {
  const { page } = await openStarted();
  await write(page, 'wait');
  await page.getByRole('heading', { name: 'Echo Desk' }).locator('..').getByText('typing…').waitFor();
  await page.getByTestId('dialog-echo_bot').getByText('typing…').waitFor();
  bot.release();
  await lastMessage(page).getByText('Here I am').waitFor();
  await expectEventually(() => page.getByText('typing…').first().count(), 0);
});

test('typing a slash offers the commands that begin so, and Enter sends the chosen one', async () => {
  const { page } = await openStarted();
  await field(page).fill('/');
  const list = page.getByRole('listbox', { name: 'Commands of the bot' });
  await expectEventually(() => list.getByRole('option').count(), 2);
  await field(page).pressSequentially('m');
  await expectEventually(() => list.getByRole('option').count(), 1);
  await field(page).press('Enter');
  await lastMessage(page).getByText('What shall I do?').waitFor();
});

test('a command inside a message is sent when it is pressed', async () => {
  const { page } = await openStarted();
  await lastMessage(page).getByRole('button', { name: '/menu' }).click();
  await expectVisible(lastMessage(page).getByText('What shall I do?'));
});

test('the up arrow edits the last own message, and the bot hears of it', async () => {
  const { page } = await openStarted();
  await write(page, 'tea');
  await lastMessage(page).getByText('You said: tea').waitFor();
  await field(page).press('ArrowUp');
  await page.getByText('Edit message').waitFor();
  await field(page).fill('coffee');
  await field(page).press('Enter');
  await lastMessage(page).getByText('Now it says: coffee').waitFor();
  await expectVisible(page.getByTestId('message').filter({ hasText: 'coffee' }).first().getByText('edited'));
});

test('a reply quotes its message and the bot receives it as one', async () => {
  const { page } = await openStarted();
  await write(page, 'first');
  await lastMessage(page).getByText('You said: first').waitFor();
  await lastMessage(page).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Reply' }).click();
  await write(page, 'second');
  await lastMessage(page).getByText('second, about: You said: first').waitFor();
  await expectVisible(page.getByTestId('message').nth(-2).locator('.quote').getByText('You said: first'));
});

test('two people side by side see only their own chats, each in their language', async () => {
  const olena = await openStarted();
  const { page } = await openChat('#user=1002&bot=echo_bot');
  await page.getByRole('button', { name: 'Начать' }).click();
  await lastMessage(page).getByText('Hello, Иван!').waitFor();
  await write(page, 'привет', 'Сообщение');
  await lastMessage(page).getByText('You said: привет').waitFor();
  expect(await olena.page.getByText('привет').count()).toBe(0);
  await write(olena.page, 'hi');
  await lastMessage(olena.page).getByText('You said: hi').waitFor();
});

test('messages of a chat that is not open are counted, and a line shows where they begin', async () => {
  const { page } = await openStarted();
  await page.getByTestId('dialog-quiet_bot').click();
  await page.getByText('Quiet One').first().waitFor();
  await bot.call('sendMessage', { chat_id: 1001, text: 'Are you there?' });
  await bot.call('sendMessage', { chat_id: 1001, text: 'Hello?' });
  await page.getByTestId('dialog-echo_bot').getByLabel('2 unread messages').waitFor();
  expect(await page.title()).toContain('(2)');
  await page.getByTestId('dialog-echo_bot').click();
  await page.getByText('Unread messages').waitFor();
  await page.getByTestId('dialog-echo_bot').getByLabel('unread').waitFor({ state: 'detached' });
});

test('a draft is kept for its chat, also when the page is loaded again', async () => {
  const { page } = await openStarted();
  await field(page).fill('half a thought');
  await page.getByTestId('dialog-quiet_bot').click();
  await page.getByTestId('dialog-echo_bot').getByText('Draft:').waitFor();
  await page.getByTestId('dialog-echo_bot').click();
  await page.reload();
  await expectEventually(() => field(page).inputValue(), 'half a thought');
});

test('without a line, messages wait to be sent again, a banner says why, and what was missed is fetched', async () => {
  const line = await openCutLine(port);
  try {
    const { page } = await openChat('#user=1001&bot=echo_bot', desktop, line.url);
    await page.getByRole('button', { name: 'Start' }).click();
    await lastMessage(page).getByText('Hello, Olena!').waitFor();
    line.cut();
    await page.getByTestId('connection-banner').waitFor();
    await write(page, 'lost?');
    await page.getByTestId('pending').getByRole('button', { name: 'Try again' }).waitFor();
    await bot.call('sendMessage', { chat_id: 1001, text: 'said meanwhile' });
    line.mend();
    await page.getByText('said meanwhile').first().waitFor();
    await page.getByTestId('connection-banner').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Try again' }).click();
    await lastMessage(page).getByText('You said: lost?').waitFor();
    await expect.poll(() => page.locator('.message.own').filter({ hasText: 'lost?' }).count()).toBe(1);
    await expect.poll(() => page.getByTestId('pending').count()).toBe(0);
  } finally {
    await line.close();
  }
});

test('a press without a line says so in plain words, and the button can be pressed again', async () => {
  const line = await openCutLine(port);
  try {
    const { page, problems } = await openChat('#user=1002&bot=echo_bot', desktop, line.url);
    await page.getByRole('button', { name: 'Начать' }).click();
    await write(page, 'Menu', 'Сообщение');
    const button = page.getByTestId('inline-button').filter({ hasText: 'Tell me' });
    await button.waitFor();
    line.cut();
    await button.click();
    await page.getByTestId('toast').getByText('Симулятор не отвечает. Он запущен?').waitFor();
    line.mend();
    await page.getByTestId('connection-banner').waitFor({ state: 'detached' });
    await button.click();
    await page.getByTestId('toast').getByText('Told you').waitFor();
    expect(problems.filter((problem) => !problem.includes('net::ERR_'))).toEqual([]);
  } finally {
    await line.close();
  }
});

test('before it is started a bot introduces itself in the language of the person', async () => {
  await bot.call('setMyDescription', { description: 'I repeat what I hear.' });
  await bot.call('setMyDescription', { description: 'Я повторяю услышанное.', language_code: 'ru' });
  const olena = await openChat('#user=1001&bot=echo_bot');
  await expectVisible(olena.page.getByText('I repeat what I hear.'));
  const ivan = await openChat('#user=1002&bot=echo_bot');
  await expectVisible(ivan.page.getByText('Я повторяю услышанное.'));
});

test('on a phone, buttons break between words and never inside one', async () => {
  const { page } = await openChat('#user=1001&bot=echo_bot', { name: 'phone', colorScheme: 'light', isPhone: true });
  await page.getByRole('button', { name: 'Start' }).click();
  await lastMessage(page).getByText('Hello, Olena!').waitFor();
  const labels = ['🍽 Посудомоечная машина', '🧺 Стиральная машина', '✖ Отмена'];
  const inline_keyboard = [labels.slice(0, 2), labels].map((row) =>
    row.map((text) => ({ text, callback_data: text.slice(0, 20) })),
  );
  await bot.call('sendMessage', { chat_id: 1001, text: 'What is it?', reply_markup: { inline_keyboard } });
  await lastMessage(page).getByTestId('inline-button').first().waitFor();
  const broken = await page.evaluate<string[]>(`
    [...document.querySelectorAll('.inline-button span')].flatMap((label) => {
      const node = label.firstChild;
      return [...node.data.matchAll(/\\S+/gu)].flatMap(({ 0: word, index }) => {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        return new Set([...range.getClientRects()].map((box) => Math.round(box.bottom))).size > 1 ? [word] : [];
      });
    })`);
  expect(broken).toEqual([]);
  const box = await lastMessage(page).boundingBox();
  expect((box?.width ?? 0) / 390).toBeGreaterThan(0.8);
  expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
});

test('a reader of old messages stays where they are and is told of new ones', async () => {
  const { page } = await openStarted();
  for (let index = 0; index < 90; index += 1) {
    await bot.call('sendMessage', { chat_id: 1001, text: `line <${index}>` });
  }
  await page.reload();
  await page.getByRole('log').getByText('<89>').waitFor();
  await expectEventually(() => isAtBottom(page), true);
  await page.getByRole('log').evaluate((log) => log.scrollTo({ top: 0 }));
  // The first page holds sixty; going up fetches the ones before.
  await page.getByRole('log').getByText('<5>').waitFor();
  await page.getByRole('log').evaluate((log) => log.scrollTo({ top: log.scrollHeight / 2 }));
  await bot.call('sendMessage', { chat_id: 1001, text: 'news' });
  await page.getByRole('button', { name: '1 new message' }).click();
  await expectEventually(() => isAtBottom(page), true);
});

test('everything can be done from the keyboard alone', async () => {
  const { page } = await openChat('#user=1001');
  await page.getByTestId('dialog-echo_bot').waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('echo');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Start' }).focus();
  await page.keyboard.press('Enter');
  await lastMessage(page).getByText('Hello, Olena!').waitFor();
  await field(page).focus();
  await page.keyboard.type('one');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('two');
  await page.keyboard.press('Enter');
  await expectEventually(
    () =>
      lastMessage(page)
        .locator('.text')
        .innerText()
        .then((text) => text.includes('You said: one\ntwo')),
    true,
  );
  await page.keyboard.press('Escape');
  await page.getByText('Select a chat').waitFor();
});

test('the inspector shows the raw updates and calls of the open bot', async () => {
  const { page } = await openStarted();
  await page.getByRole('button', { name: 'Inspector' }).click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.waitFor();
  // Narrowed to the one answer: the greeting is a sendMessage, too, and rows move while more come in.
  await write(page, 'look');
  await inspector.getByRole('searchbox').fill('You said: look');
  await expectEventually(() => inspector.getByTestId('journal-row').count(), 1);
  await inspector.getByText('sendMessage → 200').click();
  await expectVisible(inspector.getByText('You said: look').first());
  await page.screenshot({ path: join(pictures, 'inspector.png') });
});

test('a person is added by name and language, and becomes the one who is chatting', async () => {
  const { page } = await openChat('#user=1001');
  await page.getByTestId('person').click();
  await page.getByRole('menuitem', { name: 'Add a person' }).click();
  await page.getByLabel('First name').fill('Тарас');
  await page.getByRole('dialog').getByLabel('Language').selectOption('uk');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expectVisible(page.getByRole('button', { name: 'Зараз пише: Тарас' }));
});

test('in an empty world the page asks who is chatting', async () => {
  await bot.stop();
  await createSimulatorClient(url).reset();
  const { page } = await openChat('');
  await page.getByRole('heading', { name: 'Who is chatting?' }).waitFor();
  await page.screenshot({ path: join(pictures, 'welcome.png') });
  await page.getByLabel('First name').fill('Ann');
  await page.getByLabel('Language').selectOption('en');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('button', { name: 'Current person: Ann' }).waitFor();
  await expectVisible(page.getByText('No chats yet'));
});

test('the theme is chosen by hand and kept', async () => {
  const { page } = await openChat('#user=1001');
  await page.getByTestId('person').click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await page.reload();
  await page.getByTestId('chat-list').waitFor();
  const scheme = await page.evaluate('getComputedStyle(document.documentElement).colorScheme');
  expect(scheme).toBe('dark');
});

test('a bot that was blocked is unblocked from its chat', async () => {
  const { page } = await openStarted();
  await page.getByRole('button', { name: 'Chat menu' }).click();
  await page.getByRole('menuitem', { name: 'Stop and block the bot' }).click();
  await page.getByRole('button', { name: 'Unblock the bot' }).click();
  await write(page, 'back again');
  await expectVisible(lastMessage(page).getByText('You said: back again'));
});

test('a question that wants a reply quotes itself in the field, with the hint of the bot', async () => {
  const { page } = await openStarted();
  await bot.call('sendMessage', {
    chat_id: 1001,
    text: 'What is broken?',
    reply_markup: { force_reply: true, input_field_placeholder: 'The washing machine' },
  });
  await page.getByText('Reply to Echo Desk').waitFor();
  await expectEventually(() => field(page).getAttribute('placeholder'), 'The washing machine');
  await write(page, 'the tap');
  await expectVisible(lastMessage(page).getByText('the tap, about: What is broken?'));
  expect(await page.getByText('Reply to Echo Desk').count()).toBe(0);
});

test('a keyboard for one use goes after it, and any keyboard can be put away and taken out', async () => {
  const { page } = await openStarted();
  await page.getByRole('button', { name: 'Hide the keyboard' }).click();
  await expectEventually(() => page.getByTestId('reply-button').count(), 0);
  await page.getByRole('button', { name: 'Show the keyboard' }).click();
  await expectEventually(() => page.getByTestId('reply-button').count(), 3);
  const once = { keyboard: [['Yes', 'No']], one_time_keyboard: true, resize_keyboard: true };
  await bot.call('sendMessage', { chat_id: 1001, text: 'Sure?', reply_markup: once });
  await page.getByTestId('reply-button').filter({ hasText: 'Yes' }).click();
  await lastMessage(page).getByText('You said: Yes').waitFor();
  await expectEventually(() => page.getByTestId('reply-button').count(), 0);
});

test('pictures are pasted and dropped into a chat, as pictures or as files', async () => {
  const { page } = await openStarted();
  for (const kind of ['paste', 'drop']) {
    await page.evaluate(`(async () => {
      const canvas = new OffscreenCanvas(64, 64);
      canvas.getContext('2d').fillRect(0, 0, 64, 64);
      const data = new DataTransfer();
      data.items.add(new File([await canvas.convertToBlob()], '${kind}.png', { type: 'image/png' }));
      const [target, event] =
        '${kind}' === 'paste'
          ? [document.querySelector('textarea'), new ClipboardEvent('paste', { clipboardData: data, bubbles: true })]
          : [document.querySelector('[role=log]'), new DragEvent('drop', { dataTransfer: data, bubbles: true })];
      target.dispatchEvent(event);
    })()`);
    if (kind === 'drop') await page.getByRole('dialog').getByLabel('Send as a file').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click();
    const answer = kind === 'drop' ? 'A file called drop.png' : 'A picture of nothing';
    await expectVisible(lastMessage(page).getByText(answer));
  }
});

test('several pictures go as one album, in the order they were chosen', async () => {
  const { page } = await openStarted();
  const buffer = await drawPicture(page);
  const names = ['one.png', 'two.png', 'three.png'];
  await page
    .locator('input[type=file]')
    .last()
    .setInputFiles(names.map((name) => ({ name, mimeType: 'image/png', buffer })));
  await page.getByRole('dialog').getByLabel('Send as a file').check();
  await page.getByRole('dialog').getByLabel('Caption').fill('my album');
  await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('A file called three.png').first().waitFor();
  const own = page.locator('.message.own .media-file strong');
  await expectEventually(() => own.allTextContents(), names);
  await expect.poll(() => page.locator('.message.own').getByText('my album').count()).toBe(1);
});

test('a voice message is recorded, sent and can be played', async () => {
  const { page } = await openStarted();
  await page.context().grantPermissions(['microphone']);
  await page.getByRole('button', { name: 'Record a voice message' }).click();
  await page.getByRole('status', { name: 'Recording' }).getByText('0:01').waitFor();
  await page.getByRole('button', { name: 'Send the voice message' }).click();
  await lastMessage(page).getByText('A voice of').waitFor();
  await expectVisible(page.getByTestId('message').getByRole('button', { name: 'Play' }));
});

test('in a group everybody is named, and people who joined are told of', async () => {
  const client = createSimulatorClient(url);
  const group = await client.group({ type: 'group', title: 'The house', members: [1001, 'echo_bot'], owner: 1001 });
  await client.member(group.id, 1002, 'member');
  const { page } = await openChat(`#user=1001&chat=${group.id}`);
  await page.getByText('Иван joined the group').waitFor();
  const other = await openChat(`#user=1002&chat=${group.id}`);
  await write(other.page, 'всем привет', 'Сообщение');
  const message = page.getByTestId('message').filter({ hasText: 'всем привет' });
  await expectVisible(message.getByText('Иван', { exact: true }));
  await page.screenshot({ path: join(pictures, 'group.png') });
  await expectVisible(page.getByText('3 members'));
});

/** Opens a window on a person's chats, and notes whatever a page should not do: errors, and calls to other hosts. */
async function openChat(hash: string, look: Look = desktop, origin = url): Promise<{ page: Page; problems: string[] }> {
  const context = await browser.newContext({
    viewport: look.isPhone ? { width: 390, height: 844 } : { width: 1280, height: 800 },
    colorScheme: look.colorScheme,
    isMobile: look.isPhone,
    hasTouch: look.isPhone,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  contexts.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('request', (request) => {
    if (!/^(?:data|blob):/u.test(request.url()) && !request.url().startsWith(origin)) problems.push(request.url());
  });
  await page.goto(`${origin}/${hash}`);
  return { page, problems };
}

async function openStarted(): Promise<{ page: Page }> {
  const opened = await openChat('#user=1001&bot=echo_bot');
  await opened.page.getByRole('button', { name: 'Start' }).click();
  await lastMessage(opened.page).getByText('Hello, Olena!').waitFor();
  return opened;
}

function lastMessage(page: Page): Locator {
  return page.getByTestId('message').last();
}

function field(page: Page, name = 'Message'): Locator {
  return page.getByRole('textbox', { name, exact: true });
}

async function write(page: Page, text: string, name?: string): Promise<void> {
  await field(page, name).fill(text);
  await page.getByTestId('send').click();
}

async function isAtBottom(page: Page): Promise<boolean> {
  return await page.getByRole('log').evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight < 4);
}

/** A real picture of 320 by 200, drawn by the browser itself. */
async function drawPicture(page: Page): Promise<Buffer> {
  const data = await page.evaluate<string>(`(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 320;
    canvas.height = 200;
    const pen = canvas.getContext('2d');
    const sky = pen.createLinearGradient(0, 0, 0, 200);
    sky.addColorStop(0, '#86c5f4');
    sky.addColorStop(1, '#f7e3b5');
    pen.fillStyle = sky;
    pen.fillRect(0, 0, 320, 200);
    pen.fillStyle = '#4d7c4a';
    pen.fillRect(0, 150, 320, 50);
    return canvas.toDataURL('image/png');
  })()`);
  return Buffer.from(data.slice(data.indexOf(',') + 1), 'base64');
}

async function expectEventually<T>(read: () => Promise<T>, wanted: T): Promise<void> {
  await expect.poll(read, { timeout: 10_000 }).toEqual(wanted);
}

async function expectVisible(locator: Locator): Promise<void> {
  await expectEventually(() => locator.isVisible(), true);
}
