import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  asList,
  asObject,
  callApi,
  callForm,
  pngOf,
  startFixture,
  type ApiAnswer,
  type Fixture,
} from './support/fixture.ts';

let fixture: Fixture;
let userId = 0;

beforeAll(async () => {
  fixture = await startFixture();
  const anna = await fixture.sim.user({ first_name: 'Anna' });
  userId = anna.id;
  await (await anna.with('tester_bot')).sends('/start');
});
afterAll(async () => await fixture.stop());

const NAME = 'tools_by_tester_bot';

async function upload(method: string, params: object, files: Record<string, Buffer> = {}): Promise<ApiAnswer> {
  const form = new FormData();
  for (const [name, value] of Object.entries(params)) {
    form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  for (const [name, bytes] of Object.entries(files)) form.set(name, new Blob([new Uint8Array(bytes)]), `${name}.png`);
  return await callForm(fixture.url, fixture.bot.token, method, form);
}

/** Pictures that differ by one byte. */
function picture(mark: number, side = 512): Buffer {
  const bytes = pngOf(side, side);
  bytes[60] = mark;
  return bytes;
}

const sticker = (file: string, emoji: string): object => ({
  sticker: file,
  format: 'static',
  emoji_list: [emoji],
});

async function stickersOf(name: string): Promise<Record<string, unknown>[]> {
  return asList(asObject((await fixture.api('getStickerSet', { name })).result)['stickers']);
}

describe('a sticker set', () => {
  it('is made of uploads and of stickers uploaded before', async () => {
    const uploaded = await upload(
      'uploadStickerFile',
      { user_id: userId, sticker_format: 'static' },
      { sticker: picture(1) },
    );
    const fileId = String(asObject(uploaded.result)['file_id']);
    const stickers = [sticker(fileId, '🔧'), sticker('attach://second', '🔨')];
    const made = await upload(
      'createNewStickerSet',
      { user_id: userId, name: NAME, title: 'Tools', stickers },
      { second: picture(2) },
    );
    expect(made.result).toBe(true);
    const set = asObject((await fixture.api('getStickerSet', { name: NAME })).result);
    expect(set).toMatchObject({ name: NAME, title: 'Tools', sticker_type: 'regular', contains_masks: false });
    expect(asList(set['stickers'])).toMatchObject([
      { type: 'regular', width: 512, height: 512, emoji: '🔧', set_name: NAME, is_animated: false, is_video: false },
      { emoji: '🔨' },
    ]);
  });

  it('grows, is ordered, renamed and told by other emoji; its stickers can be sent', async () => {
    const { api } = fixture;
    await upload(
      'addStickerToSet',
      { user_id: userId, name: NAME, sticker: sticker('attach://third', '🪛') },
      { third: picture(3) },
    );
    const [first, , third] = await stickersOf(NAME);
    expect((await api('setStickerPositionInSet', { sticker: third?.['file_id'], position: 0 })).result).toBe(true);
    await api('setStickerEmojiList', { sticker: first?.['file_id'], emoji_list: ['⚙️', '🔩'] });
    await api('setStickerKeywords', { sticker: first?.['file_id'], keywords: ['wheel'] });
    await api('setStickerSetTitle', { name: NAME, title: 'More tools' });
    expect((await stickersOf(NAME)).map(({ emoji }) => emoji)).toEqual(['🪛', '⚙️', '🔨']);
    const sent = await api('sendSticker', { chat_id: userId, sticker: third?.['file_id'] });
    expect(asObject(sent.result)['sticker']).toMatchObject({ emoji: '🪛', set_name: NAME });
  });

  it('loses a sticker, has one replaced, and is deleted', async () => {
    const { api } = fixture;
    const [, second, third] = await stickersOf(NAME);
    expect((await api('deleteStickerFromSet', { sticker: third?.['file_id'] })).result).toBe(true);
    const replaced = await upload(
      'replaceStickerInSet',
      { user_id: userId, name: NAME, old_sticker: String(second?.['file_id']), sticker: sticker('attach://new', '🪚') },
      { new: picture(4) },
    );
    expect(replaced.result).toBe(true);
    expect((await stickersOf(NAME)).map(({ emoji }) => emoji)).toEqual(['🪛', '🪚']);
    expect((await api('deleteStickerFromSet', { sticker: third?.['file_id'] })).description).toBe(
      'Bad Request: STICKER_INVALID',
    );
    expect((await api('deleteStickerSet', { name: NAME })).result).toBe(true);
    expect((await api('getStickerSet', { name: NAME })).description).toBe('Bad Request: sticker set not found');
  });

  it('of custom emoji is found by the ids of its emoji', async () => {
    const name = 'emoji_by_tester_bot';
    const stickers = [sticker('attach://a', '🙂')];
    await upload(
      'createNewStickerSet',
      { user_id: userId, name, title: 'E', sticker_type: 'custom_emoji', stickers },
      { a: picture(9, 100) },
    );
    const [made] = await stickersOf(name);
    const id = String(made?.['custom_emoji_id']);
    const found = await fixture.api('getCustomEmojiStickers', { custom_emoji_ids: [id, '1'] });
    expect(asList(found.result)).toMatchObject([{ type: 'custom_emoji', custom_emoji_id: id, set_name: name }]);
    expect((await fixture.api('setCustomEmojiStickerSetThumbnail', { name, custom_emoji_id: id })).result).toBe(true);
  });

  it.each<[words: string, method: string, params: () => object, files?: Record<string, Buffer>]>([
    ['invalid user_id specified', 'createNewStickerSet', () => ({})],
    ["can't parse stickers JSON object", 'createNewStickerSet', () => ({ user_id: userId, stickers: '{' })],
    ['expected an Array of InputSticker', 'createNewStickerSet', () => ({ user_id: userId, stickers: {} })],
    ["can't parse InputSticker: sticker not found", 'createNewStickerSet', () => ({ user_id: userId, stickers: [{}] })],
    [
      'unsupported sticker type specified',
      'createNewStickerSet',
      () => ({ user_id: userId, stickers: [], sticker_type: 'loud' }),
    ],
    ['user not found', 'createNewStickerSet', () => ({ user_id: 999, stickers: [] })],
    ['sticker set title must be non-empty', 'createNewStickerSet', () => ({ user_id: userId, stickers: [] })],
    [
      'sticker set name must be non-empty',
      'createNewStickerSet',
      () => ({ user_id: userId, stickers: [], title: 'a' }),
    ],
    [
      'at least 1 sticker must be specified',
      'createNewStickerSet',
      () => ({ user_id: userId, stickers: [], title: 'a', name: 'a' }),
    ],
    ['there is no sticker file in the request', 'createNewStickerSet', () => ({ user_id: userId })],
    [
      'animated sticker must be uploaded as an InputFile',
      'createNewStickerSet',
      () => ({ user_id: userId, tgs_sticker: 'attach://a' }),
    ],
    ['invalid sticker set name is specified', 'createNewStickerSet', () => one('alone'), { a: picture(5) }],
    [
      'sticker set name is already occupied',
      'createNewStickerSet',
      () => one('emoji_by_tester_bot'),
      { a: picture(5) },
    ],
    ['STICKER_PNG_DIMENSIONS', 'createNewStickerSet', () => one('b_by_tester_bot'), { a: picture(5, 300) }],
    ['STICKER_PNG_NOPNG', 'createNewStickerSet', () => one('b_by_tester_bot'), { a: Buffer.from('GIF89a') }],
    ['invalid sticker format specified', 'uploadStickerFile', () => ({ user_id: userId, sticker: 'a' })],
    ["can't parse sticker JSON object", 'addStickerToSet', () => ({ user_id: userId, sticker: '{' })],
    [
      "can't parse sticker: InputSticker must be an Object",
      'addStickerToSet',
      () => ({ user_id: userId, sticker: '7' }),
    ],
    ['sticker is not specified', 'deleteStickerFromSet', () => ({})],
    ['wrong sticker file specified', 'deleteStickerFromSet', () => ({ sticker: 'abc' })],
    ["can't parse emoji list JSON array", 'setStickerEmojiList', () => ({ sticker: 'a', emoji_list: '[' })],
    [
      "can't parse emoji list: expected an Array of string",
      'setStickerEmojiList',
      () => ({ sticker: 'a', emoji_list: {} }),
    ],
    [
      "can't parse emoji list: emoji list must be non-empty",
      'setStickerEmojiList',
      () => ({ sticker: 'a', emoji_list: [] }),
    ],
    [
      "can't parse emoji list: emoji must be a string",
      'setStickerEmojiList',
      () => ({ sticker: 'a', emoji_list: [1] }),
    ],
    [
      "can't parse emoji list: expected a Unicode emoji",
      'setStickerEmojiList',
      () => ({ sticker: 'a', emoji_list: ['a'] }),
    ],
    ['field "keywords" must be an Array', 'setStickerKeywords', () => ({ sticker: 'a', keywords: {} })],
    ['keyword must be a string', 'setStickerKeywords', () => ({ sticker: 'a', keywords: [1] })],
    ["can't parse mask position JSON object", 'setStickerMaskPosition', () => ({ sticker: 'a', mask_position: '{' })],
    [
      "can't parse mask position: MaskPosition must be an Object",
      'setStickerMaskPosition',
      () => ({ sticker: 'a', mask_position: '7' }),
    ],
    [
      "can't parse mask position: Wrong point specified in MaskPosition",
      'setStickerMaskPosition',
      () => ({ sticker: 'a', mask_position: { point: 'ear' } }),
    ],
    [
      'can\'t parse mask position: Can\'t find field "x_shift"',
      'setStickerMaskPosition',
      () => ({ sticker: 'a', mask_position: { point: 'eyes' } }),
    ],
    ['wrong sticker position specified', 'setStickerPositionInSet', () => ({ sticker: 'a' })],
    ['STICKERSET_INVALID', 'deleteStickerSet', () => ({ name: 'nothing' })],
    ['parameter "custom_emoji_ids" is required', 'getCustomEmojiStickers', () => ({})],
    ['custom emoji identifier must be of type String', 'getCustomEmojiStickers', () => ({ custom_emoji_ids: [1] })],
    ['invalid custom emoji identifier specified', 'getCustomEmojiStickers', () => ({ custom_emoji_ids: ['a'] })],
    [
      'too many custom emoji identifiers specified',
      'getCustomEmojiStickers',
      () => ({ custom_emoji_ids: Array<string>(201).fill('1') }),
    ],
  ])('is refused with "%s" by %s', async (words, method, params, files) => {
    expect((await upload(method, params(), files)).description).toBe(`Bad Request: ${words}`);
  });
});

/** A set of one sticker with everything in order but, perhaps, the name and the file. */
function one(name: string): object {
  return { user_id: userId, name, title: 'a', stickers: [sticker('attach://a', '🙂')] };
}

describe("the bot's own page", () => {
  it('asks for the default rights that were set, for groups and for channels', async () => {
    const { api } = fixture;
    const set = { rights: { can_delete_messages: true, can_post_messages: true, is_anonymous: true } };
    expect((await api('setMyDefaultAdministratorRights', set)).result).toBe(true);
    expect((await api('setMyDefaultAdministratorRights', set)).description).toBe('Bad Request: RIGHTS_NOT_MODIFIED');
    const rights = asObject((await api('getMyDefaultAdministratorRights')).result);
    expect(rights).toMatchObject({ can_delete_messages: true, can_pin_messages: false, is_anonymous: true });
    expect(rights).not.toHaveProperty('can_post_messages');
    const forChannels = asObject((await api('getMyDefaultAdministratorRights', { for_channels: true })).result);
    expect(forChannels).toMatchObject({ can_post_messages: false, can_delete_messages: false });
    expect((await api('setMyDefaultAdministratorRights', { rights: { is_anonymous: 1 } })).description).toBe(
      'Bad Request: can\'t parse ChatAdministratorRights: Field "is_anonymous" must be of type Boolean',
    );
  });

  it('has a photo once it is uploaded', async () => {
    const photo = { photo: { type: 'static', photo: 'attach://face' } };
    expect((await upload('setMyProfilePhoto', photo, { face: picture(7) })).result).toBe(true);
    const photos = await fixture.api('getUserProfilePhotos', { user_id: fixture.bot.id });
    expect(asObject(photos.result)['total_count']).toBe(1);
    expect((await fixture.api('removeMyProfilePhoto')).result).toBe(true);
    expect((await fixture.api('removeMyProfilePhoto')).ok).toBe(false);
    expect((await upload('setMyProfilePhoto', photo)).description).toBe(
      'Bad Request: photo must be uploaded as a file',
    );
    expect((await upload('setMyProfilePhoto', {})).description).toBe("Bad Request: photo isn't specified");
  });
});

it('another bot may look at a sticker set, but not change it', async () => {
  const other = await fixture.sim.bot({ username: 'other_bot' });
  const call = async (method: string, params: object): Promise<ApiAnswer> =>
    await callApi(fixture.url, other.token, method, params);
  expect((await call('getStickerSet', { name: 'emoji_by_tester_bot' })).ok).toBe(true);
  expect((await call('deleteStickerSet', { name: 'emoji_by_tester_bot' })).description).toBe(
    'Bad Request: STICKERSET_INVALID',
  );
});
