import type { Tx } from '@durabot/postgres';
import type { Desk } from '../desk.ts';
import type { Fact } from '../domain/fact.ts';
import type { OrderCase } from '../domain/order-case.ts';
import { findClientUser } from '../store/client-link-store.ts';
import { findMasterById, listMasters, type Master } from '../store/master-store.ts';
import { listPeople } from '../store/person-store.ts';
import type { Audience } from './rules.ts';

/** A chat that is told, and who reads it; in a company's group nobody in particular. */
export interface Recipient {
  readonly chatId: number;
  readonly userId: number | undefined;
  readonly topicId?: number | undefined;
  readonly onShift: boolean;
}

/** The chats of one audience. Somebody who has never opened the bot cannot be written to and is left out. */
export async function recipientsOf(
  tx: Tx,
  desk: Desk,
  audience: Exclude<Audience, 'cards'>,
  fact: Fact,
  one: OrderCase,
): Promise<Recipient[]> {
  switch (audience) {
    case 'group': {
      const chatId = desk.settings.dispatchGroupId;
      return chatId === undefined ? [] : [{ chatId, userId: undefined, onShift: true }];
    }
    case 'owner': {
      const owner = one.order.dispatcherId;
      const isThere = desk.roles.actorsOf(owner).some((role) => role === 'dispatcher' || role === 'admin');
      return known(tx, isThere ? [owner] : desk.roles.desk());
    }
    case 'admins':
      return known(
        tx,
        desk.roles.desk().filter((userId) => desk.roles.actorsOf(userId).includes('admin')),
      );
    case 'client': {
      const userId = desk.settings.clients ? await findClientUser(tx, one.order.id) : undefined;
      return userId === undefined ? [] : [{ chatId: userId, userId, onShift: false }];
    }
    case 'master':
      return mastersOf(tx, desk, fact, one);
  }
}

async function known(tx: Tx, userIds: readonly number[]): Promise<Recipient[]> {
  const people = await listPeople(tx, userIds);
  return people.map(({ userId }) => ({ chatId: userId, userId, onShift: false }));
}

async function mastersOf(tx: Tx, desk: Desk, fact: Fact, one: OrderCase): Promise<Recipient[]> {
  if (fact.kind === 'offered' && fact.mode === 'broadcast') return everybody(tx, desk);
  const masterId = 'masterId' in fact ? fact.masterId : one.order.masterId;
  const master = masterId === undefined ? undefined : await findMasterById(tx, masterId);
  return master === undefined ? [] : chatsOf(tx, [master]);
}

/** The masters' group, where there is one; else each one at work. */
async function everybody(tx: Tx, desk: Desk): Promise<Recipient[]> {
  const { mastersGroupId: chatId, mastersTopicId: topicId } = desk.settings;
  if (chatId !== undefined) return [{ chatId, userId: undefined, topicId, onShift: true }];
  const masters = await listMasters(tx);
  return chatsOf(
    tx,
    masters.filter(({ status }) => status === 'on_shift' || status === 'busy' || status === 'break'),
  );
}

async function chatsOf(tx: Tx, masters: readonly Master[]): Promise<Recipient[]> {
  const people = new Set(
    (
      await listPeople(
        tx,
        masters.map(({ userId }) => userId),
      )
    ).map(({ userId }) => userId),
  );
  return masters
    .filter(({ userId, chatId }) => chatId !== userId || people.has(userId))
    .map(({ userId, chatId, status }) => ({ chatId, userId, onShift: status !== 'off' }));
}
