import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Actor, ActorChat } from '@durabot/simulator';

import {
  asList,
  asObject,
  callForm,
  messageId,
  startFixture,
  type ApiAnswer,
  type Fixture,
} from './support/fixture.ts';
import { gifOf, jpegOf, mp4Of } from './support/media-bytes.ts';

let fixture: Fixture;
let anna: Actor;
let chat: ActorChat;

beforeAll(async () => {
  fixture = await startFixture();
  anna = await fixture.sim.user({ first_name: 'Anna' });
  chat = await anna.with(fixture.bot.id);
  await chat.sends('/start');
});
afterAll(async () => await fixture.stop());

const FILES: Record<string, [Buffer, string]> = {
  a: [jpegOf(100, 50), 'a.jpg'],
  b: [mp4Of({ width: 64, height: 48, seconds: 2 }), 'b.mp4'],
  c: [gifOf(9, 9), 'c.gif'],
  wide: [jpegOf(9000, 100), 'wide.jpg'],
};

async function callWithFiles(method: string, params: Record<string, unknown>): Promise<ApiAnswer> {
  const form = new FormData();
  form.set('chat_id', String(anna.id));
  for (const [name, value] of Object.entries(params)) {
    form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  for (const [name, [bytes, fileName]] of Object.entries(FILES)) {
    form.set(name, new Blob([new Uint8Array(bytes)]), fileName);
  }
  return await callForm(fixture.url, fixture.bot.token, method, form);
}

async function album(media: object[], more: Record<string, unknown> = {}): Promise<ApiAnswer> {
  return await callWithFiles('sendMediaGroup', { media, ...more });
}

async function countMessages(): Promise<number> {
  return (await chat.transcript()).length;
}

const PHOTO = { type: 'photo', media: 'attach://a' };
const VIDEO = { type: 'video', media: 'attach://b' };
const DOCUMENT = { type: 'document', media: 'attach://c' };

describe('an album of a bot', () => {
  it('is one group of messages with consecutive ids, each with its own caption', async () => {
    const answer = await album([
      { ...PHOTO, caption: '<b>one</b>', parse_mode: 'HTML', has_spoiler: true },
      { ...VIDEO, duration: 3, supports_streaming: true },
      { ...PHOTO, caption: 'three' },
    ]);
    const messages = asList(answer.result);
    const first = Number(messages[0]?.['message_id']);
    expect(messages.map((message) => message['message_id'])).toEqual([first, first + 1, first + 2]);
    expect(new Set(messages.map((message) => message['media_group_id'])).size).toBe(1);
    expect(messages[0]).toMatchObject({
      caption: 'one',
      caption_entities: [{ type: 'bold' }],
      has_media_spoiler: true,
    });
    expect(messages[1]).toMatchObject({ video: { duration: 3, width: 64 } });
    expect(messages[2]).toMatchObject({ caption: 'three' });
    const shown = await chat.transcript();
    expect(shown.slice(-3).map((message) => message.media_group_id)).toEqual(
      messages.map((message) => message['media_group_id']),
    );
  });

  it('of one medium is a plain message', async () => {
    const [message] = asList((await album([PHOTO])).result);
    expect(message?.['media_group_id']).toBeUndefined();
  });

  it('takes a part of the form only where it is named', async () => {
    const form = new FormData();
    form.set('chat_id', String(anna.id));
    form.set('media', JSON.stringify([VIDEO, { ...VIDEO, thumbnail: 'attach://thumbnail' }]));
    form.set('b', new Blob([new Uint8Array(FILES['b']?.[0] ?? [])]), 'b.mp4');
    form.set('thumbnail', new Blob([new Uint8Array(jpegOf(90, 60))]), 't.jpg');
    const messages = asList((await callForm(fixture.url, fixture.bot.token, 'sendMediaGroup', form)).result);
    expect(messages.map((message) => 'thumbnail' in asObject(message['video']))).toEqual([false, true]);
  });

  it('keeps documents as they are', async () => {
    const messages = asList((await album([DOCUMENT, DOCUMENT])).result);
    expect(messages.map((message) => Object.keys(message).includes('animation'))).toEqual([false, false]);
  });

  it('is sent wholly or not at all', async () => {
    const before = await countMessages();
    const refusals: [object[], string][] = [
      [[], 'there are no messages to send'],
      [Array.from({ length: 11 }, () => PHOTO), 'too many messages to send as an album'],
      [[PHOTO, DOCUMENT], "document can't be mixed with other media types"],
      [[{ type: 'audio', media: 'attach://c' }, VIDEO], "audio can't be mixed with other media types"],
      [
        [PHOTO, { ...PHOTO, show_caption_above_media: true }],
        'parameter show_caption_above_media must be the same for all messages',
      ],
      [[PHOTO, { type: 'photo', media: 'attach://missing' }], "can't parse InputMedia: media not found"],
      [[PHOTO, { media: 'attach://a' }], 'can\'t parse InputMedia: Can\'t find field "type"'],
      [[PHOTO, { ...PHOTO, has_spoiler: 1 }], 'can\'t parse InputMedia: Field "has_spoiler" must be of type Boolean'],
      [
        [PHOTO, { ...PHOTO, caption: '<b>', parse_mode: 'HTML' }],
        "can't parse InputMedia: Can't parse entities: Can't find end tag corresponding to start tag \"b\"",
      ],
      [
        [PHOTO, { type: 'photo', media: 'attach://wide' }],
        'failed to send message #2 with the error message "PHOTO_INVALID_DIMENSIONS"',
      ],
      [
        [PHOTO, { type: 'photo', media: 'http://127.0.0.1:1/a.jpg' }],
        'failed to send message #2 with the error message "WEBPAGE_CURL_FAILED"',
      ],
    ];
    for (const [media, words] of refusals) {
      expect((await album(media)).description).toBe(`Bad Request: ${words}`);
    }
    expect(await countMessages()).toBe(before);
  });
});

describe('a live photo', () => {
  it('is a photo that carries a video, alone and in an album', async () => {
    const message = asObject(
      (await callWithFiles('sendLivePhoto', { live_photo: 'attach://b', photo: 'attach://a', caption: 'hi' })).result,
    );
    expect(message).toMatchObject({ caption: 'hi', live_photo: { duration: 2, width: 64, mime_type: 'video/mp4' } });
    expect(asObject(message['live_photo'])['photo']).toEqual(message['photo']);
    const again = {
      live_photo: asObject(message['live_photo'])['file_id'],
      photo: asList(message['photo'])[0]?.['file_id'],
    };
    const shown = asObject((await fixture.api('sendLivePhoto', { chat_id: anna.id, ...again })).result);
    expect(shown['live_photo']).toEqual(message['live_photo']);
    const live = { type: 'live_photo', media: 'attach://b', photo: 'attach://a' };
    const messages = asList((await album([live, PHOTO])).result);
    expect(messages.map((one) => 'live_photo' in one)).toEqual([true, false]);
    expect((await album([{ type: 'live_photo', media: 'attach://b' }])).description).toBe(
      "Bad Request: can't parse InputMedia: photo not found",
    );
  });
});

describe('an album of a person', () => {
  it('reaches the bot as messages of one group', async () => {
    const photo = { base64: jpegOf(10, 10).toString('base64') };
    const video = { base64: mp4Of({ width: 64, height: 48, seconds: 2 }).toString('base64') };
    const sent = await chat.sendsAlbum([{ photo }, { video }], 'Look');
    const updates = asList((await fixture.api('getUpdates')).result).slice(-2);
    const messages = updates.map((update) => asObject(update['message']));
    expect(messages.map((message) => message['message_id'])).toEqual(sent.message_ids);
    expect(messages.map((message) => message['media_group_id'])).toEqual([sent.media_group_id, sent.media_group_id]);
    expect(messages[0]?.['caption']).toBe('Look');
    await expect(chat.sendsAlbum([{ photo }, { document: photo }])).rejects.toThrow('cannot be in an album');
  });
});

async function edit(message: number, media: object): Promise<ApiAnswer> {
  return await callWithFiles('editMessageMedia', { message_id: String(message), media });
}

describe('the medium of a message', () => {
  it('is replaced by another, with its caption', async () => {
    const id = messageId(await callWithFiles('sendPhoto', { photo: 'attach://a' }));
    const edited = asObject((await edit(id, { ...VIDEO, caption: 'now moving' })).result);
    expect(edited).toMatchObject({ message_id: id, caption: 'now moving', video: { width: 64 } });
    expect(edited['photo']).toBeUndefined();
    expect((await edit(id, { ...VIDEO, caption: 'now moving' })).description).toContain('message is not modified');
  });

  it('comes in the place of a text', async () => {
    const id = messageId(await fixture.api('sendMessage', { chat_id: anna.id, text: 'wait' }));
    const edited = asObject((await edit(id, PHOTO)).result);
    expect(edited['text']).toBeUndefined();
    expect(asList(edited['photo'])).toHaveLength(2);
  });

  it('stays in its album, among its kinds', async () => {
    const [photo] = asList((await album([PHOTO, PHOTO])).result);
    const id = Number(photo?.['message_id']);
    expect((await edit(id, DOCUMENT)).description).toBe("Bad Request: can't change media type in the album");
    const edited = asObject((await edit(id, VIDEO)).result);
    expect(edited['media_group_id']).toBe(photo?.['media_group_id']);
  });
});

describe('paid media', () => {
  it('are open to their bot and closed to everybody else until they pay', async () => {
    const answer = await callWithFiles('sendPaidMedia', {
      star_count: '5',
      media: [PHOTO, VIDEO],
      caption: 'Buy',
      payload: 'p1',
    });
    const message = asObject(answer.result);
    expect(message).toMatchObject({
      caption: 'Buy',
      paid_media: { star_count: 5, paid_media: [{ type: 'photo' }, { type: 'video', video: { duration: 2 } }] },
    });
    const shown = (): Promise<Record<string, unknown>> =>
      chat.transcript().then((messages) => asObject(asObject(messages.at(-1))['paid_media']));
    expect(await shown()).toEqual({
      star_count: 5,
      paid_media: [
        { type: 'preview', width: 100, height: 50 },
        { type: 'preview', width: 64, height: 48, duration: 2 },
      ],
    });
    await chat.pays(messageId(answer));
    expect(asList((await shown())['paid_media'])[0]).toHaveProperty('photo');
  });
});
