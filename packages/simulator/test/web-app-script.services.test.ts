import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { chromium, type Browser, type Frame, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startFixture, type Fixture } from './support/fixture.ts';

let fixture: Fixture;
let browser: Browser;
let server: Server;
let origin = '';

beforeAll(async () => {
  fixture = await startFixture();
  const app = `<!doctype html><script src="${fixture.url}/_sim/telegram-web-app.js"></script><p>App</p>`;
  const chat = `<!doctype html><script>
    window.said = [];
    addEventListener('message', (event) => said.push(JSON.parse(event.data)));
  </script><iframe></iframe>`;
  server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(request.url?.startsWith('/app') === true ? app : chat);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server on a port has an address with a port.
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu'],
  });
});
afterAll(async () => {
  await browser.close();
  server.close();
  await fixture.stop();
});

async function open(kind: 'main' | 'keyboard'): Promise<{ page: Page; frame: Frame }> {
  const anna = await fixture.sim.user({ first_name: 'Anna', language_code: 'uk' });
  await (await anna.with('tester_bot')).sends('/start');
  await fixture.sim.webApp('tester_bot', `${origin}/app`);
  await fixture.api('sendMessage', {
    chat_id: anna.id,
    text: 'Shop',
    reply_markup: { keyboard: [[{ text: 'Open', web_app: { url: `${origin}/app` } }]] },
  });
  const { url } = await anna.opens({ bot: 'tester_bot', kind, theme: 'dark' });
  const page = await browser.newPage();
  await page.goto(origin);
  await page.evaluate(`document.querySelector('iframe').src = ${JSON.stringify(url)}`);
  await page.waitForFunction(`said.some((message) => message.eventType === 'iframe_ready')`);
  const frame = page.frames().find((one) => one.url().includes('/app'));
  if (frame === undefined) throw new Error('the app is not there');
  return { page, frame };
}

test('a page with the script of the simulator learns who opened it, and talks with the chat', async () => {
  const { page, frame } = await open('main');
  const learned = await frame.evaluate(`(() => {
    const app = Telegram.WebApp;
    return [app.initDataUnsafe.user.first_name, app.colorScheme, app.platform, app.isVersionAtLeast('8.0')];
  })()`);
  expect(learned).toEqual(['Anna', 'dark', 'web', true]);
  await frame.evaluate(`
    Telegram.WebApp.ready();
    Telegram.WebApp.MainButton.setText('Pay').show().onClick(() =>
      Telegram.WebApp.openInvoice('https://t.me/$abc', (status) => { window.status = status; }));
    Telegram.WebApp.onEvent('themeChanged', () => { window.scheme = Telegram.WebApp.colorScheme; });
  `);
  const say = async (eventType: string, eventData: object = {}): Promise<void> => {
    const message = JSON.stringify(JSON.stringify({ eventType, eventData }));
    await page.evaluate(`document.querySelector('iframe').contentWindow.postMessage(${message}, '*')`);
  };
  await say('main_button_pressed');
  await page.waitForFunction(`said.some((message) => message.eventType === 'web_app_open_invoice')`);
  await say('invoice_closed', { slug: 'abc', status: 'paid' });
  await say('theme_changed', { theme_params: { bg_color: '#ffffff' } });
  await frame.waitForFunction(`window.scheme === 'light' && window.status === 'paid'`);
  const said = await page.evaluate(`said`);
  expect(said).toEqual([
    { eventType: 'iframe_ready', eventData: { reload_supported: false } },
    { eventType: 'web_app_ready', eventData: {} },
    expect.objectContaining({ eventType: 'web_app_setup_main_button' }),
    {
      eventType: 'web_app_setup_main_button',
      eventData: expect.objectContaining({ text: 'Pay', is_visible: true, is_active: true }),
    },
    { eventType: 'web_app_open_invoice', eventData: { slug: 'abc' } },
  ]);
  await page.close();
});

test('a page of a keyboard button gives its data to the chat', async () => {
  const { page, frame } = await open('keyboard');
  expect(await frame.evaluate(`Telegram.WebApp.initData`)).toBe('');
  await frame.evaluate(`Telegram.WebApp.sendData('{"size":42}')`);
  await page.waitForFunction(`said.some((message) => message.eventType === 'web_app_data_send')`);
  expect(await page.evaluate(`said.at(-1)`)).toEqual({
    eventType: 'web_app_data_send',
    eventData: { data: '{"size":42}' },
  });
  await page.close();
});
