import { addMessage, saveMessage } from './messages.ts';
import { renderSender } from './render.ts';
import type { LiveLocation, LocationContent } from './message-contents.ts';
import type { MessageRecord } from './types.ts';
import type { World } from './world.ts';

const EARTH_RADIUS_M = 6_371_000;

interface LivePlace {
  message: MessageRecord;
  content: LocationContent;
  live: LiveLocation;
}

/** Tells the chat when a live location came within the radius that somebody asked to be alerted of, once each. */
export function noteProximity(world: World, message: MessageRecord): void {
  const moved = asLive(world, message);
  if (moved === undefined) return;
  for (const other of world.boxes.list(message.box)) {
    const place = other.from === message.from ? undefined : asLive(world, other);
    if (place === undefined) continue;
    const distance = Math.round(distanceOf(moved, place));
    alert(world, place, moved, distance);
    alert(world, moved, place, distance);
  }
}

function alert(world: World, watcher: LivePlace, traveler: LivePlace, distance: number): void {
  const radius = watcher.live.proximityAlertRadius;
  if (radius === undefined || distance > radius) return;
  delete watcher.live.proximityAlertRadius;
  saveMessage(world, watcher.message);
  const fields = {
    proximity_alert_triggered: {
      traveler: renderSender(world, traveler.message.from),
      watcher: renderSender(world, watcher.message.from),
      distance,
    },
  };
  addMessage(world, {
    box: watcher.message.box,
    from: traveler.message.from,
    content: { kind: 'service', fields },
    thread: watcher.message.thread,
  });
}

function asLive(world: World, message: MessageRecord): LivePlace | undefined {
  const { content } = message;
  const live = content.kind === 'location' ? content.live : undefined;
  if (content.kind !== 'location' || live === undefined || message.deletedAt !== undefined) return undefined;
  return live.until > world.clock.seconds() ? { message, content, live } : undefined;
}

/** Metres along the globe. */
function distanceOf(a: LivePlace, b: LivePlace): number {
  const radians = (place: LivePlace, name: string): number => (Number(place.content.location[name]) * Math.PI) / 180;
  const [latitudeA, latitudeB] = [radians(a, 'latitude'), radians(b, 'latitude')];
  const half =
    Math.sin((latitudeB - latitudeA) / 2) ** 2 +
    Math.cos(latitudeA) * Math.cos(latitudeB) * Math.sin((radians(b, 'longitude') - radians(a, 'longitude')) / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(half)));
}
