import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { asList, asObject, callForm, messageId, startFixture } from './support/fixture.ts';
import { jpegOf } from './support/media-bytes.ts';

let stateDir = '';

beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'simulator-media-'));
});
afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

it('files, albums, live locations and profile photos survive a restart, the bytes beside the world', async () => {
  const first = await startFixture({ stateDir });
  await first.sim.clock({ frozen: true });
  const photo = { base64: jpegOf(700, 700).toString('base64') };
  const anna = await first.sim.user({ first_name: 'Anna', photo });
  await (await anna.with(first.bot.id)).sends('/start');
  const form = new FormData();
  form.set('chat_id', String(anna.id));
  form.set('audio', new Blob(['ID3 the song']), 'song.mp3');
  form.set('title', 'Song');
  form.set('thumbnail', new Blob([new Uint8Array(jpegOf(90, 90))]), 'small.jpg');
  const audio = asObject(asObject((await callForm(first.url, first.bot.token, 'sendAudio', form)).result)['audio']);
  const place = { chat_id: anna.id, latitude: 1, longitude: 2, live_period: 600 };
  const live = messageId(await first.api('sendLocation', place));
  const before = await (await anna.with(first.bot.id)).transcript();
  await first.stop();
  // The song, its thumbnail, the profile photo.
  expect(readdirSync(join(stateDir, 'files'))).toHaveLength(3);

  const second = await startFixture({ stateDir });
  try {
    const after = await (
      await (await second.sim.user({ id: anna.id, first_name: 'Anna' })).with(second.bot.id)
    ).transcript();
    expect(after).toEqual(before);
    for (const file of [audio, asObject(audio['thumbnail'])]) {
      const { file_path: path } = asObject((await second.api('getFile', { file_id: file['file_id'] })).result);
      const bytes = await fetch(`${second.url}/file/bot${second.bot.token}/${String(path)}`);
      expect((await bytes.arrayBuffer()).byteLength).toBe(file['file_size']);
    }
    const again = asObject((await second.api('sendAudio', { chat_id: anna.id, audio: audio['file_id'] })).result);
    expect(again['audio']).toEqual(audio);
    const moved = asObject(
      (await second.api('editMessageLiveLocation', { ...place, latitude: 3, message_id: live })).result,
    );
    expect(moved['location']).toEqual({ latitude: 3, longitude: 2, live_period: 600 });
    const photos = asObject((await second.api('getUserProfilePhotos', { user_id: anna.id })).result);
    expect(asList(Array.isArray(photos['photos']) ? photos['photos'][0] : [])).toHaveLength(3);
  } finally {
    await second.stop();
  }
});
