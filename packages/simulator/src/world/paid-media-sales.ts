import { renderSender } from './render.ts';
import { emitMessage, saveMessage } from './messages.ts';
import { asTenths, moveStars } from './stars.ts';
import type { PaidMediaContent } from './message-contents.ts';
import type { MessageRecord } from './types.ts';
import { DAY_MS, queueUpdate } from './updates.ts';
import { parseBox, privateBox, type World } from './world.ts';

export interface MediaSale {
  outcome: 'paid' | 'failed';
  error?: string;
  charge_id?: string;
  message_id?: number;
  currency: string;
  total_amount: number;
}

/**
 * A person buys the media of a message. What is paid in a channel goes to the channel, else to the bot;
 * the bot hears of it when it gave the media a payload, and not of channels.
 */
export function buyPaidMedia(world: World, message: MessageRecord, userId: number): MediaSale | { refused: string } {
  const { content } = message;
  if (content.kind !== 'paid_media') return { refused: 'the message has no paid media' };
  if (content.buyers.includes(userId)) return { refused: 'these media are bought already' };
  const where = parseBox(message.box);
  const chat = where.kind === 'chat' ? world.findChat(where.chatId) : undefined;
  const isChannel = chat?.type === 'channel';
  const seller = isChannel ? chat.id : sellerOf(world, message);
  const id = `stx${world.newLongId()}${world.newLongId()}`;
  const title = isChannel ? chat.title : 'Paid media';
  const price = { currency: 'XTR', total_amount: content.starCount };
  const moved = moveStars(world, {
    id,
    from: userId,
    to: seller,
    tenths: asTenths(content.starCount),
    receiver: isChannel ? { kind: 'chat', chatId: seller, title } : { kind: 'bot', botId: seller, title },
    source: {
      kind: 'person',
      userId,
      charge: 'paid_media',
      payload: content.payload,
      media: { box: message.box, messageId: message.id },
    },
  });
  if (!moved) return { outcome: 'failed', error: 'BALANCE_TOO_LOW', ...price };
  // A forwarded copy has the same content object; only this message is open now.
  message.content = { ...content, buyers: [...content.buyers, userId] };
  saveMessage(world, message);
  emitMessage(world, 'edit', message);
  if (!isChannel) {
    keepCharge(world, { id, botId: seller, userId, amount: content.starCount, payload: content.payload, message });
    tellSeller(world, seller, userId, content);
  }
  return { outcome: 'paid', charge_id: id, message_id: message.id, ...price };
}

/** What was sold can be refunded like any other payment in Stars. */
function keepCharge(
  world: World,
  sale: { id: string; botId: number; userId: number; amount: number; payload: string; message: MessageRecord },
): void {
  const { id, botId, userId, amount, payload, message } = sale;
  world.store.tables.charge.put(id, {
    id,
    providerChargeId: `${userId}_0`,
    title: 'Paid media',
    botId,
    userId,
    currency: 'XTR',
    amount,
    payload,
    box: privateBox(botId, userId),
    at: world.clock.seconds(),
    media: { box: message.box, messageId: message.id },
  });
}

function sellerOf(world: World, message: MessageRecord): number {
  const first = message.forwardOrigin?.['sender_user'];
  const id = typeof first === 'object' && first !== null && 'id' in first ? Number(first.id) : message.from;
  return world.store.tables.bot.get(id) === undefined ? message.from : id;
}

function tellSeller(world: World, botId: number, userId: number, content: PaidMediaContent): void {
  const bot = world.store.tables.bot.get(botId);
  if (bot === undefined || content.payload === '') return;
  queueUpdate(world, bot, {
    kind: 'purchased_paid_media',
    queueKey: `paid_media:${userId}`,
    expiresAtMs: world.clock.now() + DAY_MS,
    payload: () => ({ from: renderSender(world, userId), paid_media_payload: content.payload }),
  });
}
