import { editAsUser, sendAsUser, type Refused, type UserMessage } from './acts.ts';
import { noteProximity } from './proximity.ts';
import type { LiveLocation, LocationContent } from './message-contents.ts';
import type { MessageRecord } from './types.ts';
import type { World } from './world.ts';

export interface Point {
  latitude: number;
  longitude: number;
  horizontal_accuracy?: number | undefined;
}

export interface LivePoint extends Point {
  heading?: number | undefined;
  proximity_alert_radius?: number | undefined;
}

/** A person shares where they are, for some seconds. */
export function shareLiveLocation(
  world: World,
  draft: Omit<UserMessage, 'content'>,
  point: LivePoint,
  periodSeconds: number,
): ReturnType<typeof sendAsUser> {
  const live: LiveLocation = { period: periodSeconds, until: world.clock.seconds() + periodSeconds };
  const sent = sendAsUser(world, { ...draft, content: contentOf(point, live) });
  if (!('refused' in sent)) noteProximity(world, sent.message);
  return sent;
}

/** The person moved: the message is edited, and bots are told. */
export function moveLiveLocation(
  world: World,
  message: MessageRecord,
  point: LivePoint,
): { updateIds: number[] } | Refused {
  const live = liveOf(world, message);
  if (live === undefined) return { refused: 'the message has no live location any more' };
  const edited = editAsUser(world, message, contentOf(point, { period: live.period, until: live.until }));
  noteProximity(world, message);
  return edited;
}

/** The person stops sharing before the time is over. */
export function endLiveLocation(world: World, message: MessageRecord): { updateIds: number[] } | Refused {
  const live = liveOf(world, message);
  if (live === undefined || message.content.kind !== 'location') {
    return { refused: 'the message has no live location any more' };
  }
  return editAsUser(world, message, { ...message.content, live: { ...live, until: world.clock.seconds() } });
}

function liveOf(world: World, { content }: MessageRecord): LiveLocation | undefined {
  const live = content.kind === 'location' ? content.live : undefined;
  return live !== undefined && live.until > world.clock.seconds() ? live : undefined;
}

function contentOf(point: LivePoint, live: LiveLocation): LocationContent {
  const { latitude, longitude, horizontal_accuracy: accuracy, heading, proximity_alert_radius: radius } = point;
  const location = { latitude, longitude, ...(accuracy === undefined ? {} : { horizontal_accuracy: accuracy }) };
  const full: LiveLocation = { ...live };
  if (heading !== undefined) full.heading = heading;
  if (radius !== undefined) full.proximityAlertRadius = radius;
  return { kind: 'location', location, live: full };
}
