import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Language } from '@durabot/runtime';
import type { Actor, ActorChat } from '@durabot/simulator';
import { waitUntil } from '@durabot/testing';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { categoryLabel } from '../src/domain/categories.ts';
import { texts } from '../src/texts.ts';
import { botName, startRepair, type RepairInSimulator } from './repair-in-simulator.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Where the pictures go that a person looks at after a run with `PICTURES=1`; taking them takes longer than all else. */
const pictures = process.env['PICTURES'] === '1' ? join(tmpdir(), 'durabot-repair-chat') : undefined;
const deadlineMs = 30_000;
const chromiumFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
];
/** One white pixel. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==';

interface Look {
  readonly isPhone: boolean;
  readonly colorScheme: 'light' | 'dark';
}

/** Who takes the order, in which window, and in which one the master works. */
interface Walk {
  readonly language: Language;
  readonly person: 'anna' | 'olena' | 'kate';
  readonly desk: Look;
  readonly field: Look;
  readonly said: {
    problem: string;
    phone: string;
    name: string;
    address: string;
    price: string;
    work: string;
    part: string;
  };
}

const walks: Walk[] = [
  {
    language: 'ru',
    person: 'anna',
    desk: { isPhone: false, colorScheme: 'light' },
    field: { isPhone: true, colorScheme: 'dark' },
    said: {
      problem: 'не сливает воду & гудит <громко>',
      phone: '8 916 555-01-01 Ирина',
      name: 'Ирина',
      address: 'Лесная ул., 5, кв. 12',
      price: '2 500, запчасти отдельно',
      work: 'Замена насоса 3000',
      part: 'Насос 1300',
    },
  },
  {
    language: 'uk',
    person: 'olena',
    desk: { isPhone: false, colorScheme: 'dark' },
    field: { isPhone: true, colorScheme: 'light' },
    said: {
      problem: 'не зливає воду й гуде',
      phone: '+380 67 555 01 02 Марія',
      name: 'Марія',
      address: 'вул. Лісова, 7, кв. 3',
      price: '1 500',
      work: 'Заміна насоса 3000',
      part: 'Насос 1300',
    },
  },
  {
    language: 'en',
    person: 'kate',
    desk: { isPhone: true, colorScheme: 'dark' },
    field: { isPhone: false, colorScheme: 'light' },
    said: {
      problem: 'does not drain and hums',
      phone: '+44 20 7946 0103 Mary',
      name: 'Mary',
      address: '221 Baker Street, flat 2',
      price: '90',
      work: 'New pump 3000',
      part: 'Pump 1300',
    },
  },
];

const languageNames: Readonly<Record<Language, string>> = { ru: 'Русский', uk: 'Українська', en: 'English' };

let browser: Browser;
let repair: RepairInSimulator;

beforeAll(async () => {
  // `npm run test:services` has built the web chat; a run of this file alone would meet an old one.
  if (process.env['DURABOT_TEST_BUILT'] !== '1') {
    await promisify(execFile)('npm', ['exec', '--', 'vite', 'build', 'packages/simulator/web'], { cwd: root });
  }
  repair = await startRepair({
    masters: walks.length,
    webDir: join(root, 'packages/simulator/dist-web'),
  });
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: chromiumFlags,
  });
  for (const person of [repair.anna, repair.olena, repair.kate]) await opened(person);
  for (const actor of repair.masters) {
    const master = await opened(actor);
    await master.sends('/shift');
    await master.reply({ contains: 'не в смене' });
    await master.presses('🟢 Начать смену');
    await master.reply({ contains: 'в смене' });
  }
});
afterAll(async () => {
  await browser?.close();
  await repair?.stop();
});

test.each(walks)(
  'in words of $language an order goes from the call to the close in two windows, over restarts and double presses',
  async ({ language, person, desk: deskLook, field: fieldLook, said }) => {
    const words = texts(language);
    const w = (key: string, values: Record<string, string | number> = {}): string => words.plain(key, values);
    const start = async (look: Look, who: Actor, name: string): Promise<Window> =>
      openWindow(look, who, `${language}-${name}`);
    const worker = repair.masters[walks.findIndex((walk) => walk.language === language)] ?? repair.sergey;
    await chooses(worker, language);
    const desk = await start(deskLook, repair[person], 'desk');
    const field = await start(fieldLook, worker, 'master');

    // The order, by buttons and by typing.
    await desk.page
      .getByTestId('reply-button')
      .filter({ hasText: w('menu-create') })
      .click();
    await desk.press(categoryLabel({ kind: 'known', id: 'washing_machine' }, language));
    await desk.types(2, said.problem);
    await desk.types(3, said.phone);
    await repair.restart();
    await desk.types(4, said.address);
    await desk.question(5);
    await desk.picture('1-when');
    await desk.press(w('step-when-now'));
    await desk.types(6, said.price);
    await desk.question(7);
    await desk.picture('2-review');
    await desk.press(w('review-confirm'), 2);
    const title = new RegExp(seen(w('created-title', { number: '#' })).replace('#', String.raw`(R-\d{4}-\d{6})`));
    const card = lastWith(desk.page, title);
    await card.waitFor();
    const number = title.exec(await card.innerText())?.[1] ?? 'no number';
    await desk.picture('3-created');

    // The offer, in two windows.
    await desk.press(w('button-assign'));
    await desk.press(worker.user.first_name);
    await field.press(w('button-accept'), 2);
    await becomes(number, 'assigned');
    await field.shows(number, said.address);
    await field.picture('4-accepted');
    await field.press(w('button-depart'));
    await field.press(w('eta-minutes', { minutes: 30 }));
    await becomes(number, 'in_progress');
    // The card is drawn anew under the finger: between two presses another button may come to stand there.
    await field.gone(w('button-depart'));
    await field.press(w('button-arrive'), 2);
    await field.has(w('button-finish'));
    await field.picture('5-on-site');

    // The report, over a restart.
    await field.press(w('button-finish'));
    await field.types(1, said.work);
    await field.press(w('finish-add-part'));
    await field.types(1, said.part);
    await field.picture('6-lines');
    await repair.restart();
    await field.press(w('finish-done'));
    await field.press(w('payment-way', { way: 'cash' }));
    await field.sendsPhoto();
    await field.press(w('finish-days', { days: 90 }));
    await field.press(w('finish-yes-no', { answer: 'yes' }));
    await field.has(w('finish-confirm'));
    await field.picture('7-report');
    await field.press(w('finish-confirm'), 2);
    await becomes(number, 'work_done');

    await desk.send('/board');
    await desk.shows(seen(w('board-title')));
    await desk.picture('8-board');
    await desk.send(`/order ${number}`);
    await desk.has(w('button-close'));
    await desk.picture('9-work-done');
    await desk.press(w('button-close'), 2);
    await becomes(number, 'closed');
    await field.picture('9-closed');

    const { rows } = await repair.db.query(
      `select count(*)::int as orders, (select count(*)::int from repair.payment where order_id = max(o.id)) as payments
       from repair.service_order as o join repair.client on client.id = o.client_id where client.name = $1`,
      [said.name],
    );
    expect(rows).toEqual([{ orders: 1, payments: 1 }]);
    for (const { page, problems } of [desk, field]) {
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
      expect(problems).toEqual([]);
    }
  },
);

async function opened(person: Actor): Promise<ActorChat> {
  const chat = await person.with(botName);
  await chat.sends('/start');
  await chat.reply();
  return chat;
}

async function chooses(worker: Actor, language: Language): Promise<void> {
  const chat = await worker.with(botName);
  await chat.sends('/language');
  const asked = await chat.reply();
  const shown = (asked.reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text);
  await chat.presses(shown.find((text) => text.endsWith(languageNames[language])) ?? languageNames[language]);
  await chat.reply();
}

async function becomes(number: string, status: string): Promise<void> {
  const sql = 'select 1 from repair.service_order where number = $1 and status = $2';
  await waitUntil(async () => (await repair.db.query(sql, [number, status])).rowCount === 1, {
    what: `${number} to be ${status}`,
  });
}

/** A person's window on the bot. */
interface Window {
  readonly page: Page;
  /** Errors of the page, and calls to other hosts. */
  readonly problems: string[];
  /** Waits for the question of a step. */
  question(step: number): Promise<void>;
  types(step: number, text: string): Promise<void>;
  send(text: string): Promise<void>;
  /** Presses the newest button of that name, once or twice at once. */
  press(label: string | RegExp, times?: 1 | 2): Promise<void>;
  has(label: string): Promise<void>;
  gone(label: string): Promise<void>;
  shows(...all: string[]): Promise<void>;
  sendsPhoto(): Promise<void>;
  picture(name: string): Promise<void>;
}

async function openWindow(look: Look, who: Actor, name: string): Promise<Window> {
  const context = await browser.newContext({
    viewport: look.isPhone ? { width: 390, height: 844 } : { width: 1280, height: 800 },
    colorScheme: look.colorScheme,
    isMobile: look.isPhone,
    hasTouch: look.isPhone,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(deadlineMs);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => {
    if (!/^(?:data|blob):/u.test(request.url()) && !request.url().startsWith(repair.sim.url))
      problems.push(request.url());
  });
  await page.goto(`${repair.sim.url}/#user=${who.id}&bot=${botName}`);
  await page.getByTestId('message').first().waitFor();
  const button = (label: string | RegExp): Locator =>
    page.getByTestId('inline-button').filter({ hasText: label }).last();
  const question = async (step: number): Promise<void> => {
    await lastWith(page, new RegExp(`(?:Шаг|Крок|Step) ${step} (?:из|з|of) \\d`)).waitFor();
  };
  const send = async (text: string): Promise<void> => {
    await page.getByTestId('composer').getByRole('textbox').fill(text);
    await page.getByTestId('send').click();
  };
  return {
    page,
    problems,
    question,
    send,
    types: async (step, text) => {
      await question(step);
      await send(text);
    },
    press: async (label, times = 1) => {
      await button(label).waitFor();
      if (times === 1) await button(label).click();
      else await button(label).dblclick();
    },
    has: (label) => button(label).waitFor(),
    gone: (label) => button(label).waitFor({ state: 'detached' }),
    shows: async (...all) => {
      for (const text of all) await page.getByTestId('message').filter({ hasText: text }).last().waitFor();
    },
    sendsPhoto: async () => {
      const file = { name: 'work.png', mimeType: 'image/png', buffer: Buffer.from(png, 'base64') };
      await page.locator('input[type=file]').first().setInputFiles(file);
      await page.getByRole('dialog').getByRole('button').last().click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
    picture: async (step) => {
      if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}-${step}.png`) });
    },
  };
}

/** Without its tags. */
function seen(html: string): string {
  return html.replaceAll(/<[^>]*>/g, '');
}

function lastWith(page: Page, text: RegExp): Locator {
  return page.getByTestId('message').filter({ hasText: text }).last();
}
