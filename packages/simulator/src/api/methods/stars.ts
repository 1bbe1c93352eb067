import { isJsonObject } from '../../json.ts';
import { refund } from '../../world/charges.ts';
import { renderStars, renderTransaction, type PartnerRenderer } from '../../world/render-payments.ts';
import { renderMessage, renderSender } from '../../world/render.ts';
import { balanceOf, listTransactions } from '../../world/stars.ts';
import { findSubscription, setCanceledByBot } from '../../world/subscriptions.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';

export function getMyStarBalance({ world, bot }: Call): Answer {
  return { result: renderStars(balanceOf(world, bot.id)) };
}

export function getStarTransactions({ world, bot, params }: Call): Answer {
  const offset = params.integer('offset', 0, 0);
  const limit = params.integer('limit', 100, 1, 100);
  const render: PartnerRenderer = {
    user: (userId) => renderSender(world, userId),
    media: ({ box, messageId }) => {
      const message = world.boxes.find(box, messageId);
      if (message === undefined) return [];
      const shown = renderMessage(world, message, { kind: 'bot', botId: bot.id })['paid_media'];
      return isJsonObject(shown) ? shown['paid_media'] : [];
    },
  };
  const transactions = listTransactions(world, bot.id, offset, limit).map((one) => renderTransaction(one, render));
  return { result: { transactions } };
}

export function refundStarPayment(call: Call): Answer {
  const userId = readUserId(call);
  const chargeId = call.params.text('telegram_payment_charge_id');
  if (chargeId === '') throw badRequest('parameter "telegram_payment_charge_id" is required');
  if (call.world.findUser(userId) === undefined) throw badRequest('user not found');
  switch (refund(call.world, call.bot.id, userId, chargeId)) {
    case 'unknown':
      throw badRequest('CHARGE_NOT_FOUND');
    case 'refunded_before':
      throw badRequest('CHARGE_ALREADY_REFUNDED');
    case 'balance_too_low':
      throw badRequest('BALANCE_TOO_LOW');
    case 'refunded':
    default:
      return { result: true };
  }
}

export function editUserStarSubscription(call: Call): Answer {
  const { world, bot, params } = call;
  const userId = readUserId(call);
  const subscription = findSubscription(world, bot.id, userId, params.text('telegram_payment_charge_id'));
  if (subscription === undefined) throw badRequest('CHARGE_NOT_FOUND');
  if (subscription.endedAt !== undefined) throw badRequest('SUBSCRIPTION_EXPIRED');
  setCanceledByBot(world, subscription, params.bool('is_canceled'));
  return { result: true };
}

function readUserId({ params }: Call): number {
  const userId = params.integer('user_id');
  if (userId <= 0) throw badRequest('invalid user_id specified');
  return userId;
}
