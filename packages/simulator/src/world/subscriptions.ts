import type { JsonObject } from '../json.ts';
import { charge, notify } from './charges.ts';
import type { ChargeRecord, Invoice, SubscriptionRecord } from './payment-records.ts';
import { renderSuccessfulPayment } from './render-payments.ts';
import { renderSender } from './render.ts';
import { DAY_MS, queueUpdate } from './updates.ts';
import type { World } from './world.ts';

/** The first payment of a subscription was made: it is renewed by the clock from now on. */
export function startSubscription(world: World, first: ChargeRecord, invoice: Invoice): SubscriptionRecord {
  const subscription: SubscriptionRecord = {
    id: first.id,
    botId: first.botId,
    userId: first.userId,
    invoice,
    box: first.box,
    expiresAt: first.at + (invoice.subscriptionPeriodSeconds ?? 0),
  };
  save(world, subscription);
  watch(world, subscription);
  return subscription;
}

/** Lets the subscriptions of an earlier process run on. */
export function watchSubscriptions(world: World): void {
  for (const subscription of world.store.tables.subscription.values()) {
    if (subscription.endedAt === undefined) watch(world, subscription);
  }
}

function watch(world: World, subscription: SubscriptionRecord): void {
  const { id, expiresAt } = subscription;
  world.clock.at(expiresAt * 1000, () => {
    const current = world.store.tables.subscription.get(id);
    if (current === undefined || current.expiresAt !== expiresAt || current.endedAt !== undefined) return;
    renew(world, current);
    world.store.commit();
  });
}

/** Renews, or ends what was canceled or cannot be paid. The next period begins where the last one ended. */
function renew(world: World, subscription: SubscriptionRecord): void {
  if (isCanceled(subscription)) return end(world, subscription);
  const { invoice, userId, box, id } = subscription;
  const made = charge(world, { invoice, userId, box, amount: invoice.totalAmount, subscriptionId: id });
  if (made === undefined) {
    end(world, subscription);
    tellBot(world, subscription, 'failed');
    return;
  }
  subscription.expiresAt += invoice.subscriptionPeriodSeconds ?? 0;
  save(world, subscription);
  watch(world, subscription);
  notify(world, made, userId, {
    successful_payment: renderSuccessfulPayment(made, { expiresAt: subscription.expiresAt }),
  });
}

function end(world: World, subscription: SubscriptionRecord): void {
  subscription.endedAt = subscription.expiresAt;
  save(world, subscription);
}

function isCanceled(subscription: SubscriptionRecord): boolean {
  return subscription.canceledByUser === true || subscription.canceledByBot === true;
}

/** Finds the subscription of a charge, be it the first or a later one. */
export function findSubscription(
  world: World,
  botId: number,
  userId: number,
  chargeId: string,
): SubscriptionRecord | undefined {
  const id = world.store.tables.charge.get(chargeId)?.subscriptionId;
  const subscription = id === undefined ? undefined : world.store.tables.subscription.get(id);
  return subscription?.botId === botId && subscription.userId === userId ? subscription : undefined;
}

/** The person cancels or re-enables the renewal. @returns why that is impossible, if it is */
export function setCanceledByUser(
  world: World,
  subscription: SubscriptionRecord,
  canceled: boolean,
): string | undefined {
  if (subscription.endedAt !== undefined) return 'the subscription has ended';
  if (!canceled && subscription.canceledByBot === true) return 'the bot canceled the subscription';
  if ((subscription.canceledByUser === true) === canceled) return undefined;
  subscription.canceledByUser = canceled;
  save(world, subscription);
  tellBot(world, subscription, canceled ? 'canceled' : 'active');
  return undefined;
}

/** The bot cancels the renewal, or lets the person re-enable what it canceled. */
export function setCanceledByBot(world: World, subscription: SubscriptionRecord, canceled: boolean): void {
  if ((subscription.canceledByBot === true) === canceled) return;
  // After the bot's change of mind it is still for the person to begin again.
  if (!canceled) subscription.canceledByUser = true;
  subscription.canceledByBot = canceled;
  save(world, subscription);
}

function tellBot(world: World, subscription: SubscriptionRecord, state: 'canceled' | 'active' | 'failed'): void {
  const bot = world.store.tables.bot.get(subscription.botId);
  if (bot === undefined) return;
  queueUpdate(world, bot, {
    kind: 'subscription',
    queueKey: `subscription:${subscription.userId}`,
    expiresAtMs: world.clock.now() + DAY_MS,
    payload: () => ({
      user: renderSender(world, subscription.userId),
      invoice_payload: subscription.invoice.payload,
      state,
    }),
  });
}

function save(world: World, subscription: SubscriptionRecord): void {
  world.store.tables.subscription.put(subscription.id, subscription);
  world.events.emit('subscription', { kind: 'user', userId: subscription.userId }, () =>
    describeSubscription(subscription),
  );
}

export function listSubscriptions(world: World, userId: number): SubscriptionRecord[] {
  return [...world.store.tables.subscription.values()].filter((one) => one.userId === userId);
}

/** A subscription as its subscriber sees it. */
export function describeSubscription(subscription: SubscriptionRecord): JsonObject {
  const { invoice } = subscription;
  return {
    charge_id: subscription.id,
    bot_id: subscription.botId,
    title: invoice.title,
    stars: invoice.totalAmount,
    period: invoice.subscriptionPeriodSeconds,
    expires_at: subscription.expiresAt,
    canceled: isCanceled(subscription),
    canceled_by_bot: subscription.canceledByBot === true,
    ended: subscription.endedAt !== undefined,
  };
}
