/**
 * The dialog that all bots hold: six questions and a card with all answers to confirm. Each bot asks with the same words,
 * refuses the same answers and offers the same buttons, so that what differs is how it is run and where it is kept.
 */
export interface Question {
  readonly name: Field;
  readonly title: string;
  /** Telegram HTML. */
  readonly prompt: string;
  /** The answer as it is kept, or why it is none. */
  read(text: string): Read;
}

export type Field = 'category' | 'problem' | 'phone' | 'address' | 'wanted' | 'price';

export type Order = Record<Field, string>;

export type Read = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly message: string };

export const questions: readonly [Question, ...Question[]] = [
  {
    name: 'category',
    title: 'Category',
    prompt: 'What is to be repaired? For example: washing machine, refrigerator, oven, dishwasher.',
    read: (text) => between(text, 3, 40),
  },
  {
    name: 'problem',
    title: 'Problem',
    prompt: 'What is wrong with it? A sentence or two, in your own words.',
    read: (text) => between(text, 5, 500),
  },
  {
    name: 'phone',
    title: 'Phone',
    prompt: 'Which phone shall the master call? With the country, please: +7 916 555-01-02.',
    read: readPhone,
  },
  {
    name: 'address',
    title: 'Address',
    prompt: 'Where is it? Street, house and flat.',
    read: (text) => (/\d/.test(text) ? between(text, 8, 200) : refused('An address has a number in it.')),
  },
  {
    name: 'wanted',
    title: 'When',
    prompt: 'When shall we come? For example: tomorrow at 10:00.',
    read: (text) => (/\d{1,2}:\d{2}/.test(text) ? between(text, 4, 60) : refused('Please say at what time.')),
  },
  { name: 'price', title: 'Price', prompt: 'Which price was agreed on? Roubles, digits only.', read: readPrice },
];

/** The questions and the card at the end. */
const stepCount = questions.length + 1;

export const command = '/order';
export const confirmWord = 'create';
export const confirmLabel = '✅ Create';
export const reviewTitle = 'Check the order';
export const createdText = 'The order is created.';

export interface Button {
  readonly text: string;
  readonly callback_data: string;
}

/** A message as a bot sends it: Telegram HTML and its inline keyboard. */
export interface Card {
  readonly text: string;
  readonly keyboard: Button[][];
}

/** The card that asks a question, as the bots without a dialog engine of ours draw it. `note` stands above. */
export function questionCard(index: number, note?: string): Card {
  const question = questions[index] ?? questions[0];
  const heading = `<b>Step ${index + 1} of ${stepCount} · ${question.title}</b>`;
  return {
    text: `${note === undefined ? '' : `${note}\n\n`}${heading}\n\n${question.prompt}`,
    keyboard: [index === 0 ? [button('✖️ Cancel')] : [button('◀️ Back'), button('✖️ Cancel')]],
  };
}

/** The card with all answers. */
export function reviewCard(order: Partial<Order>): Card {
  const lines = questions.map(({ name, title }) => `${title}: <b>${escapeHtml(order[name] ?? '')}</b>`);
  const edits = questions.map(({ title }) => button(`✏️ ${title}`));
  return {
    text: [
      `<b>Step ${stepCount} of ${stepCount} · ${reviewTitle}</b>`,
      '',
      ...lines,
      '',
      'Choose a field to change it, or confirm.',
    ].join('\n'),
    keyboard: [[button(confirmLabel)], ...inPairs(edits), [button('◀️ Back'), button('✖️ Cancel')]],
  };
}

/** What a virtual user writes in each turn, and what must be in the answer to it; after the last turn it begins again. */
export interface Script {
  readonly turns: number;
  written(turn: number, user: number): string;
  expected(turn: number): string;
}

/** What must be in the bot's answer to the n-th message of a virtual user, `command` being the first. */
export function expectedIn(turn: number): string {
  return turn <= questions.length ? `Step ${turn + 1} of ${stepCount}` : createdText;
}

/** What a virtual user writes in their n-th turn. */
export function writtenIn(turn: number, user: number): string {
  if (turn === 0) return command;
  const digits = String(user % 10_000).padStart(4, '0');
  const answers = [
    'washing machine',
    `it hums and does not drain, case ${user}`,
    `+7 916 555-${digits.slice(0, 2)}-${digits.slice(2)}`,
    `Lesnaya street ${(user % 90) + 1}, flat ${(user % 50) + 1}`,
    `tomorrow at ${9 + (user % 10)}:30`,
    String(1_000 + (user % 1_000)),
  ];
  return answers[turn - 1] ?? confirmWord;
}

/** From the command to the confirmation. */
export const turnCount = questions.length + 2;

export const orderScript: Script = { turns: turnCount, written: writtenIn, expected: expectedIn };

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function between(text: string, least: number, most: number): Read {
  const value = text.trim().replaceAll(/\s+/g, ' ');
  return value.length >= least && value.length <= most
    ? { ok: true, value }
    : refused(`Please write ${least} to ${most} characters.`);
}

function readPhone(text: string): Read {
  const digits = text.replaceAll(/[^\d+]/g, '');
  return /^\+\d{11}$/.test(digits) ? { ok: true, value: digits } : refused('That is no phone number.');
}

function readPrice(text: string): Read {
  return /^\d{1,7}$/.test(text.trim()) ? { ok: true, value: text.trim() } : refused('Digits only, please.');
}

function refused(message: string): Read {
  return { ok: false, message };
}

/** As long as the data of a real button. */
function button(text: string): Button {
  return { text, callback_data: `order:${text.length}:abcdefghijklmnop` };
}

function inPairs(buttons: readonly Button[]): Button[][] {
  const rows: Button[][] = [];
  for (let at = 0; at < buttons.length; at += 2) rows.push(buttons.slice(at, at + 2));
  return rows;
}
