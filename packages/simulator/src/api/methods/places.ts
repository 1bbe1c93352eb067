import type { JsonObject } from '../../json.ts';
import type { Content } from '../../world/types.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { sendMessage } from '../send.ts';

const FOREVER = 0x7fffffff;

export function sendLocation(call: Call): Answer {
  return sendMessage(
    call,
    'locations',
    () => readLocation(call),
    (content) => checkLocation(content),
  );
}

function readLocation(call: Call): Content {
  const { params } = call;
  for (const name of ['latitude', 'longitude']) if (params.text(name) === '') throw badRequest(`${name} is empty`);
  const location: JsonObject = {
    latitude: readFloat(params.text('latitude')),
    longitude: readFloat(params.text('longitude')),
  };
  const livePeriod = params.integer('live_period');
  if (livePeriod !== 0) location['live_period'] = livePeriod;
  const heading = params.integer('heading', 0, 0, 360);
  if (heading !== 0) location['heading'] = heading;
  const accuracy = readFloat(params.text('horizontal_accuracy'));
  if (accuracy > 0) location['horizontal_accuracy'] = Math.min(accuracy, 1500);
  return { kind: 'location', location };
}

function checkLocation(content: Content): void {
  if (content.kind !== 'location') return;
  const { latitude, longitude, live_period: live } = content.location;
  if (Math.abs(Number(latitude)) > 90 || Math.abs(Number(longitude)) > 180)
    throw badRequest('invalid location specified');
  if (live !== undefined && live !== FOREVER && !(Number(live) >= 60 && Number(live) <= 86_400)) {
    throw badRequest('wrong live location period specified');
  }
}

/** Like the integers, what cannot be read is 0. */
function readFloat(text: string): number {
  const value = Number.parseFloat(text);
  return Number.isFinite(value) ? value : 0;
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
