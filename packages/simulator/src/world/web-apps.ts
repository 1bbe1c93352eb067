import type { JsonObject } from '../json.ts';
import { sendAsUser, type Refused } from './acts.ts';
import { chatInstance } from './callbacks.ts';
import { sendViaBot } from './inline.ts';
import { signInitData } from './init-data.ts';
import type { Content } from './message-contents.ts';
import type { BotRecord, MessageRecord, UserRecord } from './types.ts';
import { parseBox, type World } from './world.ts';
import { THEMES } from './web-app-theme.ts';
import type { WebAppQueryRecord } from './web-app-records.ts';

/** From where a Mini App is opened: what it learns and may do depends on it. */
export type LaunchKind = 'inline' | 'keyboard' | 'menu' | 'main' | 'direct';

export interface Launch {
  kind: LaunchKind;
  bot: BotRecord;
  user: UserRecord;
  /** The chat in which it is opened. */
  box: string;
  url: string;
  startParam: string;
  theme: 'light' | 'dark';
  platform: string;
}

/** Version of the Mini App interface that is told to apps. */
const VERSION = '9.2';
/** A client keeps the query of an open app alive; nothing here closes apps, so they have a whole hour. */
const QUERY_LIFETIME_MS = 3_600_000;
const DATA_BYTES = 4096;

export interface Launched {
  /** The app's address with what it learns behind the `#`. */
  url: string;
  /** With it, the bot may send one message for the person. */
  queryId?: string;
}

/** Opens a Mini App: makes the address with signed launch data. */
export function launchWebApp(world: World, launch: Launch): Launched {
  const { kind, startParam, theme, platform } = launch;
  const query = kind === 'inline' || kind === 'menu' ? openQuery(world, launch) : undefined;
  const params = new URLSearchParams();
  // An app of a keyboard button answers by sendData only; Telegram tells it nothing about the person.
  if (kind !== 'keyboard')
    params.set('tgWebAppData', signInitData(world, initFields(world, launch, query), launch.bot));
  params.set('tgWebAppVersion', VERSION);
  params.set('tgWebAppPlatform', platform);
  params.set('tgWebAppThemeParams', JSON.stringify(THEMES[theme]));
  if (startParam !== '') params.set('tgWebAppStartParam', startParam);
  const url = new URL(launch.url);
  if (startParam !== '') url.searchParams.set('tgWebAppStartParam', startParam);
  const hash = url.hash === '' ? '#' : `${url.hash}${url.hash.includes('=') ? '&' : '?'}`;
  url.hash = `${hash}${params.toString()}`;
  return query === undefined ? { url: url.href } : { url: url.href, queryId: query.id };
}

function openQuery(world: World, { bot, user, box }: Launch): WebAppQueryRecord {
  const query: WebAppQueryRecord = {
    id: `AAH${world.newLongId()}`,
    botId: bot.id,
    userId: user.id,
    box,
    deadlineMs: world.clock.now() + QUERY_LIFETIME_MS,
  };
  world.store.tables.webAppQuery.put(query.id, query);
  return query;
}

function initFields(world: World, launch: Launch, query: WebAppQueryRecord | undefined): Record<string, string> {
  const { kind, box, user, bot, startParam } = launch;
  const fields: Record<string, string> = {};
  if (query !== undefined) fields['query_id'] = query.id;
  fields['user'] = JSON.stringify(describeUser(world, bot, user));
  if (kind === 'direct' || kind === 'main') {
    fields['chat_instance'] = chatInstance(box);
    const where = parseBox(box);
    fields['chat_type'] = where.kind === 'private' ? 'sender' : (world.findChat(where.chatId)?.type ?? 'group');
  }
  if (startParam !== '') fields['start_param'] = startParam;
  fields['auth_date'] = String(world.clock.seconds());
  return fields;
}

function describeUser(world: World, bot: BotRecord, user: UserRecord): JsonObject {
  const json: JsonObject = { id: user.id, first_name: user.first_name, last_name: user.last_name ?? '' };
  if (user.username !== undefined) json['username'] = user.username;
  json['language_code'] = user.language_code ?? 'en';
  if (user.is_premium === true) json['is_premium'] = true;
  const dialog = world.findDialog(bot.id, user.id);
  if (dialog?.started === true && !dialog.blocked) json['allows_write_to_pm'] = true;
  return json;
}

/** A Mini App that was opened by a keyboard button gives its data to the bot. */
export function sendWebAppData(
  world: World,
  draft: { botId: number; userId: number; box: string; buttonText: string; data: string },
): { message: MessageRecord; updateIds: number[] } | Refused {
  const bytes = Buffer.byteLength(draft.data);
  if (bytes === 0 || bytes > DATA_BYTES) return { refused: `the data must have 1 to ${DATA_BYTES} bytes` };
  const fields = { web_app_data: { button_text: draft.buttonText, data: draft.data } };
  return sendAsUser(world, { box: draft.box, from: draft.userId, content: { kind: 'service', fields } });
}

/** The query of this id that the bot may still answer. */
export function findWebAppQuery(world: World, botId: number, id: string): WebAppQueryRecord | undefined {
  const query = world.store.tables.webAppQuery.get(id);
  if (query === undefined || query.botId !== botId || query.messageId !== undefined) return undefined;
  return query.deadlineMs > world.clock.now() ? query : undefined;
}

/** Sends what the bot answered as a message of the person, into the chat in which the app was opened. */
export function answerWebApp(
  world: World,
  bot: BotRecord,
  query: WebAppQueryRecord,
  answer: { content: Content; markup: JsonObject | undefined },
): MessageRecord | undefined {
  const sent = sendViaBot(world, bot, { userId: query.userId, box: query.box, ...answer });
  if ('refused' in sent) return undefined;
  query.messageId = sent.message.id;
  world.store.tables.webAppQuery.put(query.id, query);
  world.events.emit('web_app', { kind: 'user', userId: query.userId }, () => ({
    query_id: query.id,
    bot_id: bot.id,
    message_id: sent.message.id,
  }));
  return sent.message;
}
