import { noteProximity } from '../../world/proximity.ts';
import type { Content, LiveLocation, LocationContent } from '../../world/message-contents.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { applyInlineEdit, readInlineMessage } from '../inline-edits.ts';
import { checkLive, FOREVER, isOnGlobe, liveOf, readLive, readLocation, type LiveWish } from '../read-location.ts';
import { readInlineMarkup } from '../reply-markup.ts';
import { applyEdit, checkEditable, readEditedMessage } from './edits.ts';

const LONGEST_EXTENSION_S = 86_400;

export function editMessageLiveLocation(call: Call): Answer {
  const location = readLocation(call);
  const wish = readLive(call);
  return editLive(call, ({ content, live }, sentAt) => {
    if (!isOnGlobe(location)) throw badRequest('invalid live location specified');
    checkLive(wish, live.period + LONGEST_EXTENSION_S);
    return { ...content, location, live: move(wish, live, sentAt) };
  });
}

export function stopMessageLiveLocation(call: Call): Answer {
  return editLive(call, ({ content, live }) => ({ ...content, live: { ...live, until: call.world.clock.seconds() } }));
}

interface Live {
  content: LocationContent;
  live: LiveLocation;
}

function editLive(call: Call, change: (before: Live, sentAt: number) => LocationContent): Answer {
  const markup = readInlineMarkup(call.params);
  const inline = readInlineMessage(call);
  if (inline !== undefined) {
    return applyInlineEdit(call, inline, change(getLive(call, inline.content), inline.date), markup);
  }
  const { chat, message } = readEditedMessage(call);
  checkEditable(call, chat, message);
  const answer = applyEdit(call, chat, message, change(getLive(call, message.content), message.date), markup);
  noteProximity(call.world, message);
  return answer;
}

/** A place that was never live cannot be moved; one that is so no longer cannot be edited at all. */
function getLive(call: Call, content: Content): Live {
  if (content.kind !== 'location' || content.live === undefined) {
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
