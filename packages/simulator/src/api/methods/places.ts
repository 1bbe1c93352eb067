import type { JsonObject } from '../../json.ts';
import { noteProximity } from '../../world/proximity.ts';
import type { LocationContent } from '../../world/message-contents.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readChat } from '../chats.ts';
import { checkLive, isOnGlobe, liveOf, readLive, readLocation } from '../read-location.ts';
import { sendMessage } from '../send.ts';

export function sendLocation(call: Call): Answer {
  const content: LocationContent = { kind: 'location', location: readLocation(call) };
  const wish = readLive(call);
  const isLive = wish.period !== 0;
  const answer = sendMessage(
    call,
    isLive ? 'live locations' : 'locations',
    () => content,
    () => {
      checkOnGlobe(content.location);
      if (!isLive) return;
      checkLive(wish);
      content.live = liveOf(wish, call.world.clock.seconds());
    },
  );
  const sent = isLive ? call.world.boxes.list(readChat(call, 'write').box).at(-1) : undefined;
  if (sent !== undefined) noteProximity(call.world, sent);
  return answer;
}

export function sendVenue(call: Call): Answer {
  const { params } = call;
  const { latitude, longitude } = readLocation(call);
  const location = { latitude, longitude };
  const venue: JsonObject = { location, title: params.text('title').trim(), address: params.text('address').trim() };
  for (const name of ['foursquare_id', 'foursquare_type', 'google_place_id', 'google_place_type']) {
    if (params.text(name) !== '') venue[name] = params.text(name);
  }
  return sendMessage(
    call,
    'venues',
    () => ({ kind: 'venue', venue }),
    () => checkOnGlobe(location),
  );
}

function checkOnGlobe(location: JsonObject): void {
  if (!isOnGlobe(location)) throw badRequest('invalid location specified');
}

export function sendContact(call: Call): Answer {
  return sendMessage(call, 'contacts', () => {
    const { params } = call;
    for (const name of ['phone_number', 'first_name']) {
      if (params.text(name).trim() === '') throw badRequest(`parameter "${name}" is required`);
    }
    const contact: JsonObject = {
      phone_number: params.text('phone_number').trim(),
      first_name: params.text('first_name').trim(),
    };
    if (params.text('last_name') !== '') contact['last_name'] = params.text('last_name');
    if (params.text('vcard') !== '') contact['vcard'] = params.text('vcard');
    return { kind: 'contact', contact };
  });
}
