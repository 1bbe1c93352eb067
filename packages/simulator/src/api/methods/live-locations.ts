import type { LiveLocation, LocationContent } from '../../world/types.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { checkLive, FOREVER, isOnGlobe, liveOf, readLive, readLocation, type LiveWish } from '../read-location.ts';
import { readInlineMarkup } from '../reply-markup.ts';
import { applyEdit, checkEditable, readEditedMessage } from './edits.ts';

const LONGEST_EXTENSION_S = 86_400;

export function editMessageLiveLocation(call: Call): Answer {
  const location = readLocation(call);
  const wish = readLive(call);
  const markup = readInlineMarkup(call.params);
  const { chat, message } = readEditedMessage(call);
  checkEditable(call, chat, message);
  const { content, live } = getLive(call, message.content);
  if (!isOnGlobe(location)) throw badRequest('invalid live location specified');
  checkLive(wish, live.period + LONGEST_EXTENSION_S);
  const moved: LocationContent = { ...content, location, live: move(wish, live, message.date) };
  return applyEdit(call, chat, message, moved, markup);
}

export function stopMessageLiveLocation(call: Call): Answer {
  const markup = readInlineMarkup(call.params);
  const { chat, message } = readEditedMessage(call);
  checkEditable(call, chat, message);
  const { content, live } = getLive(call, message.content);
  const stopped = { ...live, until: call.world.clock.seconds() };
  return applyEdit(call, chat, message, { ...content, live: stopped }, markup);
}

/** A place that was never live cannot be moved; one that is so no longer cannot be edited at all. */
function getLive(
  call: Call,
  content: { kind: string } | LocationContent,
): { content: LocationContent; live: LiveLocation } {
  if (!('location' in content) || content.live === undefined) {
    throw badRequest('there is no live location in the message to edit');
  }
  const { live } = content;
  if (live.until <= call.world.clock.seconds()) throw badRequest("message can't be edited");
  return { content, live };
}

/** Heading and radius are said anew with each move; the period stays unless another is given. */
function move(wish: LiveWish, before: LiveLocation, sentAt: number): LiveLocation {
  const period = wish.period === 0 ? before.period : wish.period;
  const next = liveOf({ ...wish, period }, sentAt);
  return before.period === FOREVER && wish.period === 0 ? { ...next, until: before.until } : next;
}
