import { z } from 'zod';

import type { JsonObject } from '../json.ts';
import type { StarPartner, StarTransactionRecord } from '../world/payment-records.ts';
import { asTenths, balanceOf, listTransactions, topUp } from '../world/stars.ts';
import {
  describeSubscription,
  findSubscription,
  listSubscriptions,
  setCanceledByUser,
} from '../world/subscriptions.ts';
import type { World } from '../world/world.ts';
import { invalid, notFound, refused } from './control-error.ts';
import { getBot, getChatId, getUser } from './resolve.ts';
import { route, type ControlRoute } from './route.ts';
import { id, ref } from './schemas.ts';

const owner = { user: ref.optional(), bot: ref.optional(), chat: ref.optional() };

export const starsRoutes: readonly ControlRoute[] = [
  route(
    'GET',
    '/_sim/stars',
    'The Stars of a person, a bot or a channel',
    z.object({ ...owner, offset: id.min(0).default(0), limit: id.min(1).max(1000).default(100) }),
    ({ world }, input) => describeStars(world, ownerOf(world, input), input.offset, input.limit),
  ),
  route(
    'POST',
    '/_sim/stars',
    'Give play Stars to a person, a bot or a channel',
    z.object({ ...owner, amount: z.number().min(0.1).max(1e9) }),
    ({ world }, input) => {
      const ownerId = ownerOf(world, input);
      topUp(world, ownerId, asTenths(input.amount));
      return { balance: balanceOf(world, ownerId) / 10 };
    },
  ),
  route(
    'GET',
    '/_sim/subscriptions',
    'The subscriptions of a person',
    z.object({ user: ref, bot: ref.optional() }),
    ({ world }, input) => {
      const botId = input.bot === undefined ? undefined : getBot(world, input.bot).id;
      const all = listSubscriptions(world, getUser(world, input.user).id);
      return {
        subscriptions: all.filter((one) => botId === undefined || one.botId === botId).map(describeSubscription),
      };
    },
  ),
  route(
    'POST',
    '/_sim/subscriptions',
    'A person cancels or re-enables the renewal of a subscription',
    z.object({ from: ref, bot: ref, charge_id: z.string(), canceled: z.boolean() }),
    ({ world }, input) => {
      const userId = getUser(world, input.from).id;
      const subscription = findSubscription(world, getBot(world, input.bot).id, userId, input.charge_id);
      if (subscription === undefined) throw notFound(`there is no subscription ${input.charge_id}`);
      const problem = setCanceledByUser(world, subscription, input.canceled);
      if (problem !== undefined) throw refused(problem);
      return describeSubscription(subscription);
    },
  ),
];

function ownerOf(
  world: World,
  {
    user,
    bot,
    chat,
  }: { user?: string | number | undefined; bot?: string | number | undefined; chat?: string | number | undefined },
): number {
  if (user !== undefined) return getUser(world, user).id;
  if (bot !== undefined) return getBot(world, bot).id;
  if (chat !== undefined) return getChatId(world, chat);
  throw invalid('say whose Stars: `user`, `bot` or `chat`');
}

function describeStars(world: World, ownerId: number, offset: number, limit: number): JsonObject {
  const transactions = listTransactions(world, ownerId, offset, limit);
  return { balance: balanceOf(world, ownerId) / 10, transactions: transactions.map(describeTransaction) };
}

function describeTransaction({ id: chargeId, at, tenths, partner }: StarTransactionRecord): JsonObject {
  return { id: chargeId, date: at, amount: tenths / 10, ...describePartner(partner) };
}

function describePartner(partner: StarPartner): JsonObject {
  switch (partner.kind) {
    case 'person':
      return { kind: partner.charge, user_id: partner.userId, payload: partner.payload };
    case 'bot':
      return { kind: 'bot', bot_id: partner.botId, title: partner.title };
    case 'chat':
      return { kind: 'chat', chat_id: partner.chatId, title: partner.title };
    case 'api':
      return { kind: 'api', requests: partner.requests };
    case 'other':
    default:
      return { kind: 'top_up' };
  }
}
