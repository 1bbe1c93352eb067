import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { openCard, offer, press, takeOrder } from './desk-acts.ts';
import { openFirm, type Firm, type Master } from './firm.ts';
import { accept, arrive, depart, finish } from './master-acts.ts';
import { buttonsOf, type Person } from './person.ts';
import { planDay, type PlannedOrder } from './plan.ts';
import { createRandom } from './random.ts';
import { said } from './said.ts';

/** `npm run pictures`: what people see in their chats, for the README. Needs Chromium. */
const folder = fileURLToPath(new URL('../../../docs/pictures/', import.meta.url));
const webRoot = fileURLToPath(new URL('../../../packages/simulator/web', import.meta.url));
/** Nine o'clock on a Monday, by the firm's clock. */
const startMs = Date.parse('2026-11-23T06:00:00Z');
const minuteMs = 60_000;

interface Look {
  readonly isPhone?: boolean;
  readonly isDark?: boolean;
  /** What stands at the end of the picture. */
  readonly until?: string;
}

const webDir = await mkdtemp(join(tmpdir(), 'durabot-pictures-'));
await build({
  root: webRoot,
  configFile: join(webRoot, 'vite.config.ts'),
  logLevel: 'error',
  build: { outDir: webDir, emptyOutDir: true },
});
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run'],
});
const firm = await openFirm({ seed: 1, startMs, webDir });
try {
  await playMorning(firm, browser);
} finally {
  await browser.close();
  await firm.stop();
  await rm(webDir, { recursive: true, force: true });
}

async function playMorning(desk: Firm, chrome: Browser): Promise<void> {
  const [anna, olena, kate] = desk.dispatchers;
  const named = (name: string): Master => desk.masters.find((one) => one.name === name) ?? fail(name);
  const [sergey, pavlo, denis] = [named('Сергей'), named('Павло'), named('Denis')];
  // They know every trade best: whoever is shown is whoever gets the orders.
  await desk.db.query(
    'update repair.master_skill set level = case when master_id = any($1::bigint[]) then 5 else 1 end',
    [[sergey.id, pavlo.id, denis.id]],
  );
  const plans = planDay(createRandom(7), 20);
  let calls = 0;
  const call = async (person: Person, who: string, wanted?: string): Promise<string> => {
    const plan: PlannedOrder = { ...(plans[calls] ?? fail('plan')), taking: 'quick', again: undefined };
    calls += 1;
    const phone = `+7 916 20${calls % 10}-4${calls % 10}-1${calls % 7}`;
    desk.clock.advance(4 * minuteMs);
    return takeOrder(person, plan, {
      phone,
      name: who,
      house: 3 + calls * 2,
      ...(wanted === undefined ? {} : { wanted }),
    });
  };
  const give = async (person: Person, number: string, master: Master): Promise<void> => {
    for (const one of desk.masters) one.freeAtMs = one === master ? 0 : 1;
    const asked = await offer(desk, person, number, 'direct');
    if (asked !== master) throw new Error(`${asked?.name} was asked instead of ${master.name}.`);
  };
  const taken = async (person: Person, number: string, master: Master): Promise<void> => {
    await give(person, number, master);
    await accept(master, number);
  };

  const done = async (person: Person, who: string, master: Master, wanted: string): Promise<void> => {
    const plan = plans[calls] ?? fail('plan');
    const number = await call(person, who, wanted);
    await taken(person, number, master);
    await depart(master, number);
    desk.clock.advance(5 * minuteMs);
    await arrive(master, number);
    desk.clock.advance(12 * minuteMs);
    const report = { lines: plan.lines, paying: 'card', dueKopecks: 1, warrantyDays: 90, hasReview: true } as const;
    await finish(master, number, { ...report, photo: 'AAAA' });
    await press(person, number, 'button-close', 'closed');
  };
  await done(kate, 'Helen', denis, 'today 9:30-11');
  await done(anna, 'Лариса', sergey, 'сегодня 9:30-11');
  await done(olena, 'Надія', pavlo, 'сьогодні 9-11');
  for (const [who, wanted] of [
    ['Paul', 'today 12-14'],
    ['Marta', 'today 15-17'],
    ['John', 'today 18-20'],
  ] as const)
    await taken(kate, await call(kate, who, wanted), denis);

  const card = await call(anna, 'Мария', 'сегодня 14-16');
  await taken(anna, card, sergey);
  await picture(chrome, 'repair-accepted', sergey, { isPhone: true, until: card });
  await depart(sergey, card);
  desk.clock.advance(15 * minuteMs);
  await arrive(sergey, card);
  await openCard(anna, card);
  await picture(chrome, 'repair-order', anna, { until: card });

  const offered = await call(olena, 'Оксана', 'сьогодні 17-19');
  await give(olena, offered, pavlo);
  await picture(chrome, 'repair-offer', pavlo, { isPhone: true, isDark: true, until: offered });
  await call(olena, 'Іван', 'завтра о 10');
  await call(anna, 'Пётр', 'завтра 10-12');
  await call(kate, 'Rose', 'tomorrow 10-12');

  await denis.says('/day');
  await denis.presses(denis.words.plain('day-picture'));
  await denis.seesThat((_, message) => message.photo !== undefined, 'the picture of the day');
  await picture(chrome, 'repair-day', denis, { isPhone: true });
  await anna.says('/board');
  await anna.presses(anna.words.plain('board-picture'));
  await anna.seesThat((_, message) => message.photo !== undefined, 'the picture of the board');
  await picture(chrome, 'repair-board', anna, { isDark: true });
  await chart(desk.owner);
  await picture(chrome, 'repair-report', desk.owner, {});
}

async function chart(person: Person): Promise<void> {
  const { words } = person;
  await person.says('/reports');
  await person.presses(words.plain('reports-group', { group: 'money' }));
  await person.presses(said(words, 'report-title-revenue-master'));
  const today = words.plain('reports-period', { period: 'today' });
  await person.presses(today);
  await person.seesThat((_, message) => buttonsOf(message).includes(`• ${today}`), 'the report of today');
  await person.presses(words.plain('reports-chart'), said(words, 'report-title-revenue-master'));
  await person.seesThat((_, message) => message.photo !== undefined, 'the chart');
}

async function picture(chrome: Browser, name: string, person: Person, look: Look): Promise<void> {
  const { isPhone = false, isDark = false, until } = look;
  const context = await chrome.newContext({
    viewport: isPhone ? { width: 390, height: 760 } : { width: 900, height: 760 },
    colorScheme: isDark ? 'dark' : 'light',
    isMobile: isPhone,
    hasTouch: isPhone,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  const page: Page = await context.newPage();
  await page.goto(`${firm.url}/#user=${person.id}&bot=repair_bot`);
  await page.getByTestId('message').last().waitFor();
  // The reply keyboard would take the half of it.
  await page.getByRole('button', { name: /^(?:Hide the keyboard|Скрыть клавиатуру|Сховати клавіатуру)$/u }).click();
  await page.waitForLoadState('networkidle');
  const messages = page.getByTestId('message');
  const last = until === undefined ? messages.last() : messages.filter({ hasText: until }).last();
  await last.evaluate((element) => element.scrollIntoView({ block: 'end' }));
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: `${folder}${name}.png` });
  await context.close();
}

function fail(what: string): never {
  throw new Error(`There is no ${what}.`);
}
