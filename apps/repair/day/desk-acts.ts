import { categories } from '../src/domain/categories.ts';
import { statusLabel } from '../src/domain/order-status.ts';
import type { OrderStatus } from '../src/domain/machines/order-machine.ts';
import type { Firm, Master } from './firm.ts';
import { fillIn } from './fill-in.ts';
import { buttonsOf, textOf, type Person } from './person.ts';
import type { Offering, PlannedOrder } from './plan.ts';
import type { Way } from './ledger.ts';
import { said } from './said.ts';

/** Who calls: a phone, and where they live. */
export interface Caller {
  readonly phone: string;
  readonly name: string;
  readonly house: number;
  /** When somebody is to come; as soon as possible without it. */
  readonly wanted?: string;
}

/** A dispatcher puts down an order, pasted in one text or step by step. @returns its number */
export async function takeOrder(person: Person, order: PlannedOrder, caller: Caller): Promise<string> {
  const { words, language } = person;
  const category = categories.find(({ id }) => id === order.category);
  const name = category?.name[language] ?? '';
  const address = {
    ru: `Лесная ул., ${caller.house}, кв. 12`,
    uk: `вул. Лісова, ${caller.house}, кв. 12`,
    en: `Lesnaya street ${caller.house}, flat 12`,
  }[language];
  const problem = { ru: 'не включается', uk: 'не вмикається', en: 'does not turn on' }[language];
  const key = (title: string): string => words.plain(title);
  if (order.taking === 'quick')
    await person.says(
      `${name} ${problem}, ${address}, ${caller.phone} ${caller.name}, ${caller.wanted === undefined ? '' : `${caller.wanted}, `}2500`,
    );
  else {
    await person.says(key('menu-create'));
  }
  const isOther = (label: string): boolean =>
    person
      .looks()
      .some((message) => buttonsOf(message).includes(label) && !textOf(message).includes(key('review-title')));
  const card = await fillIn(
    person,
    {
      [key('step-category')]: () => person.presses(`${category?.emoji ?? ''} ${name}`),
      [key('step-problem')]: () => person.says(problem),
      [key('step-phone')]: () => person.says(`${caller.phone} ${caller.name}`),
      [key('step-client')]: () => {
        if (order.again === 'repeat') return person.presses(key('step-client-repeat'));
        return person.presses(
          isOther(key('step-similar-anyway')) ? key('step-similar-anyway') : key('step-client-new'),
        );
      },
      [key('step-address')]: () => person.says(address),
      [key('step-duplicate')]: () => person.presses(key('step-similar-anyway')),
      [key('step-when')]: () => person.presses(key('step-when-now')),
      [key('step-price')]: () => person.says('2500'),
    },
    key('review-confirm'),
  );
  if (!card.includes(name)) throw new Error(`${person.name} meant ${name}, but the card says:\n${card}`);
  const created = await person.sees(said(words, 'created-title'), 'R-20');
  const number = /R-\d{4}-\d{6}/u.exec(created)?.[0];
  if (number === undefined) throw new Error(`There is no number in:\n${created}`);
  return number;
}

/** Looks up an order by its number, and reads its card. */
export async function openCard(person: Person, number: string, status?: OrderStatus): Promise<string> {
  await person.says(`/order ${number}`);
  return person.sees(status === undefined ? number : `${number} · ${statusLabel(status, person.language)}`);
}

/** Asks masters to take an order. @returns whose answer is waited for; undefined when everybody was asked */
export async function offer(
  firm: Firm,
  person: Person,
  number: string,
  how: Exclude<Offering, 'by_phone'>,
  but: ReadonlySet<number> = new Set(),
): Promise<Master | undefined> {
  const { words } = person;
  await openCard(person, number);
  await person.presses(words.plain('button-assign'), `${number} · `);
  const list = await person.seesThat((text) => text.includes(said(words, 'masters-choose', { number })), 'masters');
  const listed = firm.masters
    .filter(({ name }) => buttonsOf(list).some((label) => label.startsWith(`${name} ·`)))
    .filter(({ id }) => !but.has(id))
    .toSorted((a, b) => a.freeAtMs - b.freeAtMs || a.id - b.id);
  if (how === 'to_all') {
    await person.presses(words.plain('button-to-all'), number);
    await person.sees(said(words, 'offered-to-all'));
    return undefined;
  }
  if (how === 'in_turn') {
    await person.presses(words.plain('button-in-turn'), number);
    return whoIsAsked(firm, number, but);
  }
  const [best] = listed;
  if (best === undefined) throw new Error(`Nobody is free for ${number}:\n${person.shown()}`);
  await person.presses(`${best.name} ·`, number);
  await person.sees(said(words, 'offered-to', { name: best.name }));
  return best;
}

/** The master on whose screen the offer stands, of those who have not said no: a card follows its order within two seconds. */
export function whoIsAsked(firm: Firm, number: string, but: ReadonlySet<number>): Promise<Master> {
  return firm.patience.until(
    () =>
      firm.masters.find(
        ({ id, looks, words }) =>
          !but.has(id) &&
          looks().some(
            (one) => textOf(one).startsWith(number) && buttonsOf(one).includes(words.plain('button-accept')),
          ),
      ),
    () => `Nobody was asked about ${number}.`,
  );
}

/** Presses a button of an order's card that does it at once. */
export async function press(person: Person, number: string, button: string, becomes: OrderStatus): Promise<void> {
  await openCard(person, number);
  await person.presses(person.words.plain(button), `${number} · `);
  await person.sees(`${number} · ${statusLabel(becomes, person.language)}`);
}

/** Presses a button of an order's card that asks for a reason. */
export async function pressWithReason(person: Person, number: string, button: string, reason: string): Promise<void> {
  const { words } = person;
  await openCard(person, number);
  await person.presses(words.plain(button), `${number} · `);
  await fillIn(person, { [words.plain('form-reason')]: () => person.says(reason) }, words.plain('form-confirm'));
  await person.sees(said(words, 'form-done', { number }));
}

/** The device is back under warranty. @returns the number of the new order */
export async function claimWarranty(person: Person, number: string): Promise<string> {
  const { words } = person;
  await openCard(person, number);
  await person.presses(words.plain('button-warranty'), `${number} · `);
  const card = await person.sees(said(words, 'card-follows-warranty', { number }));
  const next = /R-\d{4}-\d{6}/u.exec(card)?.[0];
  if (next === undefined) throw new Error(`There is no number in:\n${card}`);
  return next;
}

/** The client's answer to an estimate, by phone. */
export async function answerEstimate(person: Person, number: string, answer: 'approve' | 'reject'): Promise<void> {
  const { words } = person;
  await openCard(person, number);
  await person.presses(words.plain(`button-${answer}`), `${number} · `);
  await person.presses(
    words.plain('estimate-how', { how: 'phone' }),
    said(words, 'ask-how', { answer: answer === 'approve' ? 'yes' : 'no' }),
  );
  await person.sees(`${number} · ${statusLabel('in_progress', person.language)}`);
}

/** Another time for the visit, today. */
export async function reschedule(person: Person, number: string, time: string): Promise<void> {
  const { words, language } = person;
  await openCard(person, number);
  await person.presses(words.plain('button-reschedule'), `${number} · `);
  await fillIn(
    person,
    {
      [words.plain('step-when')]: () =>
        person.says(`${{ ru: 'сегодня в', uk: 'сьогодні о', en: 'today at' }[language]} ${time}`),
      [words.plain('form-reason')]: () => person.presses(words.plain('reschedule-reason', { reason: 'client_asked' })),
    },
    words.plain('form-confirm'),
  );
  await person.sees(said(words, 'form-done', { number }));
}

/** Notes what a client has brought at last: all that they owed, or the fee for a refusal. */
export async function takePayment(
  person: Person,
  number: string,
  paid: { readonly way: Way; readonly taker?: Master },
): Promise<void> {
  const { words } = person;
  await openCard(person, number);
  await person.presses(words.plain('button-take-payment'), `${number} · `);
  await fillIn(
    person,
    {
      [words.plain('pay-amount')]: () => person.presses(said(words, 'pay-all', { due: '' }).trim()),
      [words.plain('finish-pay')]: () => person.presses(words.plain('payment-way', { way: paid.way })),
      [words.plain('pay-taker')]: () =>
        person.presses(paid.taker === undefined ? words.plain('pay-office') : `👷 ${paid.taker.name}`),
    },
    said(words, 'pay-confirm', { sum: '' }).trim(),
  );
  await person.sees(said(words, 'form-done', { number }));
}

/** Takes all the cash that a master brings, but what does not make a hundred. */
export async function takeCash(person: Person, master: Master, kopecks: number): Promise<void> {
  const { words } = person;
  await person.says('/money');
  await person.presses(words.plain('money-act', { act: 'take' }));
  await fillIn(
    person,
    {
      [words.plain('cash-master')]: () => person.presses(master.name),
      [words.plain('cash-amount')]: () => person.says(String(kopecks / 100)),
    },
    words.plain('form-confirm'),
  );
  await person.sees(said(words, 'cash-done', { act: 'take', sum: '' }).trim());
}

/** The owner has the sheets of last week made. */
export async function draftSheets(person: Person): Promise<void> {
  await person.says('/money');
  await person.presses(person.words.plain('money-draft'));
}
