import { jpegOf } from './media-bytes.ts';
import type { Refusal } from './refusal-table.ts';
import type { Stage } from './stage.ts';

/** What else the refusals of media need. */
export interface MediaStage extends Stage {
  /** A person who takes no voice and video messages. */
  restrictsVoice: number;
  /** Message ids. */
  livePlace: number;
  dice: number;
  albumPhoto: number;
}

interface Kind {
  field: string;
  rights: string;
  fileType: string;
}

const KINDS: Record<string, Kind> = {
  sendPhoto: { field: 'photo', rights: 'photos', fileType: 'Photo' },
  sendDocument: { field: 'document', rights: 'documents', fileType: 'Document' },
  sendVideo: { field: 'video', rights: 'videos', fileType: 'Video' },
  sendAudio: { field: 'audio', rights: 'music', fileType: 'Audio' },
  sendVoice: { field: 'voice', rights: 'voice notes', fileType: 'VoiceNote' },
  sendAnimation: { field: 'animation', rights: 'animations', fileType: 'Animation' },
  sendVideoNote: { field: 'video_note', rights: 'video notes', fileType: 'VideoNote' },
  sendSticker: { field: 'sticker', rights: 'stickers', fileType: 'Sticker' },
};

const WRONG_ID = 'wrong remote file identifier specified: ';
const ADMINISTRATOR = 'need administrator rights in the channel chat';

/** Calls with a file id, and how TDLib refuses what stands there. */
const WRONG_FILES: [string, string][] = [
  ['@@@', `${WRONG_ID}Wrong character in the string`],
  ['abcde', `${WRONG_ID}Wrong string length`],
  ['ab======', `${WRONG_ID}Wrong padding length`],
  ['abcd', `${WRONG_ID}can't unserialize it. Wrong last symbol`],
  [Buffer.from([1, 0x2a]).toString('base64url'), `${WRONG_ID}can't unserialize it`],
  ['ftp://a.org/x', 'invalid file HTTP URL specified: Unsupported URL protocol'],
  ['http://:1/x.png', 'invalid file HTTP URL specified: URL host is empty'],
];

const EMPTY = Buffer.alloc(0);
const SAME =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

export function listMediaRefusals(stage: MediaStage): Refusal[] {
  const rows: Refusal[] = [];
  const bad = (method: string, params: object, words: string, files?: Refusal['files']): void => {
    const row: Refusal = { method, params, code: 400, description: `Bad Request: ${words}` };
    rows.push(files === undefined ? row : { ...row, files });
  };
  for (const [method, kind] of Object.entries(KINDS)) listFileRefusals(stage, method, kind, bad);
  listPhotoRefusals(stage, bad);
  bad('sendLivePhoto', { chat_id: stage.user }, 'there is no live photo in the request');
  bad('sendLivePhoto', { chat_id: stage.user, live_photo: stage.documentId }, 'there is no photo in the request');
  listAlbumRefusals(stage, bad);
  listPaidMediaRefusals(stage, bad);
  listMediaEditRefusals(stage, bad);
  listPlaceRefusals(stage, bad);
  listLiveRefusals(stage, bad);
  const { user, restricted, memberChannel } = stage;
  bad('sendContact', { chat_id: user }, 'parameter "phone_number" is required');
  bad('sendContact', { chat_id: user, phone_number: '+1', first_name: ' ' }, 'parameter "first_name" is required');
  bad('sendContact', { chat_id: memberChannel, phone_number: '+1', first_name: 'a' }, ADMINISTRATOR);
  bad('sendDice', { chat_id: memberChannel }, ADMINISTRATOR);
  bad('sendDice', { chat_id: restricted }, 'not enough rights to send dice to the chat');
  for (const emoji of ['🍕', 'constructor']) bad('sendDice', { chat_id: user, emoji }, 'EMOTICON_INVALID');
  bad('getFile', {}, 'file_id not specified');
  bad('getFile', { file_id: 'abc' }, 'invalid file_id');
  bad('getUserProfilePhotos', {}, 'invalid user_id specified');
  bad('getUserProfilePhotos', { user_id: 999 }, 'user not found');
  return rows;
}

type Bad = (method: string, params: object, words: string, files?: Refusal['files']) => void;

function listFileRefusals(stage: MediaStage, method: string, kind: Kind, bad: Bad): void {
  const { user } = stage;
  const { field, rights, fileType } = kind;
  const send = (value: string, rest: object = {}): object => ({ chat_id: user, [field]: value, ...rest });
  const name = field.replace('_', ' ');
  bad(method, { chat_id: user }, `there is no ${name} in the request`);
  bad(method, send('attach://nothing'), `there is no ${name} in the request`);
  for (const [value, words] of WRONG_FILES) bad(method, send(value), words);
  bad(method, { chat_id: user }, 'file must be non-empty', { [field]: [EMPTY, 'a.png'] });
  const isPhoto = field === 'photo';
  const [own, other] = isPhoto ? [stage.photoId, stage.documentId] : [stage.documentId, stage.photoId];
  bad(method, send(other), `can't use file of type ${isPhoto ? 'Document' : 'Photo'} as ${fileType}`);
  if (field !== 'sticker' && field !== 'video_note') {
    bad(method, send(own, { caption: 'x'.repeat(1025) }), 'message caption is too long');
    bad(method, send(own, { caption: '<b>', parse_mode: 'HTML' }), END_TAG);
  }
  bad(method, { chat_id: stage.restricted, [field]: own }, `not enough rights to send ${rights} to the chat`);
  bad(method, { chat_id: stage.memberChannel, [field]: own }, ADMINISTRATOR);
  if (field === 'voice' || field === 'video_note') {
    const words = `user restricted receiving of ${field === 'voice' ? 'voice' : 'video'} note messages`;
    bad(method, { chat_id: stage.restrictsVoice }, words, { [field]: [Buffer.from('x'), ''] });
  }
  if (field === 'video_note') {
    bad(method, { chat_id: user, length: 641 }, 'wrong video note length', { video_note: [Buffer.from('x'), ''] });
  }
}

const END_TAG = 'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"';

function listPhotoRefusals({ user }: MediaStage, bad: Bad): void {
  const photo = (bytes: Buffer, name: string, words: string): void =>
    bad('sendPhoto', { chat_id: user }, words, { photo: [bytes, name] });
  photo(Buffer.from('no image'), 'a.png', 'IMAGE_PROCESS_FAILED');
  photo(jpegOf(9000, 2000), 'a.jpg', 'PHOTO_INVALID_DIMENSIONS');
  photo(jpegOf(2100, 100), 'a.jpg', 'PHOTO_INVALID_DIMENSIONS');
  const tooBig = 'file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes';
  photo(jpegOf(100, 100, 10 * 1024 * 1024 + 1), 'a.jpg', tooBig);
  photo(jpegOf(100, 100, 10 * 1024 * 1024 + 1), 'a.txt', tooBig);
  photo(jpegOf(100, 100), 'a.txt', 'photo has unsupported extension. Use one of .jpg, .jpeg, .gif, .png, .tif or .bmp');
}

function listAlbumRefusals(stage: MediaStage, bad: Bad): void {
  const { user, photoId, documentId } = stage;
  const method = 'sendMediaGroup';
  const album = (media: unknown): object => ({ chat_id: user, media });
  const prefix = "can't parse InputMedia: ";
  const photo = { type: 'photo', media: photoId };
  const document = { type: 'document', media: documentId };
  bad(method, { chat_id: user }, 'parameter "media" is required');
  bad(method, album('['), "can't parse media JSON object");
  bad(method, album('7'), 'expected an Array of InputMedia');
  bad(method, album([7]), `${prefix}expected an Object`);
  bad(method, album([{ type: 'photo' }]), `${prefix}media not found`);
  bad(method, album([{ type: 'photo', media: 7.5, caption: [] }]), `${prefix}Field "caption" must be of type String`);
  bad(method, album([{ type: 'live_photo', media: documentId }]), `${prefix}photo not found`);
  bad(method, album([{ type: 'sticker', media: photoId }]), `${prefix}type "sticker" is unsupported`);
  bad(
    method,
    album([{ type: 'animation', media: documentId }]),
    `${prefix}type "animation" can't be used in sendMediaGroup`,
  );
  bad(method, album([]), 'there are no messages to send');
  bad(method, album(Array.from({ length: 11 }, () => photo)), 'too many messages to send as an album');
  bad(method, album([photo, document]), "document can't be mixed with other media types");
  bad(
    method,
    album([photo, { ...photo, show_caption_above_media: true }]),
    'parameter show_caption_above_media must be the same for all messages',
  );
  bad(method, album([{ ...photo, caption: 'x'.repeat(1025) }]), 'message caption is too long');
  bad(method, album([{ type: 'photo', media: 'attach://a' }]), 'file must be non-empty', { a: [EMPTY, 'a.jpg'] });
  for (const [media, words] of WRONG_FILES) bad(method, album([{ type: 'photo', media }]), words);
  bad(method, album([{ type: 'photo', media: documentId }]), "can't use file of type Document as Photo");
  bad(method, { chat_id: stage.memberChannel, media: [photo] }, ADMINISTRATOR);
  bad(method, { chat_id: stage.restricted, media: [photo] }, 'not enough rights to send photos to the chat');
}

function listPaidMediaRefusals(stage: MediaStage, bad: Bad): void {
  const { user, photoId, documentId } = stage;
  const method = 'sendPaidMedia';
  const photo = { type: 'photo', media: photoId };
  const paid = (media: unknown, rest: object = {}): object => ({ chat_id: user, star_count: 1, media, ...rest });
  const prefix = "can't parse InputPaidMedia: ";
  bad(method, { chat_id: user, star_count: 1 }, 'parameter "media" is required');
  bad(method, paid('['), "can't parse paid media JSON object");
  bad(method, paid('7'), 'expected an Array of InputPaidMedia');
  bad(method, paid([7]), `${prefix}expected an Object`);
  bad(method, paid([{ type: 'photo' }]), `${prefix}media not found`);
  bad(method, paid([{ type: 'live_photo', media: documentId }]), `${prefix}photo not found`);
  bad(method, paid([{ type: 'audio', media: documentId }]), `${prefix}type "audio" is unsupported`);
  bad(method, paid([photo], { star_count: 0 }), 'invalid media price specified');
  bad(method, paid([]), 'invalid number of paid media specified');
  bad(method, paid(Array.from({ length: 11 }, () => photo)), 'invalid number of paid media specified');
  bad(method, paid([photo], { caption: 'x'.repeat(1025) }), 'message caption is too long');
  bad(method, paid([{ type: 'photo', media: documentId }]), "can't use file of type Document as Photo");
  bad(method, paid([{ type: 'photo', media: 'attach://a' }]), 'file must be non-empty', { a: [EMPTY, 'a.jpg'] });
  bad(method, paid([photo], { chat_id: stage.restricted }), 'not enough rights to send paid media to the chat');
  bad(method, paid([photo], { chat_id: stage.memberChannel }), ADMINISTRATOR);
}

function listMediaEditRefusals(stage: MediaStage, bad: Bad): void {
  const { user, photoId, documentId } = stage;
  const method = 'editMessageMedia';
  const media = { type: 'photo', media: photoId };
  const edit = (rest: object): object => ({ chat_id: user, message_id: stage.photo, media, ...rest });
  const prefix = "can't parse InputMedia: ";
  bad(method, { chat_id: user, message_id: stage.photo }, 'parameter "media" is required');
  bad(method, edit({ media: '{' }), "can't parse input media JSON object");
  bad(method, edit({ media: [] }), `${prefix}expected an Object`);
  bad(method, edit({ media: { type: 'photo' } }), `${prefix}media not found`);
  bad(method, edit({ media: { type: 'poll', media: photoId } }), `${prefix}type "poll" is unsupported`);
  bad(method, { media }, 'message identifier is not specified');
  bad(method, edit({ message_id: 999 }), 'message to edit not found');
  bad(method, edit({ message_id: stage.fromUser }), "message can't be edited");
  bad(method, edit({ message_id: stage.withKeyboard }), "message can't be edited");
  bad(method, edit({ message_id: stage.dice }), "message media can't be edited");
  bad(
    method,
    edit({ message_id: stage.albumPhoto, media: { type: 'document', media: documentId } }),
    "can't change media type in the album",
  );
  bad(method, edit({ reply_markup: { keyboard: [['a']] } }), 'inline keyboard expected');
  bad(method, edit({}), SAME);
}

function listPlaceRefusals({ user, restricted, memberChannel }: MediaStage, bad: Bad): void {
  const place = { latitude: 1, longitude: 1 };
  for (const [method, rights] of [
    ['sendLocation', 'locations'],
    ['sendVenue', 'venues'],
  ] as const) {
    bad(method, { chat_id: user }, 'latitude is empty');
    bad(method, { chat_id: user, latitude: 1 }, 'longitude is empty');
    bad(method, { chat_id: user, ...place, latitude: 91 }, 'invalid location specified');
    bad(method, { chat_id: user, ...place, longitude: -181 }, 'invalid location specified');
    bad(method, { chat_id: restricted, ...place }, `not enough rights to send ${rights} to the chat`);
    bad(method, { chat_id: memberChannel, ...place }, ADMINISTRATOR);
  }
  const live = (rest: object): object => ({ chat_id: user, ...place, live_period: 60, ...rest });
  for (const period of [5, 86_401, -1]) {
    bad('sendLocation', live({ live_period: period }), 'wrong live location period specified');
  }
  bad('sendLocation', live({ heading: 361 }), 'wrong live location heading specified');
  bad(
    'sendLocation',
    live({ proximity_alert_radius: 100_001 }),
    'wrong live location proximity alert radius specified',
  );
  bad('sendLocation', live({ chat_id: restricted }), 'not enough rights to send live locations to the chat');
}

function listLiveRefusals(stage: MediaStage, bad: Bad): void {
  const { user } = stage;
  const place = { latitude: 1, longitude: 1 };
  const edit = (rest: object): object => ({ chat_id: user, message_id: stage.livePlace, ...place, ...rest });
  bad('editMessageLiveLocation', { chat_id: user, message_id: 1 }, 'latitude is empty');
  bad('editMessageLiveLocation', { chat_id: user, message_id: 1, latitude: 1 }, 'longitude is empty');
  bad('editMessageLiveLocation', edit({ latitude: 91 }), 'invalid live location specified');
  bad('editMessageLiveLocation', edit({ live_period: 5 }), 'wrong live location period specified');
  bad('editMessageLiveLocation', edit({ live_period: 86_461 }), 'wrong live location period specified');
  bad('editMessageLiveLocation', edit({ heading: -1 }), 'wrong live location heading specified');
  bad(
    'editMessageLiveLocation',
    edit({ proximity_alert_radius: 100_001 }),
    'wrong live location proximity alert radius specified',
  );
  for (const method of ['editMessageLiveLocation', 'stopMessageLiveLocation']) {
    bad(method, place, 'message identifier is not specified');
    bad(method, edit({ message_id: 999 }), 'message to edit not found');
    bad(method, edit({ message_id: stage.fromUser }), "message can't be edited");
    bad(method, edit({ message_id: stage.text }), 'there is no live location in the message to edit');
    bad(method, edit({ reply_markup: { keyboard: [['a']] } }), 'inline keyboard expected');
  }
}
