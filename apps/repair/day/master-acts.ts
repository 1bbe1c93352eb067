import type { Person } from './person.ts';
import type { Paying, PlannedLine } from './plan.ts';
import { fillIn, type Answers } from './fill-in.ts';
import { buttonsOf } from './person.ts';
import { said } from './said.ts';
import type { Way } from './ledger.ts';

/** Waits for the order's card to offer a button. */
function offered(person: Person, number: string, button: string): Promise<unknown> {
  const label = person.words.plain(button);
  return person.seesThat(
    (text, message) => text.includes(number) && buttonsOf(message).includes(label),
    `${label} under ${number}`,
  );
}

export async function accept(person: Person, number: string): Promise<void> {
  await person.presses(person.words.plain('button-accept'), number);
  await offered(person, number, 'button-depart');
}

export async function decline(person: Person, number: string): Promise<void> {
  const { words } = person;
  await person.presses(words.plain('button-decline'), number);
  await person.sees(said(words, 'ask-decline'));
  await person.presses(words.plain('decline-reason', { reason: 'busy' }));
  await person.sees(number);
}

/** Takes back having accepted it. */
export async function undo(person: Person, number: string): Promise<void> {
  await person.presses(person.words.plain('button-undo'), number);
  await person.sees(number, said(person.words, 'face-offer-over'));
}

export async function depart(person: Person, number: string): Promise<void> {
  const { words } = person;
  await person.presses(words.plain('button-depart'), number);
  await person.sees(said(words, 'ask-eta'));
  await person.presses(words.plain('eta-minutes', { minutes: 15 }));
  await person.sees(number, said(words, 'face-en-route'));
}

export async function arrive(person: Person, number: string): Promise<void> {
  await person.presses(person.words.plain('button-arrive'), number);
  await person.sees(number, said(person.words, 'face-on-site'));
}

export async function doesNotAnswer(person: Person, number: string): Promise<void> {
  await person.presses(person.words.plain('button-unreachable'), number);
}

/** Puts the order off until tomorrow at ten. */
export async function holdForParts(person: Person, number: string): Promise<void> {
  const { words, language } = person;
  await person.presses(words.plain('button-hold'), number);
  await fillIn(
    person,
    {
      [words.plain('form-reason')]: () => person.presses(words.plain('hold-reason', { reason: 'parts' })),
      [words.plain('hold-until')]: () =>
        person.says({ ru: 'завтра в 10', uk: 'завтра о 10', en: 'tomorrow at 10' }[language]),
      [words.plain('hold-who')]: () => person.presses(words.plain('hold-next', { who: 'master' })),
    },
    words.plain('form-confirm'),
  );
  await person.sees(said(words, 'form-done', { number }));
}

export async function resume(person: Person, number: string): Promise<void> {
  await person.presses(person.words.plain('button-resume'), number);
  await offered(person, number, 'button-depart');
}

export interface Refusal {
  readonly reason: string;
  readonly feeKopecks: number;
  readonly how: Way | 'due' | 'forgiven';
}

/** The client does not want it; by the master at the door, or by the desk. */
export async function refuse(person: Person, number: string, refusal: Refusal): Promise<void> {
  const { words } = person;
  await person.presses(words.plain('button-refuse'), number);
  await fillIn(
    person,
    {
      [words.plain('form-reason')]: () => person.says(refusal.reason),
      [words.plain('refuse-fee')]: () =>
        refusal.feeKopecks === 0
          ? person.presses(words.plain('refuse-no-fee'))
          : person.says(amount(refusal.feeKopecks, person)),
      [words.plain('refuse-way')]: () => person.presses(words.plain('payment-way', { way: refusal.how })),
    },
    words.plain('form-confirm'),
  );
  await person.sees(said(words, 'form-done', { number }));
}

/** Tells the client what it would cost. */
export async function estimate(person: Person, number: string, lines: readonly PlannedLine[]): Promise<void> {
  const { words } = person;
  await person.presses(words.plain('button-estimate'), number);
  await fillIn(person, putDown(person, lines), words.plain('estimate-confirm'));
  await person.sees(said(words, 'form-done', { number }));
}

/** Answers to the questions for lines of work and parts. */
function putDown(person: Person, lines: readonly PlannedLine[]): Answers {
  const { words } = person;
  const rest = [...lines];
  return {
    [words.plain('finish-lines')]: async () => {
      const line = rest.shift();
      if (line === undefined) throw new Error('There is nothing more to add.');
      if (line.isListed) await person.presses(line.name);
      else await person.says(`${line.name} ${amount(line.kopecks, person)}`);
    },
    [words.plain('finish-total')]: () => {
      const next = rest[0];
      if (next === undefined) return person.presses(words.plain('finish-done'));
      return person.presses(words.plain(next.kind === 'work' ? 'finish-add-work' : 'finish-add-part'));
    },
  };
}

export interface Report {
  readonly lines: readonly PlannedLine[];
  readonly paying: Paying;
  /** What is still to be paid of the total. */
  readonly dueKopecks: number;
  readonly warrantyDays: number;
  readonly hasReview: boolean;
  readonly photo: string;
}

/** Reports that the work is done. @returns the money that the client gave now */
export async function finish(person: Person, number: string, report: Report): Promise<(readonly [Way, number])[]> {
  const { words } = person;
  const paid = paidNow(report);
  await person.presses(words.plain('button-finish'), number);
  await fillIn(
    person,
    {
      ...putDown(person, report.lines),
      [words.plain('finish-pay')]: () => person.presses(words.plain('payment-way', { way: wayOf(report.paying) })),
      [words.plain('finish-split')]: () =>
        person.says(paid.map(([way, kopecks]) => `${amount(kopecks, person)} ${typedWay(way, person)}`).join(', ')),
      [words.plain('finish-debt')]: () => person.says('обещает перевести'),
      [words.plain('finish-photos')]: () => person.sendsPhoto(report.photo),
      [words.plain('finish-warranty')]: () =>
        person.presses(
          report.warrantyDays === 0
            ? words.plain('finish-no-warranty')
            : words.plain('finish-days', { days: report.warrantyDays }),
        ),
      [words.plain('finish-mismatch')]: () => person.says('нашлась ещё одна поломка'),
      [words.plain('finish-review')]: () =>
        person.presses(words.plain('finish-yes-no', { answer: report.hasReview ? 'yes' : 'no' })),
    },
    words.plain('finish-confirm'),
  );
  await person.sees(said(words, 'form-done', { number }));
  return paid;
}

/** Of what is due, how much in which way; a third stays owed where a part does. */
function paidNow({ paying, dueKopecks }: Report): (readonly [Way, number])[] {
  if (dueKopecks <= 0) return [];
  const third = Math.floor(dueKopecks / 3);
  switch (paying) {
    case 'cash':
    case 'card':
    case 'transfer':
      return [[paying, dueKopecks]];
    case 'split':
      return [
        ['cash', third],
        ['card', dueKopecks - third],
      ];
    case 'part_debt':
      return [
        ['transfer', third],
        ['cash', third],
      ];
    case 'debt':
    case 'debt_paid_later':
      return [];
  }
}

function wayOf(paying: Paying): string {
  if (paying === 'part_debt') return 'split';
  return paying === 'debt_paid_later' ? 'debt' : paying;
}

/** As people type it: `2 345,67`, and with a point in English. */
function amount(kopecks: number, { language }: Person): string {
  const text = (kopecks / 100).toFixed(kopecks % 100 === 0 ? 0 : 2);
  return language === 'en' ? text : text.replace('.', ',');
}

function typedWay(way: Way, { language }: Person): string {
  return {
    cash: { ru: 'наличными', uk: 'готівкою', en: 'cash' },
    card: { ru: 'картой', uk: 'карткою', en: 'card' },
    transfer: { ru: 'переводом', uk: 'переказом', en: 'transfer' },
  }[way][language];
}
