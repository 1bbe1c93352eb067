import { charge, notify } from './charges.ts';
import { isInvoiceMessage } from './invoices.ts';
import { emitMessage, saveMessage } from './messages.ts';
import type { CheckoutRecord } from './payment-records.ts';
import { renderSuccessfulPayment } from './render-payments.ts';
import { startSubscription } from './subscriptions.ts';
import type { World } from './world.ts';

/** Charges the person and sends the receipt. @returns why it failed, if it did */
export function completeCheckout(world: World, checkout: CheckoutRecord, amount: number): string | undefined {
  const { invoice, userId, box } = checkout;
  const made = charge(world, { invoice, userId, box, amount });
  if (made === undefined) return 'BALANCE_TOO_LOW';
  const subscription =
    invoice.subscriptionPeriodSeconds === undefined ? undefined : startSubscription(world, made, invoice);
  const receipt = notify(world, made, userId, {
    successful_payment: renderSuccessfulPayment(made, {
      shippingOptionId: checkout.shippingOptionId,
      orderInfo: checkout.orderInfo,
      isFirstRecurring: true,
      expiresAt: subscription?.expiresAt,
    }),
  });
  checkout.chargeId = made.id;
  checkout.receiptMessageId = receipt.id;
  const { source } = checkout;
  const message = source === undefined ? undefined : world.boxes.find(source.box, source.messageId);
  if (message !== undefined && isInvoiceMessage(message)) {
    // A forwarded copy may share the content; only this message shows the receipt.
    message.content = { ...message.content, paidBy: { ...message.content.paidBy, [userId]: receipt.id } };
    saveMessage(world, message);
    emitMessage(world, 'edit', message);
  }
  return undefined;
}
