import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { startScriptedBot, type ScriptedBot } from './support/scripted-bot.ts';
import { addMessage } from '../src/world/messages.ts';
import { privateBox } from '../src/world/world.ts';
import { pictures, startWebStage, type PageLook, type WebStage } from './support/web-stage.ts';

let stage: WebStage;
let bot: ScriptedBot;
let token: string;

beforeAll(async () => {
  stage = await startWebStage();
});

beforeEach(async () => {
  await stage.sim.reset();
  await stage.sim.limits({ enforced: false });
  ({ token } = await stage.sim.bot({ username: 'echo_bot', first_name: 'Echo Desk' }));
  await stage.sim.user({ id: 1001, first_name: 'Olena', last_name: 'Koval', language_code: 'en' });
  await stage.sim.user({ id: 1002, first_name: 'Ivan', language_code: 'en' });
  bot = startScriptedBot(stage.url, token);
});

afterEach(async () => {
  await stage.closePages();
  await bot.stop();
});

afterAll(async () => {
  await stage?.stop();
});

const looks: [string, PageLook][] = [
  ['light-desktop', {}],
  ['dark-desktop', { colorScheme: 'dark' }],
  ['light-phone', { isPhone: true }],
  ['dark-phone', { colorScheme: 'dark', isPhone: true }],
];

describe.each(looks)('in the look %s', (name, look) => {
  test('every tool fits the page', async () => {
    const chat = await (await stage.sim.user({ id: 1001, first_name: 'Olena' })).with('echo_bot');
    await chat.sends('/start');
    await chat.reply();
    await call(token, 'sendMessage', { chat_id: 5, text: 'nobody there' });
    await stage.sim.fault({ method: 'sendMessage', nth: 1, action: { status: 429, retry_after: 7 } });
    await call(token, 'sendMessage', { chat_id: 1001, text: 'too fast' });
    const { page, problems } = await stage.open('#user=1001&bot=echo_bot;tools=journal', look);
    await page.getByTestId('journal-row').getByText('too fast, wait').waitFor();
    await page.getByTestId('journal-row').filter({ hasText: 'sendMessage → 400' }).getByText('refused').waitFor();
    await page.getByTestId('journal-row').filter({ hasText: 'sendMessage → 429' }).locator('summary').first().click();
    await page.screenshot({ path: join(pictures, `tools-${name}-journal.png`) });
    for (const tab of ['Bots', 'Clock', 'Limits', 'Faults', 'World']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('tabpanel', { name: tab }).locator('.tool-card').first().waitFor();
      await page.screenshot({ path: join(pictures, `tools-${name}-${tab.toLowerCase()}.png`) });
      expect(await fits(page)).toBe(true);
    }
    expect(problems).toEqual([]);
  });
});

test('the journal is narrowed, searched and copied as a command', async () => {
  await bot.stop();
  await say(1001, '/start');
  for (let index = 0; index < 250; index += 1) {
    await call(token, 'sendMessage', { chat_id: 1001, text: `line ${index}` });
  }
  const { page } = await stage.open('#user=1001;tools=journal');
  const rows = page.getByTestId('journal-row');
  await rows.last().waitFor();
  await page.getByLabel('Method or kind').fill('sendMessage');
  await page.getByLabel('Search in the JSON').fill('line 249');
  await expectEventually(async () => await rows.count(), 1);
  await rows.locator('summary').first().click();
  await page.getByRole('button', { name: 'Copy as curl' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  const command = await page.evaluate<string>('navigator.clipboard.readText()');
  expect(command).toContain(`curl '${stage.url}/bot${token}/sendMessage'`);
  expect(command).toContain("--data-urlencode 'text=line 249'");
  await page.getByLabel('Search in the JSON').fill('');
  await expectEventually(async () => await rows.count(), 200);
  await page.getByRole('button', { name: 'Load older entries' }).click();
  await expectEventually(async () => await rows.count(), 250);
  await page.getByLabel('Method or kind').fill('');
  await page.getByLabel('Only errors').check();
  await page.getByText('Nothing fits yet').waitFor();
  await call(token, 'sendMessage', { chat_id: 5, text: 'nobody' });
  await rows.getByText('refused').waitFor();
});

test('a bot shows how it gets its updates, what waits, and why its webhook fails', async () => {
  await bot.stop();
  await call(token, 'setWebhook', { url: 'http://127.0.0.1:9/' });
  const chat = await (await stage.sim.user({ id: 1001, first_name: 'Olena' })).with('echo_bot');
  await chat.sends('/start');
  const { page } = await stage.open('#user=1001;tools=bots');
  const card = page.getByTestId('delivery-echo_bot');
  await card.getByText('webhook', { exact: true }).waitFor();
  await card.getByText(/Last error/u).waitFor();
  await page.screenshot({ path: join(pictures, 'tools-webhook.png') });
  await card.getByText('Waiting updates').click();
  await expectEventually(async () => await card.getByText(/\d+ message/u).isVisible(), true);
});

test('time is frozen, moved and made fast, with a banner as long as it is not the real one', async () => {
  const { page } = await stage.open('#user=1001;tools=clock');
  await page.getByText('The simulator’s time is the real one.').waitFor();
  expect(await page.getByTestId('clock-banner').count()).toBe(0);
  await page.getByRole('button', { name: 'Freeze' }).click();
  await page.getByTestId('clock-banner').getByText('Time stands still').waitFor();
  const before = (await stage.sim.clock()).now;
  await page.getByRole('button', { name: '+1 day' }).click();
  await expectEventually(async () => (await stage.sim.clock()).now - before, 86_400_000);
  await page.getByLabel('Minutes').fill('2');
  await page.getByRole('button', { name: 'Move', exact: true }).click();
  await expectEventually(async () => (await stage.sim.clock()).now - before, 86_520_000);
  await page.getByRole('button', { name: '60×', exact: true }).click();
  await page.getByTestId('clock-banner').getByText('60×').waitFor();
  // What is written now is of the simulator's today, though the browser's is two days behind.
  await (await stage.sim.user({ id: 1001, first_name: 'Olena' })).with('echo_bot').then((chat) => chat.sends('hi'));
  await page.getByTestId('dialog-echo_bot').click();
  await page.getByText('Today', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Back to real time' }).click();
  await page.getByTestId('clock-banner').waitFor({ state: 'detached' });
});

test('limits are switched by presets and figures, and a bot that waits is seen', async () => {
  await bot.stop();
  const { page } = await stage.open('#user=1001;tools=limits');
  await page.getByRole('radio', { name: 'Strict' }).click();
  await expectEventually(async () => (await stage.sim.limits()).per_chat_per_s, 0.5);
  const chat = await (await stage.sim.user({ id: 1001, first_name: 'Olena' })).with('echo_bot');
  await chat.sends('/start');
  for (let index = 0; index < 3; index += 1) await call(token, 'sendMessage', { chat_id: 1001, text: 'fast' });
  await page.getByText(/waits \d+ s/u).waitFor();
  await page.getByLabel('Bot, per second').fill('12');
  await page.getByRole('button', { name: 'Save' }).click();
  await expectEventually(async () => (await stage.sim.limits()).per_bot_per_s, 12);
  await page.getByRole('radio', { name: 'Off' }).click();
  await expectEventually(async () => (await stage.sim.limits()).enforced, false);
});

test('faults are ordered ready-made or by hand, explained, seen to happen, and removed', async () => {
  const { page } = await stage.open('#user=1001;tools=faults');
  await page.getByRole('button', { name: /The next sendMessage gets a 429/u }).click();
  const fault = page.getByTestId('fault');
  await fault.getByText('The next sendMessage').waitFor();
  await fault.getByText('The bot is told to wait 5 s (429); nothing is sent.').waitFor();
  expect((await call(token, 'sendMessage', { chat_id: 1001, text: 'x' })).status).toBe(429);
  await fault.getByText('Happened 1 time', { exact: true }).waitFor();
  await page.getByLabel('What happens').selectOption('html');
  await page.getByLabel('When').selectOption('every');
  await page.getByLabel('n', { exact: true }).fill('2');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expectEventually(async () => await fault.count(), 2);
  await fault.first().getByRole('button').click();
  await expectEventually(async () => await fault.count(), 1);
  await fault.getByText('sendMessage: one call in every 2').waitFor();
});

test('several people are side by side, and a link opens them again', async () => {
  const { page } = await stage.open('#user=1001&bot=echo_bot');
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByTestId('person').click();
  await page.getByRole('menuitem', { name: 'Ivan: Open beside' }).click();
  const ivan = page.getByTestId('column-1002');
  await ivan.getByRole('button', { name: 'Start' }).click();
  await ivan.getByTestId('message').getByText('Hello, Ivan!').waitFor();
  await page.getByTestId('column-1001').getByRole('button', { name: 'Back to chats' }).click();
  await page.getByTestId('column-1001').getByTestId('person').click();
  await page.getByRole('menuitem', { name: 'Somebody new, beside' }).click();
  await page.getByRole('navigation', { name: 'People who are open' }).getByText('Alice Brook').waitFor();
  await page.screenshot({ path: join(pictures, 'columns.png') });
  const { hash } = new URL(page.url());
  const again = await stage.open(hash, { width: 1600 });
  await expectEventually(async () => await again.page.locator('.column').count(), 3);
  await again.page.getByTestId('column-1002').getByTestId('message').getByText('Hello, Ivan!').waitFor();
  const phone = await stage.open(hash, { isPhone: true });
  await expectEventually(async () => await phone.page.locator('.column:visible').count(), 1);
  await phone.page.getByRole('button', { name: 'Ivan', exact: true }).click();
  await phone.page.getByTestId('column-1002').getByTestId('message').getByText('Hello, Ivan!').waitFor();
  await phone.page.screenshot({ path: join(pictures, 'columns-phone.png') });
  expect(await fits(phone.page)).toBe(true);
  await page.getByRole('button', { name: 'Close Ivan' }).click();
  await expectEventually(async () => await page.locator('.column').count(), 2);
});

test('eight pages of one browser share one stream, also after the page that held it closes', async () => {
  const context = await stage.newContext();
  const pages: Page[] = [];
  let streams = 0;
  context.on('request', (request) => {
    if (request.url().includes('/_sim/events')) streams += 1;
  });
  for (let index = 0; index < 8; index += 1) {
    const user = index % 2 === 0 ? 1001 : 1002;
    pages.push((await stage.open(`#user=${user}&bot=echo_bot`, {}, context)).page);
  }
  await Promise.all(pages.map((page) => page.getByRole('button', { name: 'Start' }).waitFor()));
  // One to begin with, and one more for the second person.
  expect(streams).toBeLessThanOrEqual(3);
  await say(1001, 'from Olena');
  for (const page of pages.filter((_, index) => index % 2 === 0)) {
    await page.getByTestId('dialog-echo_bot').getByText('You said: from Olena').waitFor();
  }
  expect(await pages[1]?.getByText('from Olena').count()).toBe(0);
  await pages[0]?.close();
  await pages[1]?.close();
  await say(1002, 'from Ivan');
  for (const page of [pages[3], pages[5], pages[7]]) {
    await page?.getByTestId('dialog-echo_bot').getByText('You said: from Ivan').waitFor();
  }
});

test('a group is made by hand, its members get roles, and it becomes a supergroup', async () => {
  await bot.stop();
  const { page } = await stage.open('#user=1001;tools=world');
  await page.getByLabel('Title').fill('The house');
  await page.getByRole('checkbox', { name: 'Ivan' }).check();
  await page.getByLabel('@echo_bot').check();
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByText('“The house” is there.').waitFor();
  await page.getByRole('link', { name: /The house/u }).click();
  await page.getByRole('button', { name: 'About the chat: The house' }).click();
  const info = page.getByRole('dialog', { name: 'About the chat' });
  await info.getByTestId('member-1002').getByRole('combobox').selectOption('administrator');
  await info.getByTestId('member-1002').locator('small').getByText('administrator').waitFor();
  await page.screenshot({ path: join(pictures, 'chat-info.png') });
  await info.getByTestId('member-1002').getByRole('combobox').selectOption('kicked');
  await info.getByTestId('member-1002').waitFor({ state: 'detached' });
  await info.getByRole('button', { name: 'Make it a supergroup' }).click();
  await expectEventually(async () => await info.getByRole('button', { name: 'Make it a supergroup' }).count(), 0);
  expect(await listTypes()).toContain('supergroup');
});

test('a bot tells about itself and its token, and is blocked by a switch', async () => {
  const { page } = await stage.open('#user=1001&bot=echo_bot');
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByRole('button', { name: 'About the bot: Echo Desk' }).click();
  const info = page.getByRole('dialog', { name: 'About the bot' });
  await info.getByText('polling', { exact: true }).waitFor();
  await page.screenshot({ path: join(pictures, 'bot-info.png') });
  await info.getByRole('button', { name: 'Copy the token' }).click();
  await info.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(token);
  await info.getByRole('switch').check();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Unblock the bot' }).waitFor();
});

test('an emptied world is empty on every open page, after a question', async () => {
  await bot.stop();
  const other = await stage.open('#user=1002&bot=echo_bot');
  await other.page.getByRole('button', { name: 'Start' }).waitFor();
  const { page } = await stage.open('#user=1001;tools=world');
  await page.getByRole('button', { name: 'Empty the world…' }).click();
  await page.getByRole('button', { name: 'Empty it' }).click();
  await page.getByRole('heading', { name: 'Who is chatting?' }).waitFor();
  await expectEventually(async () => await other.page.getByRole('heading', { name: 'Who is chatting?' }).count(), 1);
});

test('a tick says sent, and two say that the bot has it', async () => {
  const quiet = await stage.sim.bot({ username: 'quiet_bot', first_name: 'Quiet' });
  const { page } = await stage.open('#user=1001&bot=quiet_bot');
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByTitle('Sent; no bot has received it yet').waitFor();
  const updates = await call(quiet.token, 'getUpdates', {});
  const id = Number(/"update_id":(\d+)/u.exec(updates.text)?.[1]);
  await call(quiet.token, 'getUpdates', { offset: id + 1, timeout: 0 });
  await page.getByTitle('The bot has received it').waitFor();
  await page.reload();
  await expectEventually(async () => await page.getByTitle('The bot has received it').count(), 1);
});

test('a chat of twenty thousand messages is searched, read far back and scrolled without a delay', async () => {
  const person = await (await stage.sim.user({ id: 1001, first_name: 'Olena' })).with('echo_bot');
  await person.sends('/start');
  await person.reply();
  const { world } = stage.simulator;
  const botId = Number(token.split(':')[0]);
  for (let index = 0; index < 20_000; index += 1) {
    const content = { kind: 'text' as const, text: `note <${index}>`, entities: [] };
    addMessage(world, { box: privateBox(botId, 1001), from: botId, content });
  }
  const { page } = await stage.open('#user=1001&bot=echo_bot');
  const log = page.getByRole('log');
  await log
    .getByText(/note <19/u)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Chat menu' }).click();
  await page.getByRole('menuitem', { name: 'Search in this chat' }).click();
  await page.getByRole('searchbox', { name: 'Search in this chat' }).fill('note <777>');
  await page.getByText('1 of 1').waitFor();
  await log.getByText('note <777>').waitFor();
  await expectEventually(async () => await log.getByText('note <777>').isVisible(), true);
  const frames = await page.evaluate<{ median: number; messages: number; moved: number }>(`(async () => {
    const log = document.querySelector('[role=log]');
    const first = log.querySelector('[data-message-id]').dataset.messageId;
    const times = [];
    let last = performance.now();
    for (let step = 0; step < 240; step += 1) {
      log.scrollTop -= 400;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const now = performance.now();
      times.push(now - last);
      last = now;
    }
    const messages = log.querySelectorAll('[data-testid=message]').length;
    const median = times.toSorted((a, b) => a - b)[120];
    return { median, messages, moved: first - log.querySelector('[data-message-id]').dataset.messageId };
  })()`);
  expect(frames.messages).toBeLessThanOrEqual(300);
  expect(frames.moved).toBeGreaterThan(100);
  // Half of the frames come at the pace of the screen; the ones that fetch a page may take a little.
  expect(frames.median).toBeLessThan(60);
  await page.getByRole('button', { name: /Go to the newest message/u }).click();
  await expectEventually(
    async () =>
      await log
        .getByText(/note <19/u)
        .last()
        .isVisible(),
    true,
  );
});

test('a chat is saved as a page with everything escaped, as JSON, and as a picture', async () => {
  const person = await stage.sim.user({ id: 1001, first_name: '<b>Olena</b>', language_code: 'en' });
  const chat = await person.with('echo_bot');
  await chat.sends('/start');
  await chat.reply();
  await chat.sends('<script>alert(1)</script> & "quotes"');
  await chat.reply();
  const { page } = await stage.open('#user=1001&bot=echo_bot');
  await page.getByRole('button', { name: 'Chat menu' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Save as a page' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('echo_bot.html');
  const html = await readFile((await file.path()) ?? '', 'utf8');
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot;');
  expect(html).not.toContain('<script');
  expect(html).not.toContain('<b>Olena');
  expect(html.match(/data-message-id/gu)).toHaveLength((await chat.transcript()).length);
  for (const theme of ['light', 'dark'] as const) {
    const png = await stage.sim.transcript({ user: 1001, bot: 'echo_bot', format: 'png', width: 420, scale: 2, theme });
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(840);
    expect(png.readUInt32BE(20)).toBeGreaterThan(600);
    await writeFile(join(pictures, `transcript-${theme}.png`), png);
  }
  const json: unknown = JSON.parse(
    (await stage.sim.transcript({ user: 1001, bot: 'echo_bot', format: 'json' })).toString(),
  );
  expect(json).toMatchObject({ bot: { username: 'echo_bot' }, messages: { length: (await chat.transcript()).length } });
});

async function listTypes(): Promise<string[]> {
  const { chats } = await stage.sim.http.get<{ chats: { type: string }[] }>('chats');
  return chats.map(({ type }) => type);
}

async function say(user: number, text: string): Promise<void> {
  await stage.sim.http.post('messages', { from: user, bot: 'echo_bot', text });
}

async function call(botToken: string, method: string, body: object): Promise<{ status: number; text: string }> {
  const response = await fetch(`${stage.url}/bot${botToken}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

async function fits(page: Page): Promise<boolean> {
  return await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth');
}

async function expectEventually<T>(read: () => Promise<T>, wanted: T): Promise<void> {
  await expect.poll(read, { timeout: 10_000 }).toEqual(wanted);
}
