import { asTenths, balanceOf } from '../../world/stars.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readChat } from '../chats.ts';
import { readText } from '../read-text.ts';
import { readKnownUser } from '../read-user.ts';

/** Gifts that the simulator's shop shows: id, emoji, price and price of the upgrade in Stars. */
const SHOP = [
  { id: '5170145012310081615', emoji: '💝', stars: 15 },
  { id: '5170233102089322756', emoji: '🧸', stars: 15 },
  { id: '5170250947678437525', emoji: '🎁', stars: 25 },
  { id: '5168103777563050263', emoji: '🌹', stars: 25, upgrade: 25 },
  { id: '5170144170496491616', emoji: '🎂', stars: 50 },
];

export function getAvailableGifts(): Answer {
  const gifts = SHOP.map(({ id, emoji, stars, upgrade }) => ({
    id,
    sticker: {
      width: 512,
      height: 512,
      emoji,
      is_animated: true,
      is_video: false,
      type: 'custom_emoji',
      custom_emoji_id: id,
      file_id: `gift${id}`,
      file_unique_id: `gift${id}`,
    },
    star_count: stars,
    ...(upgrade === undefined ? {} : { upgrade_star_count: upgrade }),
  }));
  return { result: { gifts } };
}

/** Gifts are paid with the bot's Stars, and nobody here takes any. */
export function sendGift(call: Call): Answer {
  readGiftText(call);
  if (call.params.text('user_id') !== '' || call.params.text('chat_id') === '') readKnownUser(call);
  else readChat(call, 'read');
  const gift = SHOP.find(({ id }) => id === call.params.text('gift_id').trim());
  if (gift === undefined) throw badRequest('STARGIFT_INVALID');
  const stars = gift.stars + (call.params.bool('pay_for_upgrade') ? (gift.upgrade ?? 0) : 0);
  return refuseGift(call, stars);
}

const PREMIUM_PRICES: Record<number, number> = { 3: 1000, 6: 1500, 12: 2500 };

export function giftPremiumSubscription(call: Call): Answer {
  readGiftText(call);
  readKnownUser(call);
  const stars = call.params.integer('star_count');
  if (stars <= 0) throw badRequest('invalid amount of the currency specified');
  if (PREMIUM_PRICES[call.params.integer('month_count')] !== stars) {
    throw badRequest('wrong Premium subscription price specified');
  }
  return refuseGift(call, stars);
}

function refuseGift(call: Call, stars: number): never {
  const isEnough = balanceOf(call.world, call.bot.id) >= asTenths(stars);
  throw badRequest(isEnough ? 'USER_DISALLOWED_STARGIFTS' : 'BALANCE_TOO_LOW');
}

export function getUserGifts(call: Call): Answer {
  readKnownUser(call);
  return { result: NO_GIFTS };
}

export function getChatGifts(call: Call): Answer {
  readChat(call, 'read');
  return { result: NO_GIFTS };
}

const NO_GIFTS = { total_count: 0, gifts: [] };

function readGiftText(call: Call): void {
  readText(call, { text: 'text', entities: 'text_entities', parseMode: 'text_parse_mode' });
}
