import type { AccountRecord, StarPartner, StarTransactionRecord } from './payment-records.ts';
import type { World } from './world.ts';

/** Play Stars with which every person begins. */
const FIRST_STARS = 10_000;

/** Transactions of paid broadcasts are put together for so long. */
const API_TRANSACTION_SECONDS = 3600;

export function asTenths(stars: number): number {
  return Math.round(stars * 10);
}

function accountOf(world: World, ownerId: number): AccountRecord {
  const known = world.store.tables.account.get(ownerId);
  if (known !== undefined) return known;
  const tenths = world.findUser(ownerId) === undefined ? 0 : asTenths(FIRST_STARS);
  return { ownerId, tenths, transactions: 0 };
}

/** Tenths of a Star that a person, a bot or a channel has. */
export function balanceOf(world: World, ownerId: number): number {
  return accountOf(world, ownerId).tenths;
}

export interface StarMove {
  id: string;
  from: number;
  to: number;
  tenths: number;
  /** Whom the giver sees as the receiver. */
  receiver: StarPartner;
  /** Whom the receiver sees as the source. */
  source: StarPartner;
}

/** Moves Stars between two accounts, with a transaction for both. @returns whether there was enough */
export function moveStars(world: World, move: StarMove): boolean {
  if (move.tenths <= 0 || balanceOf(world, move.from) < move.tenths) return false;
  post(world, move.from, { id: move.id, tenths: -move.tenths, partner: move.receiver });
  post(world, move.to, { id: move.id, tenths: move.tenths, partner: move.source });
  return true;
}

/** Gives play Stars to somebody. */
export function topUp(world: World, ownerId: number, tenths: number): void {
  post(world, ownerId, { id: world.newLongId(), tenths, partner: { kind: 'other' } });
}

/** Bots with fewer Stars cannot pay for faster sending. */
const LEAST_FOR_BROADCAST = asTenths(10_000);
const BROADCAST_TENTHS = 1;

/** How a bot pays for messages above the free rate; `undefined` when it has too few Stars to do so. */
export function paidBroadcast(world: World, botId: number): { pay: () => boolean } | undefined {
  if (balanceOf(world, botId) < LEAST_FOR_BROADCAST) return undefined;
  return { pay: () => payForRequest(world, botId, BROADCAST_TENTHS) };
}

/** Takes the price of one paid message; those of an hour are one transaction. @returns whether there was enough */
function payForRequest(world: World, botId: number, tenths: number): boolean {
  const account = accountOf(world, botId);
  if (account.tenths < tenths) return false;
  const key = transactionKey(botId, account.transactions - 1);
  const last = world.store.tables.starTransaction.get(key);
  if (last?.partner.kind !== 'api' || world.clock.seconds() - last.at >= API_TRANSACTION_SECONDS) {
    post(world, botId, { id: world.newLongId(), tenths: -tenths, partner: { kind: 'api', requests: 1 } });
    return true;
  }
  last.tenths -= tenths;
  last.partner.requests += 1;
  world.store.tables.starTransaction.put(key, last);
  world.store.tables.account.put(botId, { ...account, tenths: account.tenths - tenths });
  return true;
}

function post(world: World, ownerId: number, change: Omit<StarTransactionRecord, 'at'>): void {
  const account = accountOf(world, ownerId);
  world.store.tables.starTransaction.put(transactionKey(ownerId, account.transactions), {
    ...change,
    at: world.clock.seconds(),
  });
  world.store.tables.account.put(ownerId, {
    ownerId,
    tenths: account.tenths + change.tenths,
    transactions: account.transactions + 1,
  });
  world.events.emit('stars', { kind: 'user', userId: ownerId }, () => ({
    owner_id: ownerId,
    balance: balanceOf(world, ownerId) / 10,
  }));
}

/** Transactions in the order in which they were made. */
export function listTransactions(
  world: World,
  ownerId: number,
  offset: number,
  limit: number,
): StarTransactionRecord[] {
  const { transactions } = accountOf(world, ownerId);
  const found: StarTransactionRecord[] = [];
  for (let number = offset; number < Math.min(transactions, offset + limit); number += 1) {
    const transaction = world.store.tables.starTransaction.get(transactionKey(ownerId, number));
    if (transaction !== undefined) found.push(transaction);
  }
  return found;
}

function transactionKey(ownerId: number, number: number): string {
  return `${ownerId}/${number}`;
}
