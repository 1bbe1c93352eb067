import { isJsonObject, type JsonObject } from '../json.ts';
import { payKeyboard } from '../world/invoices.ts';
import type { Content, LocationContent } from '../world/message-contents.ts';
import { badRequest } from './api-error.ts';
import type { Call } from './call.ts';
import { boolField, integerField, numberField, requiredString, stringField } from './json-fields.ts';
import { checkInvoice, readInvoice } from './invoice-parameters.ts';
import { isBrokenText } from './labeled-prices.ts';
import { CAPTION_LENGTH, isLongerThan, MESSAGE_LENGTH, readText } from './read-text.ts';
import { readLinkPreview } from './send.ts';
import { subCall } from './sub-call.ts';

/** A content that stands for the result's own, and the keyboard that comes with it, if any. */
export interface InputContent {
  content: Content;
  markup?: JsonObject;
}

/**
 * Reads an InputMessageContent. What it is, is told by its fields: text first, then a place, a contact, an invoice.
 *
 * @returns `undefined` when it is none of these
 */
export function readInputContent(call: Call, object: JsonObject): InputContent | undefined {
  const text = stringField(object, 'message_text') ?? '';
  if (text !== '') {
    boolField(object, 'disable_web_page_preview');
    stringField(object, 'parse_mode');
    return { content: readTextContentOf(call, object) };
  }
  if ('latitude' in object && 'longitude' in object) {
    return 'title' in object && 'address' in object
      ? { content: readVenue(object) }
      : { content: readLocation(call, object) };
  }
  if ('phone_number' in object) return { content: readContact(object) };
  return 'payload' in object ? readInvoiceContent(call, object) : undefined;
}

export function readTextContentOf(call: Call, object: JsonObject): Content {
  const inner = subCall(call, object);
  if (inner.params.text('message_text') === '') throw badRequest('message text is empty');
  const { text, entities } = readText(inner, { text: 'message_text', entities: 'entities', parseMode: 'parse_mode' });
  const content: Content = { kind: 'text', text, entities };
  const linkPreview = readLinkPreview(inner);
  if (linkPreview !== undefined) content.linkPreview = linkPreview;
  return content;
}

/** A caption with its entities, as all results of files have it. */
export function readCaption(call: Call, object: JsonObject): Pick<Content & { kind: 'media' }, 'caption' | 'entities'> {
  stringField(object, 'caption');
  stringField(object, 'parse_mode');
  const { text, entities } = readText(subCall(call, object), {
    text: 'caption',
    entities: 'caption_entities',
    parseMode: 'parse_mode',
  });
  return { caption: text, entities };
}

function requiredNumber(object: JsonObject, name: string): number {
  const value = numberField(object, name);
  if (value === undefined) throw badRequest(`Can't find field "${name}"`);
  return value;
}

export function readLocation(call: Call, object: JsonObject): LocationContent {
  const location: JsonObject = {
    latitude: requiredNumber(object, 'latitude'),
    longitude: requiredNumber(object, 'longitude'),
  };
  const accuracy = numberField(object, 'horizontal_accuracy') ?? 0;
  const period = integerField(object, 'live_period') ?? 0;
  const heading = integerField(object, 'heading') ?? 0;
  const radius = integerField(object, 'proximity_alert_radius') ?? 0;
  if (accuracy > 0) location['horizontal_accuracy'] = Math.min(accuracy, 1500);
  const content: LocationContent = { kind: 'location', location };
  if (period > 0) {
    content.live = { period, until: call.world.clock.seconds() + period };
    if (heading > 0) content.live.heading = Math.min(heading, 360);
    if (radius > 0) content.live.proximityAlertRadius = Math.min(radius, 100_000);
  }
  return content;
}

export function readVenue(object: JsonObject): Content {
  const venue: JsonObject = {
    location: { latitude: requiredNumber(object, 'latitude'), longitude: requiredNumber(object, 'longitude') },
  };
  for (const name of ['title', 'address']) venue[name] = requiredString(object, name);
  for (const name of ['foursquare_id', 'foursquare_type', 'google_place_id', 'google_place_type']) {
    const value = stringField(object, name) ?? '';
    if (value !== '') venue[name] = value;
  }
  return { kind: 'venue', venue };
}

export function readContact(object: JsonObject): Content {
  const contact: JsonObject = {
    phone_number: requiredString(object, 'phone_number'),
    first_name: requiredString(object, 'first_name'),
  };
  for (const name of ['last_name', 'vcard']) {
    const value = stringField(object, name) ?? '';
    if (value !== '') contact[name] = value;
  }
  return { kind: 'contact', contact };
}

function readInvoiceContent(call: Call, object: JsonObject): InputContent {
  for (const name of ['title', 'description']) requiredString(object, name);
  if (isBrokenText(requiredString(object, 'payload'))) {
    throw badRequest('InputInvoiceMessageContent payload must be encoded in UTF-8');
  }
  requiredString(object, 'currency');
  const invoice = readInvoice(subCall(call, object));
  checkInvoice(invoice);
  return { content: { kind: 'invoice', invoice }, markup: payKeyboard(invoice) };
}

/** TDLib's checks of a content before anything is answered. */
export function checkInlineContent(content: Content): void {
  if (content.kind === 'text' && content.text === '') throw badRequest('text must be non-empty');
  if (content.kind === 'location') checkPlace(content.location, 'location');
  if (content.kind === 'venue') checkPlace(content.venue['location'], 'venue');
  if (content.kind !== 'contact') return;
  if (!/\d/.test(String(content.contact['phone_number']))) {
    throw badRequest('field "phone_number" must contain a valid phone number');
  }
  if (String(content.contact['first_name']).trim() === '') throw badRequest('field "first_name" must be non-empty');
}

function checkPlace(place: unknown, what: string): void {
  const { latitude, longitude } = isJsonObject(place) ? place : {};
  const isRight = Math.abs(Number(latitude)) <= 90 && Math.abs(Number(longitude)) <= 180;
  if (!isRight) throw badRequest(`${what} must be non-empty`);
}

/** What only the Telegram server measures. */
export function checkInlineLengths(content: Content): void {
  if (content.kind === 'text' && isLongerThan(content.text, MESSAGE_LENGTH)) throw badRequest('MESSAGE_TOO_LONG');
  if (content.kind === 'media' && isLongerThan(content.caption, CAPTION_LENGTH)) {
    throw badRequest('message caption is too long');
  }
}
