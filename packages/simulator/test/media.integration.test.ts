import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  asList,
  asObject,
  callForm,
  messageId,
  pngOf,
  startFixture,
  type ApiAnswer,
  type Fixture,
} from './support/fixture.ts';
import { gifOf, jpegOf, mp4Of, opusOf, webpOf } from './support/media-bytes.ts';
import type { Actor, ActorChat } from '@durabot/simulator';

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

type Part = string | [Buffer, string];

/** Sends a form to Anna; files are `[bytes, name]`. */
async function send(method: string, parts: Record<string, Part>): Promise<ApiAnswer> {
  const form = new FormData();
  form.set('chat_id', String(anna.id));
  for (const [name, part] of Object.entries(parts)) {
    if (typeof part === 'string') form.set(name, part);
    else form.set(name, new Blob([new Uint8Array(part[0])]), part[1]);
  }
  return await callForm(fixture.url, fixture.bot.token, method, form);
}

async function sent(method: string, parts: Record<string, Part>): Promise<Record<string, unknown>> {
  const answer = await send(method, parts);
  expect(answer.description).toBeUndefined();
  return asObject(answer.result);
}

async function download(fileId: unknown): Promise<Buffer> {
  const file = asObject((await fixture.api('getFile', { file_id: fileId })).result);
  const bytes = await fetch(`${fixture.url}/file/bot${fixture.bot.token}/${String(file['file_path'])}`);
  return Buffer.from(await bytes.arrayBuffer());
}

describe('a photo', () => {
  it('comes in the sizes that Telegram makes, each with its own id, and each can be downloaded', async () => {
    const bytes = jpegOf(1600, 800);
    const message = await sent('sendPhoto', { photo: [bytes, 'a.jpg'], caption: 'Hi', has_spoiler: 'true' });
    const sizes = asList(message['photo']);
    expect(sizes.map((size) => [size['width'], size['height']])).toEqual([
      [90, 45],
      [320, 160],
      [800, 400],
      [1280, 640],
      [1600, 800],
    ]);
    expect(new Set(sizes.map((size) => size['file_id'])).size).toBe(5);
    expect(new Set(sizes.map((size) => size['file_unique_id'])).size).toBe(5);
    expect(message['has_media_spoiler']).toBe(true);
    expect(Object.keys(sizes[0] ?? {})).toEqual(['file_id', 'file_unique_id', 'file_size', 'width', 'height']);
    expect((await download(sizes[0]?.['file_id'])).equals(bytes)).toBe(true);
  });

  it('is shown again by the id of any of its sizes', async () => {
    const first = await sent('sendPhoto', { photo: [jpegOf(500, 400), 'a.jpg'] });
    const again = await sent('sendPhoto', { photo: String(asList(first['photo'])[0]?.['file_id']) });
    expect(again['photo']).toEqual(first['photo']);
  });
});

describe('a file', () => {
  it('becomes what it contains when it cannot be what it is sent as', async () => {
    const kinds: [string, string, Buffer, string, string][] = [
      ['sendVoice', 'voice', opusOf(7), 'a.ogg', 'voice'],
      ['sendVoice', 'voice', Buffer.from('fLaC'), 'a.flac', 'audio'],
      ['sendVoice', 'voice', Buffer.from('words'), 'a.txt', 'document'],
      ['sendDocument', 'document', gifOf(20, 10), 'a.gif', 'animation'],
      ['sendVideo', 'video', mp4Of({ width: 64, height: 48, seconds: 2 }), 'a.mp4', 'video'],
      ['sendVideo', 'video', Buffer.from('x'), 'a.avi', 'document'],
      ['sendAnimation', 'animation', gifOf(20, 10), 'a.gif', 'animation'],
      ['sendVideoNote', 'video_note', mp4Of({ width: 240, height: 240, seconds: 2 }), 'a.mp4', 'video_note'],
      ['sendVideoNote', 'video_note', mp4Of({ width: 240, height: 120, seconds: 2 }), 'a.mp4', 'video'],
      ['sendSticker', 'sticker', webpOf(512, 400), 'a.webp', 'sticker'],
      ['sendSticker', 'sticker', pngOf(512, 512), 'a.png', 'document'],
      ['sendDocument', 'document', Buffer.from('x'), 'a.constructor', 'document'],
    ];
    for (const [method, field, bytes, name, shownAs] of kinds) {
      const message = await sent(method, { [field]: [bytes, name] });
      expect({ method, name, kinds: Object.keys(message).filter((key) => key in KINDS) }).toEqual({
        method,
        name,
        kinds: shownAs === 'animation' ? ['animation', 'document'] : [shownAs],
      });
    }
  });

  it('stays a document when its content is not to be looked at', async () => {
    const message = await sent('sendDocument', {
      document: [gifOf(20, 10), 'a.gif'],
      disable_content_type_detection: 'true',
    });
    expect(message['animation']).toBeUndefined();
    expect(message['document']).toMatchObject({ mime_type: 'image/gif' });
  });

  it('tells its size and duration where nobody said them', async () => {
    const voice = await sent('sendVoice', { voice: [opusOf(7), 'a.ogg'] });
    expect(voice['voice']).toMatchObject({ duration: 7, mime_type: 'audio/ogg' });
    const video = await sent('sendVideo', { video: [mp4Of({ width: 64, height: 48, seconds: 2 }), 'a.mp4'] });
    expect(video['video']).toMatchObject({ duration: 2, width: 64, height: 48, file_name: 'a.mp4' });
    const said = await sent('sendVideo', {
      video: [mp4Of({ width: 64, height: 48, seconds: 2 }), 'a.mp4'],
      duration: '90000',
      width: '7',
      start_timestamp: '1',
      cover: [jpegOf(64, 48), 'cover.jpg'],
    });
    expect(said['video']).toMatchObject({ duration: 86_400, width: 7, start_timestamp: 1 });
    expect(asList(asObject(said['video'])['cover'])).toHaveLength(1);
  });

  it('has a thumbnail that is a file of its own', async () => {
    const small = jpegOf(100, 80);
    const message = await sent('sendAudio', {
      audio: [Buffer.from('ID3 sound'), '../music/a:b.mp3'],
      thumbnail: 'attach://small',
      small: [small, 'small.jpg'],
      title: 'Song',
      performer: 'Choir',
      duration: '5',
    });
    const audio = asObject(message['audio']);
    expect(Object.keys(audio)).toEqual([
      'duration',
      'file_name',
      'mime_type',
      'title',
      'performer',
      'thumbnail',
      'thumb',
      'file_id',
      'file_unique_id',
      'file_size',
    ]);
    expect(audio).toMatchObject({
      file_name: 'a b.mp3',
      mime_type: 'audio/mpeg',
      thumbnail: { width: 100, height: 80 },
    });
    const thumbnail = asObject(audio['thumbnail'])['file_id'];
    expect((await download(thumbnail)).equals(small)).toBe(true);
    const answer = await fixture.api('sendPhoto', { chat_id: anna.id, photo: thumbnail });
    expect(answer.description).toBe("Bad Request: can't use file of type Thumbnail as Photo");
  });

  it('keeps its kind when its id is sent as another kind', async () => {
    const video = asObject(
      (await sent('sendVideo', { video: [mp4Of({ width: 8, height: 8, seconds: 1 }), 'v.mp4'] }))['video'],
    );
    const again = asObject(
      (await fixture.api('sendDocument', { chat_id: anna.id, document: video['file_id'] })).result,
    );
    expect(again['video']).toEqual(video);
  });

  it('has another id for another bot, which cannot use the first one', async () => {
    const other = await fixture.sim.bot({ username: 'second_bot', token: `7002:${'B'.repeat(35)}` });
    await (await anna.with(other.id)).sends('/start');
    const document = asObject((await sent('sendDocument', { document: [Buffer.from('mine'), 'a.txt'] }))['document']);
    const form = new FormData();
    form.set('chat_id', String(anna.id));
    form.set('document', new Blob(['mine']), 'a.txt');
    const theirs = asObject(
      asObject((await callForm(fixture.url, other.token, 'sendDocument', form)).result)['document'],
    );
    expect(theirs['file_unique_id']).toBe(document['file_unique_id']);
    expect(theirs['file_id']).not.toBe(document['file_id']);
    const refused = await fixture.api('sendDocument', { chat_id: anna.id, document: theirs['file_id'] });
    expect(refused.description).toBe('Bad Request: wrong file identifier/HTTP URL specified');
    const missing = await fixture.api('getFile', { file_id: theirs['file_id'] });
    expect(missing.description).toBe('Bad Request: wrong file_id or the file is temporarily unavailable');
  });

  it('of more than 20 MB is taken but not given back', async () => {
    const message = await sent('sendDocument', { document: [Buffer.alloc(20_971_521, 1), 'big.bin'] });
    const answer = await fixture.api('getFile', { file_id: asObject(message['document'])['file_id'] });
    expect(answer.description).toBe('Bad Request: file is too big');
  });
});

const KINDS = { photo: 1, document: 1, audio: 1, voice: 1, video: 1, animation: 1, video_note: 1, sticker: 1 };

describe('a file at an address', () => {
  let server: Server;
  let root = '';

  beforeAll(async () => {
    const files: Record<string, [string, Buffer]> = {
      '/a.jpg': ['image/jpeg', jpegOf(50, 40)],
      '/page.html': ['text/html', Buffer.from('<html>')],
      '/a.pdf': ['application/pdf', Buffer.from('%PDF-1.4')],
      '/large.jpg': ['image/jpeg', jpegOf(50, 40, 5 * 1024 * 1024 + 1)],
    };
    server = createServer((incoming, response) => {
      const file = files[incoming.url ?? ''];
      response.writeHead(file === undefined ? 404 : 200, { 'content-type': file?.[0] ?? 'text/plain' });
      response.end(file?.[1]);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // The server listens on a port, so its address is an object.
    root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => await new Promise((resolve) => server.close(resolve)));

  it('is fetched and sent', async () => {
    const photo = asObject((await fixture.api('sendPhoto', { chat_id: anna.id, photo: `${root}/a.jpg` })).result);
    expect(asList(photo['photo'])[0]).toMatchObject({ width: 50, height: 40 });
    const pdf = asObject((await fixture.api('sendDocument', { chat_id: anna.id, document: `${root}/a.pdf` })).result);
    expect(pdf['document']).toMatchObject({ file_name: 'a.pdf', mime_type: 'application/pdf' });
  });

  it('is refused in the words for what went wrong', async () => {
    const refusals: [string, string][] = [
      [`${root}/page.html`, 'wrong type of the web page content'],
      [`${root}/a.pdf`, 'wrong type of the web page content'],
      [`${root}/missing.jpg`, 'failed to get HTTP URL content'],
      [`${root}/large.jpg`, 'failed to get HTTP URL content'],
      ['http://192.0.2.1/a.jpg', 'failed to get HTTP URL content'],
    ];
    for (const [photo, words] of refusals) {
      const answer = await fixture.api('sendPhoto', { chat_id: anna.id, photo });
      expect([photo, answer.description]).toEqual([photo, `Bad Request: ${words}`]);
    }
  });
});

function base64(bytes: Buffer): string {
  return bytes.toString('base64');
}

describe('people', () => {
  it('send media of every kind, and bots get them with the fields that belong to them', async () => {
    await fixture.api('getUpdates', { offset: -1 });
    const [last] = asList((await fixture.api('getUpdates')).result);
    const offset = Number(last?.['update_id'] ?? 0) + 1;
    await chat.sends('', { video_note: { base64: base64(mp4Of({ width: 240, height: 240, seconds: 4 })) } });
    await chat.sends('', { sticker: { base64: base64(webpOf(512, 512)), emoji: '🙂' } });
    await chat.sends('', { voice: { base64: base64(opusOf(3)), name: 'v.ogg' } });
    await chat.sends('', { animation: { base64: base64(gifOf(30, 20)), name: 'a.gif' } });
    await chat.sends('', { venue: { location: { latitude: 1, longitude: 2 }, title: 'Cafe', address: 'Road 1' } });
    await chat.throwsDice('🎯');
    const messages = asList((await fixture.api('getUpdates', { offset })).result).map((update) =>
      asObject(update['message']),
    );
    expect(messages[0]?.['video_note']).toMatchObject({ duration: 4, length: 240 });
    expect(messages[1]?.['sticker']).toMatchObject({ width: 512, emoji: '🙂', is_animated: false, type: 'regular' });
    expect(messages[2]?.['voice']).toMatchObject({ duration: 3, mime_type: 'audio/ogg' });
    expect(messages[3]?.['animation']).toMatchObject({ width: 30, height: 20, mime_type: 'image/gif' });
    expect(messages[3]?.['document']).toMatchObject({ mime_type: 'image/gif' });
    expect(messages[4]).toMatchObject({
      location: { latitude: 1 },
      venue: { title: 'Cafe', location: { latitude: 1 } },
    });
    expect(asObject(messages[5]?.['dice'])['emoji']).toBe('🎯');
  });

  it('play a file from any place in it', async () => {
    await chat.sends('', { voice: { base64: base64(Buffer.from('OggS0123456789')), name: 'v.ogg' } });
    const { url = '' } = (await chat.transcript()).at(-1)?.voice ?? {};
    const get = async (range: string): Promise<[number, string | null, string]> => {
      const answer = await fetch(new URL(url, fixture.url), { headers: { range } });
      return [answer.status, answer.headers.get('content-range'), await answer.text()];
    };
    expect(await get('bytes=4-6')).toEqual([206, 'bytes 4-6/14', '012']);
    expect(await get('bytes=11-')).toEqual([206, 'bytes 11-13/14', '789']);
    expect(await get('bytes=-2')).toEqual([206, 'bytes 12-13/14', '89']);
    expect(await get('bytes=x')).toEqual([200, null, 'OggS0123456789']);
  });

  it('have profile photos', async () => {
    const photo = { base64: jpegOf(700, 700).toString('base64') };
    const boris = await fixture.sim.user({ first_name: 'Boris', photo });
    const answer = await fixture.api('getUserProfilePhotos', { user_id: boris.id });
    expect(answer.description).toBe('Bad Request: user not found');
    await (await boris.with(fixture.bot.id)).sends('/start');
    const photos = asObject((await fixture.api('getUserProfilePhotos', { user_id: boris.id })).result);
    expect(photos['total_count']).toBe(1);
    const [sizes] = Array.isArray(photos['photos']) ? photos['photos'] : [];
    expect(asList(sizes).map((size) => size['width'])).toEqual([160, 320, 640]);
    await fixture.sim.http.patch(`users/${boris.id}`, { photo: null });
    const none = await fixture.api('getUserProfilePhotos', { user_id: boris.id });
    expect(none.result).toEqual({ total_count: 0, photos: [] });
  });
});

describe('the small contents', () => {
  it('are dice of each emoji within their range', async () => {
    const highest: Record<string, number> = { '🎲': 6, '🎯': 6, '🎳': 6, '🏀': 5, '⚽️': 5, '🎰': 64 };
    for (const [emoji, most] of Object.entries(highest)) {
      const dice = asObject(asObject((await fixture.api('sendDice', { chat_id: anna.id, emoji })).result)['dice']);
      expect(dice['emoji']).toBe(emoji.replace('\ufe0f', ''));
      expect(dice['value']).toBeGreaterThanOrEqual(1);
      expect(dice['value']).toBeLessThanOrEqual(most);
    }
    const dice = asObject((await fixture.api('sendDice', { chat_id: anna.id })).result)['dice'];
    expect(asObject(dice)['emoji']).toBe('🎲');
  });

  it('are venues with their place twice', async () => {
    const venue = { latitude: 1.5, longitude: 2.5, title: 'Cafe', address: 'Road 1', foursquare_id: 'f' };
    const message = asObject((await fixture.api('sendVenue', { chat_id: anna.id, ...venue })).result);
    const location = { latitude: 1.5, longitude: 2.5 };
    expect(message['location']).toEqual(location);
    expect(message['venue']).toEqual({ location, title: 'Cafe', address: 'Road 1', foursquare_id: 'f' });
  });
});

describe('a live location of a bot', () => {
  it('moves, and cannot be edited once it is over', async () => {
    await fixture.sim.clock({ frozen: true });
    const place = { chat_id: anna.id, latitude: 1, longitude: 2 };
    const first = await fixture.api('sendLocation', {
      ...place,
      live_period: 60,
      heading: 90,
      proximity_alert_radius: 5,
    });
    const id = messageId(first);
    expect(asObject(first.result)['location']).toEqual({
      latitude: 1,
      longitude: 2,
      live_period: 60,
      heading: 90,
      proximity_alert_radius: 5,
    });
    const moved = await fixture.api('editMessageLiveLocation', { ...place, latitude: 3, message_id: id });
    expect(asObject(moved.result)['location']).toEqual({ latitude: 3, longitude: 2, live_period: 60 });
    await fixture.sim.clock({ advance_ms: 60_000 });
    const late = await fixture.api('editMessageLiveLocation', { ...place, latitude: 4, message_id: id });
    expect(late.description).toBe("Bad Request: message can't be edited");
    expect((await chat.transcript()).find((message) => message.message_id === id)?.location).toEqual({
      latitude: 3,
      longitude: 2,
    });
    await fixture.sim.clock({ frozen: false });
  });

  it('can be stopped, and made longer', async () => {
    const place = { chat_id: anna.id, latitude: 1, longitude: 2 };
    const id = messageId(await fixture.api('sendLocation', { ...place, live_period: 60 }));
    const longer = await fixture.api('editMessageLiveLocation', { ...place, message_id: id, live_period: 7200 });
    expect(asObject(longer.result)['location']).toMatchObject({ live_period: 7200 });
    const stopped = await fixture.api('stopMessageLiveLocation', { chat_id: anna.id, message_id: id });
    expect(asObject(stopped.result)['location']).toEqual({ latitude: 1, longitude: 2 });
    const again = await fixture.api('stopMessageLiveLocation', { chat_id: anna.id, message_id: id });
    expect(again.description).toBe("Bad Request: message can't be edited");
  });
});

describe('a live location of a person', () => {
  it('reaches the bot as a message and its edits', async () => {
    const [last] = asList((await fixture.api('getUpdates', { offset: -1 })).result);
    const offset = Number(last?.['update_id'] ?? 0) + 1;
    const shared = await chat.sharesLocation({ latitude: 1, longitude: 2 }, 600);
    await chat.movesTo(shared, { latitude: 1.5, longitude: 2, heading: 10 });
    await chat.stopsSharing(shared);
    const updates = asList((await fixture.api('getUpdates', { offset })).result);
    const places = updates.map((update) => asObject(update['message'] ?? update['edited_message'])['location']);
    expect(places).toEqual([
      { latitude: 1, longitude: 2, live_period: 600 },
      { latitude: 1.5, longitude: 2, live_period: 600, heading: 10 },
      { latitude: 1.5, longitude: 2 },
    ]);
    await expect(chat.movesTo(shared, { latitude: 1, longitude: 2 })).rejects.toThrow('no live location');
  });
});

describe('two live locations', () => {
  it('that come near each other alert the chat once', async () => {
    const bell = { chat_id: anna.id, latitude: 50, longitude: 30, live_period: 600, proximity_alert_radius: 200 };
    await fixture.api('sendLocation', bell);
    const [last] = asList((await fixture.api('getUpdates', { offset: -1 })).result);
    const offset = Number(last?.['update_id'] ?? 0) + 1;
    const shared = await chat.sharesLocation({ latitude: 50.01, longitude: 30 }, 600);
    await chat.movesTo(shared, { latitude: 50.001, longitude: 30 });
    await chat.movesTo(shared, { latitude: 50, longitude: 30 });
    const updates = asList((await fixture.api('getUpdates', { offset })).result);
    const alerts = updates.flatMap((update) => asObject(update['message'] ?? {})['proximity_alert_triggered'] ?? []);
    expect(alerts).toMatchObject([{ traveler: { id: anna.id }, watcher: { id: fixture.bot.id }, distance: 111 }]);
  });
});

describe('an upload that is too large', () => {
  it('is refused by its stated length, before it is read', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x', 'content-length': String(53 * 1024 * 1024) };
    const path = `/bot${fixture.bot.token}/sendDocument`;
    const answer = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const outgoing = request(new URL(path, fixture.url), { method: 'POST', headers }, (response) => {
        let text = '';
        response.on('data', (part: Buffer) => (text += part.toString()));
        response.on('end', () => {
          resolve({ status: response.statusCode, text });
          outgoing.destroy();
        });
      });
      outgoing.on('error', reject);
      outgoing.flushHeaders();
    });
    expect(answer).toEqual({
      status: 413,
      text: '{"ok":false,"error_code":413,"description":"Request Entity Too Large"}',
    });
  });
});
