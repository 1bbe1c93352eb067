import { isJsonObject, type JsonObject } from '../../json.ts';
import { badRequest } from '../api-error.ts';
import { noBusinessConnection } from '../business-connection.ts';
import type { Call, Method } from '../call.ts';
import { boolField, numberField, objectField, requiredInteger, requiredString, stringField } from '../json-fields.ts';
import { findAttached } from '../read-chat-photo.ts';
import { checkFields, parseList, parseObject } from '../read-object.ts';
import { readText } from '../read-text.ts';
import { readRequired } from './business.ts';

/** Stories belong to business accounts, and none is connected. */
export const STORIES: Record<string, Method> = {
  postStory: (call) => {
    readContent(call);
    readAreas(call);
    readCaption(call);
    throw noBusinessConnection();
  },
  repostStory: (call) => {
    readRequired(call, 'from_chat_id');
    throw noBusinessConnection();
  },
  editStory: (call) => {
    readContent(call);
    readAreas(call);
    readCaption(call);
    throw noBusinessConnection();
  },
  deleteStory: () => {
    throw noBusinessConnection();
  },
};

function readCaption(call: Call): void {
  readText(call, { text: 'caption', entities: 'caption_entities', parseMode: 'parse_mode' });
}

function readContent(call: Call): void {
  const content = parseObject(call.params.text('content'), {
    missing: "story content isn't specified",
    broken: "can't parse story content JSON object",
    other: 'object expected as story content',
  });
  const type = requiredString(content, 'type');
  if (type !== 'photo' && type !== 'video') throw badRequest('invalid story content type specified');
  if (findAttached(call, requiredString(content, type)) === undefined) {
    throw badRequest(`story ${type} must be uploaded as a file`);
  }
  if (type === 'photo') return;
  numberField(content, 'duration');
  numberField(content, 'cover_frame_timestamp');
  boolField(content, 'is_animation');
}

const AREA = "can't parse InputStoryArea";

function readAreas(call: Call): void {
  const text = call.params.text('areas');
  if (text === '') return;
  const areas = parseList(text, {
    broken: "can't parse story areas JSON object",
    other: 'expected an Array of InputStoryArea',
  });
  for (const area of areas) {
    if (!isJsonObject(area)) throw badRequest(`${AREA}: expected an Object`);
    const position = objectField(area, 'position', AREA);
    if (position === undefined) throw badRequest(`${AREA}: Can't find field "position"`);
    const type = objectField(area, 'type', AREA);
    if (type === undefined) throw badRequest(`${AREA}: Can't find field "type"`);
    checkFields({ ...position, position, type }, 'input_story_area', AREA);
    readAreaType(type);
  }
}

function readAreaType(type: JsonObject): void {
  switch (requiredString(type, 'type', AREA)) {
    case 'location':
      checkFields(type, 'location', AREA);
      return;
    case 'suggested_reaction':
      readReaction(type);
      return;
    case 'link':
      requiredString(type, 'url', AREA);
      return;
    case 'weather':
      readWeather(type);
      return;
    case 'unique_gift':
      requiredString(type, 'name', AREA);
      return;
    default:
      throw badRequest(`${AREA}: invalid story area type specified`);
  }
}

function readReaction(type: JsonObject): void {
  const prefix = `${AREA}: can't parse ReactionType`;
  const reaction = type['reaction_type'];
  if (!isJsonObject(reaction)) throw badRequest(`${prefix}: expected an Object`);
  const kind = requiredString(reaction, 'type', prefix);
  if (kind !== 'emoji' && kind !== 'custom_emoji' && kind !== 'paid') {
    throw badRequest(`${prefix}: invalid reaction type specified`);
  }
  if (kind === 'emoji') requiredString(reaction, 'emoji', prefix);
  if (kind === 'custom_emoji') requiredString(reaction, 'custom_emoji_id', prefix);
}

const LARGEST_COLOR = 0xffff_ffff;

function readWeather(type: JsonObject): void {
  numberField(type, 'temperature', AREA);
  stringField(type, 'emoji', AREA);
  const color = requiredInteger(type, 'background_color', AREA);
  if (color < 0 || color > LARGEST_COLOR) throw badRequest(`${AREA}: invalid background color specified`);
}
