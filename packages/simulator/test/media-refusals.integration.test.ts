import { afterAll, beforeAll, describe } from 'vitest';

import { asList, messageId, startFixture, type Fixture } from './support/fixture.ts';
import { listMediaRefusals, type MediaStage } from './support/media-refusals.ts';
import { describeRefusals, type Refusal } from './support/refusal-table.ts';
import { setStage } from './support/stage.ts';

const METHODS = [
  'sendPhoto',
  'sendDocument',
  'sendVideo',
  'sendAudio',
  'sendVoice',
  'sendAnimation',
  'sendVideoNote',
  'sendSticker',
  'sendLivePhoto',
  'sendMediaGroup',
  'sendPaidMedia',
  'editMessageMedia',
  'sendLocation',
  'editMessageLiveLocation',
  'stopMessageLiveLocation',
  'sendVenue',
  'sendContact',
  'sendDice',
  'getFile',
  'getUserProfilePhotos',
];

/** Rows of the data that no call of this table provokes, and why. */
const ELSEWHERE: Record<string, string> = {
  'Bad Request: have no write access to the chat': 'needs a secret or deleted chat, which bots do not meet',
  'sendMediaGroup: Bad Request: invalid message content type': 'InputMedia has no such type, so no request gets there',
  'sendSticker: Bad Request: message caption is too long': 'stickers have no caption',
  'sendVideoNote: Bad Request: message caption is too long': 'video notes have no caption',
  'sendVenue: Bad Request: wrong live location period specified': 'venues have no period',
  'sendVenue: Bad Request: not enough rights to send locations to the chat': 'TDLib names venues, tested as such',
  'Bad Request: file is too big': 'media.integration.test.ts uploads such a file',
};

let fixture: Fixture;
let refusals: Refusal[];

beforeAll(async () => {
  fixture = await startFixture();
  refusals = listMediaRefusals(await setMediaStage(fixture));
});
afterAll(async () => await fixture.stop());

async function setMediaStage(of: Fixture): Promise<MediaStage> {
  const { sim, api, bot } = of;
  const stage = await setStage(of);
  const shy = await sim.user({ first_name: 'Eve' });
  await (await shy.with(bot.id)).sends('/start');
  await sim.http.patch(`users/${shy.id}`, { has_restricted_voice_and_video_messages: true });
  const place = { chat_id: stage.user, latitude: 1, longitude: 1, live_period: 60 };
  const photo = { type: 'photo', media: stage.photoId };
  const album = await api('sendMediaGroup', { chat_id: stage.user, media: [photo, photo] });
  return {
    ...stage,
    restrictsVoice: shy.id,
    livePlace: messageId(await api('sendLocation', place)),
    dice: messageId(await api('sendDice', { chat_id: stage.user })),
    albumPhoto: Number(asList(album.result)[0]?.['message_id']),
  };
}

describe('media', () => {
  describeRefusals({
    fixture: () => fixture,
    refusals: () => refusals,
    methods: METHODS,
    elsewhere: ELSEWHERE,
  });
});
