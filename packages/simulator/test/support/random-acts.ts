import { gifOf, jpegOf, mp4Of, opusOf, webpOf } from './media-bytes.ts';
import type { Random } from './seeded-random.ts';

/** Who and what there is to act with. */
export interface Cast {
  readonly people: readonly number[];
  readonly bots: readonly { id: number; token: string }[];
  readonly chats: readonly number[];
  readonly forum: number;
}

/** What has happened so far, to act upon. */
export interface Memory {
  /** Numbers of messages by conversation. */
  messages: Map<string, number[]>;
  threads: number[];
  fileIds: string[];
  links: string[];
}

export type Act =
  | { by: 'person'; path: string; body: Record<string, unknown> }
  | { by: 'bot'; token: string; method: string; params: Record<string, unknown> };

const base64 = (bytes: Buffer): string => bytes.toString('base64');
const JPEG = { base64: base64(jpegOf(800, 600)), name: 'a.jpg' };
const VIDEO = { base64: base64(mp4Of({ width: 320, height: 240, seconds: 3 })), name: 'a.mp4' };

/** What a person can send beside a text. */
const PERSONAL: readonly ((random: Random) => Record<string, unknown>)[] = [
  () => ({ photo: JPEG, caption: 'A #photo' }),
  () => ({ photo: { ...JPEG, has_spoiler: true } }),
  () => ({ document: { base64: 'dGV4dA==', name: 'a.txt' }, caption: 'See https://example.org' }),
  () => ({ voice: { base64: base64(opusOf(2)), name: 'a.ogg' } }),
  () => ({ audio: { base64: base64(opusOf(9)), name: 'a.mp3', title: 'Song', performer: 'Band', duration: 9 } }),
  () => ({ video: VIDEO }),
  () => ({ animation: { base64: base64(gifOf(64, 64)), name: 'a.gif' } }),
  () => ({ video_note: VIDEO }),
  () => ({ sticker: { base64: base64(webpOf(512, 512)), name: 'a.webp', emoji: '🙂' } }),
  () => ({ contact: { phone_number: '+380000000000', first_name: 'Carl' } }),
  () => ({ location: { latitude: 50.45, longitude: 30.52 } }),
  () => ({ venue: { location: { latitude: 50, longitude: 30 }, title: 'House', address: 'Street 1' } }),
  (random) => ({ dice: pick(random, ['🎲', '🎯', '🏀', '⚽', '🎳', '🎰']) }),
];

const TEXTS = ['Hello', '/start', '/help@tester_bot now', 'See https://example.org #tag', '@tester_bot hi 😀', '*x*'];
const INLINE = { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }], [{ text: 'Open', url: 'https://a.org' }]] };
const MARKUPS = [{}, INLINE, INLINE, { keyboard: [['One']] }, { force_reply: true }, { remove_keyboard: true }];

function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
}

/** The next thing that somebody does: mostly possible, now and then not. */
export function nextAct(random: Random, cast: Cast, memory: Memory): Act {
  return random() < 0.5 ? personalAct(random, cast, memory) : botAct(random, cast, memory);
}

function personalAct(random: Random, cast: Cast, memory: Memory): Act {
  const from = pick(random, cast.people);
  const isPrivate = random() < 0.4;
  const where = isPrivate ? { bot: pick(random, cast.bots).id } : { chat: pick(random, cast.chats) };
  const numbers = memory.messages.get(isPrivate ? `${where.bot} ${from}` : String(where.chat)) ?? [];
  const message_id = numbers.length === 0 ? 1 : pick(random, numbers.slice(-12));
  const thread =
    where.chat === cast.forum && memory.threads.length > 0 && random() < 0.6 ? pick(random, memory.threads) : undefined;
  const send = { from, ...where, ...(thread === undefined ? {} : { thread }) };
  const one = { from, ...where, message_id };
  const acts: readonly [weight: number, path: string, body: () => Record<string, unknown>][] = [
    [10, 'messages', () => ({ ...send, text: pick(random, TEXTS) })],
    [4, 'messages', () => ({ ...send, text: 'An answer', reply_to: message_id })],
    [14, 'messages', () => ({ ...send, ...pick(random, PERSONAL)(random) })],
    [2, 'albums', () => ({ ...send, media: [{ photo: JPEG, caption: 'One' }, { video: VIDEO }] })],
    [5, 'edits', () => ({ ...one, text: `Edited ${Math.floor(random() * 100)}` })],
    [4, 'reactions', () => ({ ...one, emoji: random() < 0.7 ? [pick(random, ['👍', '🔥', '❤'])] : [] })],
    [3, 'deletes', () => ({ from, ...where, message_ids: [message_id] })],
    [2, 'pins', () => ({ ...one, pinned: random() < 0.7 })],
    [5, 'presses', () => ({ from, ...where, text: pick(random, ['Go', 'One']) })],
    [3, 'votes', () => ({ ...one, options: random() < 0.8 ? [Math.floor(random() * 2)] : [] })],
    [3, 'polls', () => ({ ...send, question: 'Tea?', options: ['Yes', 'No'], is_anonymous: random() < 0.5 })],
    [1, 'polls/close', () => one],
    [2, 'live-locations', () => ({ ...send, latitude: 50, longitude: 30, live_period: 900 })],
    [1, 'live-locations/edit', () => ({ ...one, latitude: 51, longitude: 31 })],
    [1, 'blocks', () => ({ user: from, bot: pick(random, cast.bots).id, blocked: random() < 0.4 })],
    [3, 'forwards', () => ({ from, ...where, message_ids: [message_id], to_chat: pick(random, cast.chats) })],
    [2, 'topics', () => ({ from, chat: cast.forum, name: `Topic ${Math.floor(random() * 100)}` })],
    [
      1,
      `topics/${pick(random, ['edit', 'close', 'reopen'])}`,
      () => ({ from, chat: cast.forum, thread: thread ?? 1, name: 'Renamed' }),
    ],
    [1, 'members', () => ({ chat: pick(random, cast.chats), user: from, status: pick(random, ['left', 'member']) })],
    [
      1,
      'join',
      () => ({ from, invite_link: memory.links.length === 0 ? 'https://t.me/+none' : pick(random, memory.links) }),
    ],
    [1, 'payments', () => ({ ...one, action: 'pay', timeout_ms: 0 })],
  ];
  const [, path, body] = byWeight(random, acts);
  return { by: 'person', path, body: body() };
}

function botAct(random: Random, cast: Cast, memory: Memory): Act {
  const { id, token } = pick(random, cast.bots);
  const person = pick(random, cast.people);
  const chat_id = random() < 0.4 ? person : pick(random, cast.chats);
  const numbersOf = (chat: number): readonly number[] =>
    memory.messages.get(chat > 0 ? `${id} ${chat}` : String(chat)) ?? [];
  const oneOf = (chat: number): number => (numbersOf(chat).length === 0 ? 1 : pick(random, numbersOf(chat).slice(-12)));
  const someOf = (chat: number): number[] =>
    numbersOf(chat)
      .slice(-4)
      .toSorted((a, b) => a - b);
  const message_id = oneOf(chat_id);
  const file = memory.fileIds.length === 0 ? 'none' : pick(random, memory.fileIds);
  const thread =
    chat_id === cast.forum && memory.threads.length > 0 && random() < 0.5
      ? { message_thread_id: pick(random, memory.threads) }
      : {};
  const reply_markup = pick(random, MARKUPS);
  const send = { chat_id, ...thread, reply_markup };
  const one = { chat_id, message_id };
  const elsewhere = random() < 0.5 ? person : pick(random, cast.chats);
  const move = { chat_id, from_chat_id: elsewhere, message_id: oneOf(elsewhere) };
  const acts: readonly [weight: number, method: string, params: () => Record<string, unknown>][] = [
    [12, 'sendMessage', () => ({ ...send, text: '<b>Bold</b> text', parse_mode: 'HTML' })],
    [
      4,
      'sendMessage',
      () => ({ ...send, text: 'Answer', reply_parameters: { message_id, allow_sending_without_reply: true } }),
    ],
    [
      4,
      pick(random, [
        'sendPhoto',
        'sendDocument',
        'sendVideo',
        'sendVoice',
        'sendSticker',
        'sendAnimation',
        'sendAudio',
      ]),
      () => {
        return {
          ...send,
          photo: file,
          document: file,
          video: file,
          voice: file,
          sticker: file,
          animation: file,
          audio: file,
          caption: 'By id',
        };
      },
    ],
    [2, 'sendPoll', () => ({ ...send, question: 'Coffee?', options: ['Yes', 'No'], is_anonymous: random() < 0.5 })],
    [2, 'sendDice', () => send],
    [
      2,
      'sendLocation',
      () => ({ ...send, latitude: 1, longitude: 2, ...(random() < 0.5 ? { live_period: 600 } : {}) }),
    ],
    [1, 'sendVenue', () => ({ ...send, latitude: 1, longitude: 2, title: 'T', address: 'A' })],
    [1, 'sendContact', () => ({ ...send, phone_number: '+1', first_name: 'Carl' })],
    [
      1,
      'sendInvoice',
      () => ({
        chat_id,
        title: 'T',
        description: 'D',
        payload: 'p',
        currency: 'XTR',
        prices: [{ label: 'T', amount: 1 }],
      }),
    ],
    [6, 'editMessageText', () => ({ ...one, text: `Changed ${Math.floor(random() * 1000)}`, reply_markup: INLINE })],
    [2, 'editMessageCaption', () => ({ ...one, caption: `Caption ${Math.floor(random() * 1000)}` })],
    [2, 'editMessageReplyMarkup', () => ({ ...one, reply_markup: INLINE })],
    [3, 'deleteMessage', () => one],
    [3, 'forwardMessage', () => move],
    [3, 'copyMessage', () => move],
    [3, 'setMessageReaction', () => ({ ...one, reaction: [{ type: 'emoji', emoji: '👍' }] })],
    [2, pick(random, ['pinChatMessage', 'unpinChatMessage']), () => one],
    [1, 'stopPoll', () => one],
    [2, 'sendMediaGroup', () => ({ chat_id, ...thread, media: [photoOf(file), photoOf(file)] })],
    [2, 'editMessageMedia', () => ({ ...one, media: { ...photoOf(file), caption: 'Another' } })],
    [2, 'copyMessages', () => ({ chat_id, from_chat_id: elsewhere, message_ids: someOf(elsewhere) })],
    [1, 'forwardMessages', () => ({ chat_id, from_chat_id: elsewhere, message_ids: someOf(elsewhere) })],
    [1, 'deleteMessages', () => ({ chat_id, message_ids: someOf(chat_id).slice(-2) })],
    [1, 'editMessageLiveLocation', () => ({ ...one, latitude: 2, longitude: 3 })],
    [1, 'pinChatMessage', () => ({ ...one, disable_notification: true })],
    [1, 'unpinAllChatMessages', () => ({ chat_id })],
    [1, 'sendMessageDraft', () => ({ chat_id, draft_id: 7, text: 'Thinking' })],
    [1, 'exportChatInviteLink', () => ({ chat_id })],
    [
      1,
      'setMyCommands',
      () => ({ commands: [{ command: 'help', description: 'Help' }], scope: { type: 'chat', chat_id } }),
    ],
    [1, 'setChatMemberTag', () => ({ chat_id, user_id: person, tag: 'Tag' })],
    [1, 'getChat', () => ({ chat_id })],
    [1, 'getChatMember', () => ({ chat_id, user_id: person })],
    [1, 'getChatAdministrators', () => ({ chat_id })],
    [
      1,
      pick(random, ['banChatMember', 'unbanChatMember']),
      () => ({ chat_id, user_id: person, only_if_banned: random() < 0.5 }),
    ],
    [1, 'restrictChatMember', () => ({ chat_id, user_id: person, permissions: { can_send_messages: random() < 0.7 } })],
    [1, 'promoteChatMember', () => ({ chat_id, user_id: person, can_pin_messages: random() < 0.7 })],
    [1, 'createChatInviteLink', () => ({ chat_id, creates_join_request: random() < 0.5 })],
    [1, 'approveChatJoinRequest', () => ({ chat_id, user_id: person })],
    [1, 'setChatTitle', () => ({ chat_id, title: `Title ${Math.floor(random() * 100)}` })],
    [1, 'createForumTopic', () => ({ chat_id: cast.forum, name: 'By a bot' })],
    [1, pick(random, ['closeForumTopic', 'reopenForumTopic']), () => ({ chat_id: cast.forum, ...thread })],
    [1, 'getFile', () => ({ file_id: file })],
    [1, 'getUserProfilePhotos', () => ({ user_id: person })],
    [1, 'getStarTransactions', () => ({})],
    [1, 'sendChatAction', () => ({ chat_id, action: 'typing' })],
  ];
  const [, method, params] = byWeight(random, acts);
  return { by: 'bot', token, method, params: params() };
}

function photoOf(file: string): Record<string, unknown> {
  return { type: 'photo', media: file };
}

function byWeight<Item extends readonly [number, ...unknown[]]>(random: Random, items: readonly Item[]): Item {
  const total = items.reduce((sum, [weight]) => sum + weight, 0);
  let left = random() * total;
  for (const item of items) {
    left -= item[0];
    if (left < 0) return item;
  }
  return pick(random, items);
}
