import type { Turn } from './day.ts';
import {
  answerEstimate,
  claimWarranty,
  offer,
  openCard,
  press,
  pressWithReason,
  reschedule,
  takeCash,
  takeOrder,
  takePayment,
  whoIsAsked,
  type Caller,
} from './desk-acts.ts';
import { zone, type Firm, type Master } from './firm.ts';
import { paidOf, totalOf, type Ledger, type LedgerOrder } from './ledger.ts';
import * as at from './master-acts.ts';
import type { Person } from './person.ts';
import type { PlannedLine, PlannedOrder, Trouble } from './plan.ts';

const minuteMs = 60_000;
const gridMs = 5 * minuteMs;
const hourMs = 60 * minuteMs;

export interface StoryDeps {
  readonly firm: Firm;
  readonly ledger: Ledger;
  readonly startMs: number;
  /** Of orders so far, by dispatcher: somebody calls again. */
  readonly callers: Map<number, Caller[]>;
}

interface Tale extends StoryDeps {
  /** What time it is in the story: when its last turn was to be. The clock may be a little ahead of it. */
  readonly time: { ms: number };
  readonly plan: PlannedOrder;
  readonly turn: Turn;
  readonly person: Person;
  readonly entry: LedgerOrder;
  readonly number: string;
}

/** One order from the call to its end, and who does what about it when. */
export async function tellOrder(deps: StoryDeps, plan: PlannedOrder, wish: Turn): Promise<void> {
  const { firm, ledger, startMs } = deps;
  const time = { ms: 0 };
  const turn: Turn = async (who, atMs) => {
    await wish(who, Math.max(atMs, time.ms));
    time.ms = Math.max(atMs, time.ms);
  };
  const person = firm.dispatchers[plan.dispatcher] ?? firm.dispatchers[0];
  await turn(person, startMs + plan.atMinutes * minuteMs);
  const caller = callerOf(deps, plan);
  const number = await takeOrder(person, plan, caller);
  const entry = ledger.created(number, { dispatcherId: person.id, category: plan.category, isWarranty: false });
  const tale: Tale = { ...deps, time, plan, turn, person, entry, number };
  if (plan.fate === 'cancelled_early') {
    await turn(person, soon(tale, 10));
    await cancel(tale, 'клиент передумал');
    return;
  }
  const master = await findMaster(tale, plan.troubles);
  await workOn(tale, master);
}

function callerOf({ callers }: StoryDeps, plan: PlannedOrder): Caller {
  const known = callers.get(plan.dispatcher) ?? [];
  const earlier = plan.again === undefined ? undefined : known[plan.index % Math.max(1, known.length)];
  const digits = String(1_000_000 + plan.index * 37).padStart(7, '0');
  const phone = `+7 916 ${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}`;
  const caller = earlier ?? { phone, name: 'Мария', house: plan.index + 1 };
  if (earlier === undefined) callers.set(plan.dispatcher, [...known, caller]);
  return caller;
}

/** The next time of the day's grid, so many minutes on. */
function soon({ time }: Pick<Tale, 'time'>, minutes: number): number {
  return Math.ceil((time.ms + minutes * minuteMs) / gridMs) * gridMs;
}

/** `14:05`, by the firm's clock. */
function clockTime(atMs: number): string {
  return new Intl.DateTimeFormat('sv', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(atMs);
}

/** When a master has read an offer: long before its ten minutes are over. */
function atOnce({ time }: Tale): number {
  return Math.ceil((time.ms + minuteMs) / minuteMs) * minuteMs;
}

/** Asks masters until one has the order for good. */
async function findMaster(tale: Tale, troubles: readonly Trouble[]): Promise<Master> {
  const { firm, turn, person, number, plan, ledger, entry } = tale;
  const said = new Set<number>();
  for (const trouble of troubles) await meets(tale, trouble, said);
  await turn(person, soon(tale, 0));
  if (plan.offering === 'by_phone') {
    const master = await asked(tale, 'direct', said);
    await openCard(person, number);
    await person.presses(person.words.plain('button-accept-by-phone'), `${number} · `);
    await person.sees(number, master.name);
    return taken(tale, master);
  }
  if (plan.offering === 'to_all') {
    await offer(firm, person, number, 'to_all');
    const free = firm.masters
      .filter(({ id }) => !ledger.isAtLimit(id) && !ledger.mayReachLimit(id) && !said.has(id))
      .filter(({ sheet }) => !isNight(tale) || sheet.takesNights === true)
      .toSorted((a, b) => a.freeAtMs - b.freeAtMs || a.id - b.id)[0];
    if (free === undefined) throw new Error(`Nobody is free for ${number}.`);
    await turn(free, atOnce(tale));
    await at.accept(free, number);
    return taken(tale, free);
  }
  const first = await asked(tale, plan.offering, said);
  if (plan.offering === 'direct') {
    await turn(first, atOnce(tale));
    await at.accept(first, number);
    return taken(tale, first);
  }
  // In turn: the first says no, and the next is asked by itself.
  await turn(first, atOnce(tale));
  await at.decline(first, number);
  said.add(first.id);
  const next = await whoIsAsked(firm, number, said);
  await turn(next, atOnce(tale));
  await at.accept(next, number);
  entry.masterId = next.id;
  return taken(tale, next);
}

/** Offers, and minds that nobody is asked who should not be. */
async function asked(tale: Tale, how: 'direct' | 'in_turn', said: ReadonlySet<number>): Promise<Master> {
  const { firm, person, number, ledger } = tale;
  const busy = firm.masters.filter(({ id }) => ledger.mayReachLimit(id)).map(({ id }) => id);
  const but = how === 'direct' ? new Set([...said, ...busy]) : said;
  const master = await offer(firm, person, number, how, but);
  if (master === undefined) throw new Error(`Nobody was asked about ${number}.`);
  if (ledger.isAtLimit(master.id)) throw new Error(`${master.name} is over the cash limit and was asked all the same.`);
  if (isNight(tale) && master.sheet.takesNights !== true) throw new Error(`${master.name} was asked at night.`);
  return master;
}

function isNight({ time, startMs }: Tale): boolean {
  const hour = ((time.ms - startMs) / hourMs) % 24;
  return hour >= 22 || hour < 6;
}

function taken({ entry, ledger, time }: Tale, master: Master): Master {
  ledger.taken(entry, master.id);
  master.freeAtMs = Math.max(master.freeAtMs, time.ms);
  return master;
}

async function meets(tale: Tale, trouble: Trouble, said: Set<number>): Promise<void> {
  const { turn, person, number } = tale;
  await turn(person, soon(tale, 0));
  const master = await asked(tale, 'direct', said);
  switch (trouble) {
    case 'declined':
      await turn(master, atOnce(tale));
      await at.decline(master, number);
      said.add(master.id);
      break;
    case 'expired':
      // Ten minutes are over, and nobody has pressed anything.
      await turn(person, tale.time.ms + 14 * minuteMs);
      await openCard(person, number, 'new');
      break;
    case 'withdrawn':
      await turn(person, soon(tale, 5));
      await press(person, number, 'button-withdraw', 'new');
      break;
    case 'undone':
      await turn(master, atOnce(tale));
      await at.accept(master, number);
      await at.undo(master, number);
      break;
    case 'released':
      await turn(master, atOnce(tale));
      await at.accept(master, number);
      await turn(person, soon(tale, 5));
      await pressWithReason(person, number, 'button-release', 'мастер заболел');
      break;
  }
}

async function workOn(tale: Tale, master: Master): Promise<void> {
  const { plan, turn, person, number, entry, ledger } = tale;
  const { fate } = plan;
  if (fate === 'refused_by_desk') return refuseByPhone(tale);
  if (fate === 'cancelled_on_the_way') {
    await goTo(tale, master, 'leaves');
    await turn(person, soon(tale, 5));
    await cancel(tale, 'клиент уехал');
    ledger.droveForNothing(entry);
    return;
  }
  if (fate === 'rescheduled') {
    await turn(person, soon(tale, 5));
    await reschedule(person, number, clockTime(soon(tale, 90)));
  }
  if (fate === 'unreachable_then_done' || fate === 'unreachable_then_cancelled') {
    await nobodyAnswers(tale, master);
    if (fate === 'unreachable_then_cancelled') return cancel(tale, 'клиент не отвечает');
    await press(person, number, 'button-resume', 'assigned');
  }
  await goTo(tale, master);
  if (fate === 'refused_on_site' || fate === 'fee_later') return refuseOnSite(tale, master);
  if (fate === 'parts_by_hand' || fate === 'parts_overnight') await fetchParts(tale, master);
  if (fate === 'estimate_approved' || fate === 'estimate_rejected') {
    const isApproved = fate === 'estimate_approved';
    await at.estimate(master, number, plan.lines);
    await turn(person, soon(tale, 15));
    await answerEstimate(person, number, isApproved ? 'approve' : 'reject');
    await turn(master, soon(tale, 5));
    if (!isApproved) return refuseOnSite(tale, master);
  }
  await turn(master, soon(tale, 20));
  await report(tale, master, plan.lines);
  await end(tale, master);
}

/** Goes for parts and comes back: by hand an hour later, or by itself the next morning. */
async function fetchParts(tale: Tale, master: Master): Promise<void> {
  const { plan, turn, number, entry, ledger } = tale;
  await at.holdForParts(master, number);
  ledger.visited(entry);
  if (plan.fate === 'parts_by_hand') {
    await turn(master, soon(tale, 60));
    await at.resume(master, number);
  } else await turn(master, nextMorning(tale));
  await goTo(tale, master);
}

async function refuseByPhone(tale: Tale): Promise<void> {
  const { plan, turn, person, number, entry, ledger } = tale;
  await turn(person, soon(tale, 5));
  await openCard(person, number);
  const how = plan.feeKopecks === 0 ? 'due' : 'forgiven';
  const refusal = { reason: 'нашли дешевле', feeKopecks: plan.feeKopecks, how } as const;
  await at.refuse(person, number, refusal);
  ledger.refused(entry, { reason: refusal.reason, by: 'dispatcher' }, feeOf(refusal));
}

/** After the report: what the desk does with it. */
async function end(tale: Tale, master: Master): Promise<void> {
  const { plan, turn, person, number, entry, ledger, firm } = tale;
  const { fate } = plan;
  if (fate === 'closes_itself') {
    await turn(person, soon(tale, 24 * 60 + 15));
    await openCard(person, number, 'closed');
    ledger.closed(entry);
    return;
  }
  if (fate === 'returned') {
    await turn(person, soon(tale, 10));
    await pressWithReason(person, number, 'button-return', 'шумит по-прежнему');
    ledger.returned(entry);
    await workAgain(tale, master, plan.lines);
  }
  if (fate === 'disputed') {
    await turn(person, soon(tale, 10));
    await pressWithReason(person, number, 'button-dispute', 'клиент спорит о цене');
    await turn(firm.owner, soon(tale, 10));
    await pressWithReason(firm.owner, number, 'button-end-dispute', 'цена верная');
  }
  await close(tale);
  if (fate === 'reopened') {
    await turn(firm.owner, soon(tale, 20));
    await pressWithReason(firm.owner, number, 'button-reopen', 'не то починили');
    ledger.reopened(entry);
    await workAgain(tale, master, [...plan.lines, onceMore]);
    await close(tale);
  }
  if (fate === 'warranty') await comeBack(tale);
  if (plan.paying === 'debt_paid_later' && totalOf(entry) > paidOf(entry)) {
    await turn(person, soon(tale, 30));
    const kopecks = totalOf(entry) - paidOf(entry);
    const way = plan.index % 2 === 0 ? 'transfer' : 'cash';
    await takePayment(person, number, way === 'cash' ? { way, taker: master } : { way });
    ledger.paid(entry, 'work', way, kopecks, way === 'cash' ? master.id : undefined);
  }
}

const onceMore: PlannedLine = { kind: 'work', name: 'Ещё раз', kopecks: 613_13, costKopecks: 0, isListed: false };

async function close({ turn, person, number, entry, ledger, ...tale }: Tale): Promise<void> {
  await turn(person, soon(tale, 10));
  await press(person, number, 'button-close', 'closed');
  ledger.closed(entry);
}

/** It broke again within its warranty: an order of its own, for nothing. */
async function comeBack(tale: Tale): Promise<void> {
  const { turn, person, number, ledger, plan } = tale;
  await turn(person, soon(tale, 30));
  const next = await claimWarranty(person, number);
  const entry = ledger.created(next, { dispatcherId: person.id, category: plan.category, isWarranty: true });
  const back: Tale = { ...tale, number: next, entry, plan: { ...plan, fate: 'done', offering: 'direct' } };
  const master = await findMaster(back, []);
  await goTo(back, master);
  await turn(master, soon(tale, 20));
  await report(back, master, plan.lines);
  await close(back);
}

async function workAgain(tale: Tale, master: Master, lines: readonly PlannedLine[]): Promise<void> {
  await goTo(tale, master);
  await tale.turn(master, soon(tale, 20));
  await report(tale, master, lines);
}

/** Sets out when free, and arrives. */
async function goTo(tale: Tale, master: Master, until: 'leaves' | 'arrives' = 'arrives'): Promise<void> {
  const { turn, number } = tale;
  const startMs = Math.max(soon(tale, 5), Math.ceil(master.freeAtMs / gridMs) * gridMs);
  master.freeAtMs = startMs + 40 * minuteMs;
  await turn(master, startMs);
  await at.depart(master, number);
  if (until === 'leaves') return;
  await turn(master, startMs + 15 * minuteMs);
  await at.arrive(master, number);
}

async function nobodyAnswers(tale: Tale, master: Master): Promise<void> {
  const { turn, person, number, entry, ledger } = tale;
  await goTo(tale, master, 'leaves');
  await at.doesNotAnswer(master, number);
  await turn(master, soon(tale, 15));
  await at.doesNotAnswer(master, number);
  await turn(master, soon(tale, 25));
  await at.doesNotAnswer(master, number);
  ledger.droveForNothing(entry);
  await turn(person, nextMorning(tale));
}

/** Ten past ten on the day after. */
function nextMorning({ startMs, time }: Tale): number {
  const days = Math.floor((time.ms - startMs) / (24 * hourMs)) + 1;
  return startMs + days * 24 * hourMs + 10 * hourMs + 10 * minuteMs;
}

async function report(tale: Tale, master: Master, lines: readonly PlannedLine[]): Promise<void> {
  const { plan, number, entry, ledger } = tale;
  const total = entry.isWarranty ? 0 : lines.reduce((sum, { kopecks }) => sum + kopecks, 0);
  const paid = await at.finish(master, number, {
    lines,
    paying: plan.paying,
    dueKopecks: total - paidOf(entry),
    warrantyDays: plan.warrantyDays,
    hasReview: plan.hasReview,
    photo: Buffer.from(`${number} ${entry.visits}`).toString('base64'),
  });
  ledger.finished(entry, { lines, hasReview: plan.hasReview, paid });
}

/** For having come and looked. */
const proposedFeeKopecks = 500_00;

async function refuseOnSite(tale: Tale, master: Master): Promise<void> {
  const { plan, number, entry, ledger, turn, person } = tale;
  const how = plan.fate === 'fee_later' ? 'due' : plan.index % 2 === 0 ? 'cash' : 'card';
  const feeKopecks = plan.fate === 'fee_later' ? plan.feeKopecks + 300_00 : plan.feeKopecks;
  // After an estimate the bot knows why, and proposes a fee; the master leaves both as they are.
  const isProposed = plan.fate === 'estimate_rejected';
  const refusal = {
    reason: isProposed ? master.words.plain('form-usual-reason', { reason: 'too_expensive' }) : 'слишком дорого',
    feeKopecks: isProposed ? proposedFeeKopecks : feeKopecks,
    how,
  } as const;
  await at.refuse(master, number, refusal);
  ledger.refused(entry, { reason: refusal.reason, by: 'master' }, feeOf(refusal));
  if (plan.fate !== 'fee_later' || plan.index % 2 === 0) return;
  await turn(person, soon(tale, 60));
  await takePayment(person, number, { way: 'transfer' });
  ledger.paid(entry, 'fee', 'transfer', feeKopecks, undefined);
}

function feeOf(refusal: at.Refusal): { readonly kopecks: number; readonly how: at.Refusal['how'] } | undefined {
  return refusal.feeKopecks === 0 ? undefined : { kopecks: refusal.feeKopecks, how: refusal.how };
}

async function cancel({ person, number, entry, ledger }: Tale, reason: string): Promise<void> {
  await pressWithReason(person, number, 'button-cancel', reason);
  ledger.cancelled(entry);
}

/** When masters bring the cash that they hold: those at their limit by day, everybody in the evening. */
const cashHours = [10, 12, 14, 16, 18, 20, 21.5] as const;

export async function tellCash({ firm, ledger, startMs }: StoryDeps, turn: Turn): Promise<void> {
  const [person] = firm.dispatchers;
  for (const hour of cashHours) {
    await turn(person, startMs + hour * hourMs);
    for (const master of firm.masters) {
      const { id } = master;
      const held = ledger.cashOf(id);
      // A note is not torn: what is less than a hundred stays.
      const whole = held - (held % 100_00);
      const brings = hour === cashHours.at(-1) ? whole > 5_000_00 : ledger.isAtLimit(id);
      if (!brings) continue;
      await takeCash(person, master, whole);
      ledger.handIn(id, whole);
    }
  }
}
