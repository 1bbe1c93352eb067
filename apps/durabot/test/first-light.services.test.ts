import { freePort } from '@durabot/testing';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { cleanUp, startProgram, temporaryFolder, type Program } from './program.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Where the pictures go that a person looks at after a run. */
const pictures = join(tmpdir(), 'durabot-first-light');
const deadlineMs = 30_000;

/** A dispatcher of the demo, what they press and type, and what they read. */
interface Walk {
  language: string;
  look: { isPhone: boolean; colorScheme: 'light' | 'dark' };
  person: string;
  /** The chat's own words. */
  page: { start: string; field: string; retry: string; notSent: string };
  /** The bot's words. */
  bot: { create: string; back: string; keep: string; confirm: string; editPrice: string; created: RegExp };
  answers: { category: string; problem: string; phone: string; address: string; day: string; price: string };
  newPrice: string;
  /** The order card, from the client on. */
  card: readonly string[];
  /** Somebody else of the desk, and what they read of the new order. */
  other: { person: string; start: string; notice: string };
}

const walks: Walk[] = [
  {
    language: 'Russian',
    look: { isPhone: false, colorScheme: 'light' },
    person: 'Анна Кузнецова',
    page: { start: 'Начать', field: 'Сообщение', retry: 'Повторить', notSent: 'Не отправлено: нет связи.' },
    bot: {
      create: '➕ Заявка',
      back: '← Назад',
      keep: '✓ Оставить: 🧺 Стиральная машина',
      confirm: '✅ Создать',
      editPrice: '✏️ Цена и условия',
      created: /Заявка R-\d{4}-000001 создана/,
    },
    answers: {
      category: '🧺 Стиральная машина',
      problem: 'не сливает воду и гудит',
      phone: '8 916 555-01-01 Ирина',
      address: 'Лесная ул., 5, кв. 12',
      day: 'Завтра',
      price: '2 500, запчасти отдельно',
    },
    newPrice: '3 000, запчасти отдельно',
    card: [
      'Клиент: Ирина',
      'Телефон: +7 916 555 01 01',
      'Адрес: Лесная ул., 5, кв. 12',
      'Цена: 3 000 ₽, запчасти отдельно',
    ],
    other: { person: 'Олена Шевчук', start: 'Почати', notice: '🆕 Нова заявка' },
  },
  {
    language: 'Ukrainian',
    look: { isPhone: false, colorScheme: 'dark' },
    person: 'Олена Шевчук',
    page: { start: 'Почати', field: 'Повідомлення', retry: 'Спробувати ще', notSent: 'Не надіслано: немає зв’язку.' },
    bot: {
      create: '➕ Заявка',
      back: '← Назад',
      keep: '✓ Залишити: 🧊 Холодильник',
      confirm: '✅ Створити',
      editPrice: '✏️ Ціна й умови',
      created: /Заявку R-\d{4}-000002 створено/,
    },
    answers: {
      category: '🧊 Холодильник',
      problem: 'не морозить і тече',
      phone: '+380 67 555 01 02 Марія',
      address: 'вул. Лісова, 7, кв. 3',
      day: 'Завтра',
      price: '1 500',
    },
    newPrice: '1 800, запчастини окремо',
    card: ['Клієнт: Марія', 'Адреса: вул. Лісова, 7, кв. 3', 'Ціна: 1 800'],
    other: { person: 'Kate Miller', start: 'Start', notice: '🆕 New order' },
  },
  {
    language: 'English',
    look: { isPhone: true, colorScheme: 'dark' },
    person: 'Kate Miller',
    page: { start: 'Start', field: 'Message', retry: 'Try again', notSent: 'Not sent: no connection.' },
    bot: {
      create: '➕ New order',
      back: '← Back',
      keep: '✓ Keep: ☕️ Coffee machine',
      confirm: '✅ Create',
      editPrice: '✏️ Price and terms',
      created: /Order R-\d{4}-000003 is created/,
    },
    answers: {
      category: '☕️ Coffee machine',
      problem: 'grinds, but no coffee comes',
      phone: '+44 20 7946 0103 Mary',
      address: '221 Baker Street, flat 2',
      day: 'Tomorrow',
      price: '90',
    },
    newPrice: '120, parts extra',
    card: ['Client: Mary', 'Phone: +44 20 7946 0103', 'Address: 221 Baker Street, flat 2', 'parts extra'],
    other: { person: 'Анна Кузнецова', start: 'Начать', notice: '🆕 Новая заявка' },
  },
];

let browser: Browser;
let variables: Record<string, string>;
let program: Program;
let address: string;

beforeAll(async () => {
  // `npm run test:services` has built the web chat; a run of this file alone would meet an old one.
  if (process.env['DURABOT_TEST_BUILT'] !== '1') {
    await promisify(execFile)('npm', ['exec', '--', 'vite', 'build', 'packages/simulator/web'], { cwd: root });
  }
  variables = {
    DATA_DIR: temporaryFolder(),
    PORT: String(await freePort()),
    // The page of the browser is to find it again after a kill.
    SIMULATOR_PORT: String(await freePort()),
  };
  program = startProgram(variables);
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  });
  address = await program.ready();
});

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

afterAll(async () => {
  await browser?.close();
  await cleanUp();
});

test('the one address that is printed is the one that was asked for', () => {
  expect(address).toBe(`http://127.0.0.1:${variables['PORT']}`);
  expect(program.output().trimEnd().split('\n').at(-1)).toBe(`Durabot is ready: ${address}`);
});

// One after another, on the same data: what one dispatcher has made, the next finds.
test.each(walks)(
  'a stranger takes an order with words of $language in the browser while the program is killed twice under them',
  async (walk) => {
    const { bot, answers } = walk;
    const picture = (page: Page, name: string): Promise<unknown> =>
      page.screenshot({ path: join(pictures, `${walk.language}-${name}.png`) });
    const other = await openChat({ ...walk.look, person: walk.other.person, start: walk.other.start });
    const page = await openChat({ ...walk.look, person: walk.person, start: walk.page.start, isShot: walk.language });
    await picture(page, '1-welcome');

    await page.getByTestId('reply-button').filter({ hasText: bot.create }).click();
    await press(page, 1, answers.category);
    await press(page, 2, bot.back);
    await press(page, 1, bot.keep);
    await write(page, walk, 2, answers.problem);
    await question(page, 3);
    await picture(page, '2-phone');

    // The program is gone before the answer is typed, and comes back; nothing that was said is lost.
    await program.end('SIGKILL');
    await field(page, walk).fill(answers.phone);
    await page.getByTestId('send').click();
    await page.getByTestId('pending').getByText(walk.page.notSent).waitFor();
    await picture(page, '3-killed');
    program = startProgram(variables);
    expect(await program.ready()).toBe(address);
    await page.getByTestId('connection-banner').waitFor({ state: 'detached' });
    await page.getByTestId('pending').getByRole('button', { name: walk.page.retry }).click();

    await write(page, walk, 4, answers.address);
    // The program is gone right after a button was pressed; the press is handled by the next one.
    const accepted = page.waitForResponse((response) => response.url().endsWith('/_sim/presses') && response.ok());
    await press(page, 5, answers.day);
    await accepted;
    await program.end('SIGKILL');
    program = startProgram(variables);
    await program.ready();

    await write(page, walk, 6, answers.price);
    await question(page, 7);
    await picture(page, '4-review');
    await press(page, 7, bot.editPrice);
    await page.getByRole('button', { name: bot.keep.split(':')[0] ?? '' }).waitFor();
    await send(page, walk, walk.newPrice);
    await page.getByTestId('message').filter({ hasText: walk.newPrice }).last().waitFor();
    await press(page, 7, bot.confirm);

    const card = page.getByTestId('message').filter({ hasText: bot.created });
    await card.waitFor();
    for (const line of walk.card) expect(plain(await card.innerText())).toContain(line);
    await expectEventually(() => page.locator('.inline-button[aria-busy="true"]').count(), 0);
    await picture(page, '5-created');
    expect(await card.count()).toBe(1);

    const number = /R-\d{4}-\d{6}/.exec(await card.innerText())?.[0] ?? 'no number';
    const notice = other.getByTestId('message').filter({ hasText: walk.other.notice }).filter({ hasText: number });
    await notice.waitFor();
    expect(await notice.count()).toBe(1);
    await picture(other, '6-notice');
  },
);

/** Goes from the printed address to the bot's chat as a person, and starts the bot if it is new to them. */
async function openChat(who: {
  isPhone: boolean;
  colorScheme: 'light' | 'dark';
  person: string;
  start: string;
  isShot?: string;
}): Promise<Page> {
  const { isPhone, colorScheme } = who;
  const context = await browser.newContext({
    viewport: isPhone ? { width: 390, height: 844 } : { width: 1280, height: 800 },
    colorScheme,
    isMobile: isPhone,
    hasTouch: isPhone,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(deadlineMs);
  await page.goto(address);
  if (who.isShot !== undefined) await page.screenshot({ path: join(pictures, `${who.isShot}-0-address.png`) });
  await page.getByRole('link', { name: 'Open the chat' }).click();
  await page.getByTestId('person').click();
  await page.getByRole('menuitemradio').filter({ hasText: who.person }).click();
  await page.getByTestId('chat-list').getByTestId('dialog-repair_bot').click();
  const start = page.getByRole('button', { name: who.start, exact: true });
  await start.or(page.getByTestId('reply-button')).first().waitFor();
  if (await start.isVisible()) await start.click();
  await page.getByTestId('message').nth(1).waitFor();
  return page;
}

/** The card that asks for a step: the newest message, as one card is kept at the bottom. */
async function question(page: Page, step: number): Promise<Locator> {
  const card = page.getByTestId('message').filter({ hasText: new RegExp(`(?:Шаг|Крок|Step) ${step} (?:из|з|of) 7`) });
  await card.last().waitFor();
  return card.last();
}

async function press(page: Page, step: number, label: string): Promise<void> {
  const card = await question(page, step);
  await card.getByTestId('inline-button').getByText(label, { exact: true }).click();
}

async function write(page: Page, walk: Walk, step: number, text: string): Promise<void> {
  await question(page, step);
  await send(page, walk, text);
}

async function send(page: Page, walk: Walk, text: string): Promise<void> {
  await field(page, walk).fill(text);
  await page.getByTestId('send').click();
}

function field(page: Page, walk: Walk): Locator {
  return page.getByRole('textbox', { name: walk.page.field, exact: true });
}

/** Narrow and no-break spaces, of amounts and phones, read as spaces. */
function plain(text: string): string {
  return text.replaceAll(/[\u00A0\u202F]/g, ' ');
}

async function expectEventually<T>(read: () => Promise<T>, wanted: T): Promise<void> {
  await expect.poll(read, { timeout: deadlineMs }).toEqual(wanted);
}
