import type { JsonObject } from '../json.ts';
import type { LiveLocation } from '../world/message-contents.ts';
import { badRequest } from './api-error.ts';
import type { Call } from './call.ts';

export const FOREVER = 0x7fffffff;
const SHORTEST_S = 60;
const LONGEST_S = 86_400;
const LONGEST_RADIUS = 100_000;
const WORST_ACCURACY = 1500;

/** Reads latitude, longitude and accuracy; whether they are on the globe is checked later. */
export function readLocation(call: Call): JsonObject {
  const { params } = call;
  for (const name of ['latitude', 'longitude']) if (params.text(name) === '') throw badRequest(`${name} is empty`);
  const location: JsonObject = {
    latitude: readFloat(params.text('latitude')),
    longitude: readFloat(params.text('longitude')),
  };
  const accuracy = readFloat(params.text('horizontal_accuracy'));
  if (accuracy > 0) location['horizontal_accuracy'] = Math.min(Math.ceil(accuracy), WORST_ACCURACY);
  return location;
}

/** Like the integers, what cannot be read is 0. */
function readFloat(text: string): number {
  const value = Number.parseFloat(text);
  return Number.isFinite(value) ? value : 0;
}

export function isOnGlobe(location: JsonObject): boolean {
  return Math.abs(Number(location['latitude'])) <= 90 && Math.abs(Number(location['longitude'])) <= 180;
}

/** What was asked of a live location; zeros mean nothing was. */
export interface LiveWish {
  period: number;
  heading: number;
  radius: number;
}

export function readLive(call: Call): LiveWish {
  const { params } = call;
  return {
    period: params.integer('live_period'),
    heading: params.integer('heading'),
    radius: params.integer('proximity_alert_radius'),
  };
}

/** @param longest the longest period beside "for ever" */
export function checkLive({ period, heading, radius }: LiveWish, longest = LONGEST_S): void {
  if (period !== 0 && period !== FOREVER && !(period >= SHORTEST_S && period <= longest)) {
    throw badRequest('wrong live location period specified');
  }
  if (heading < 0 || heading > 360) throw badRequest('wrong live location heading specified');
  if (radius < 0 || radius > LONGEST_RADIUS) throw badRequest('wrong live location proximity alert radius specified');
}

/** @param sentAt Unix seconds of the message */
export function liveOf({ period, heading, radius }: LiveWish, sentAt: number): LiveLocation {
  const live: LiveLocation = { period, until: period === FOREVER ? Number.MAX_SAFE_INTEGER : sentAt + period };
  if (heading !== 0) live.heading = heading;
  if (radius !== 0) live.proximityAlertRadius = radius;
  return live;
}
