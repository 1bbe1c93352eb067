import { readFileSync } from 'node:fs';

import { z } from 'zod';

import { isJsonObject, type JsonObject } from '../json.ts';
import { launchPublicKey } from '../world/init-data.ts';
import { findKeyboard } from '../world/keyboards.ts';
import type { BotRecord } from '../world/types.ts';
import { launchWebApp, sendWebAppData, type LaunchKind } from '../world/web-apps.ts';
import { privateBox, type World } from '../world/world.ts';
import { invalid, notFound, refused } from './control-error.ts';
import { getBot, getBox, getUser } from './resolve.ts';
import { RawAnswer, route, type ControlRoute } from './route.ts';
import { empty, ref } from './schemas.ts';

/** What a page loads in place of Telegram's script, which would come from the internet. */
const SCRIPT = readFileSync(new URL('../../assets/telegram-web-app.js', import.meta.url), 'utf8');

const opened = z.object({
  from: ref,
  bot: ref,
  chat: ref.optional().describe('where it is opened; the private chat with the bot when absent'),
  kind: z.enum(['inline', 'keyboard', 'menu', 'main', 'direct']),
  message_id: z.number().int().optional().describe('of the inline button'),
  text: z.string().optional().describe('of the button; the newest one that opens an app when absent'),
  short_name: z.string().optional().describe('of the app, for direct links; the main one when absent'),
  start_param: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,512}$/)
    .optional(),
  theme: z.enum(['light', 'dark']).default('light'),
  platform: z.string().default('web'),
});

type Opened = z.output<typeof opened>;

export const webAppRoutes: readonly ControlRoute[] = [
  route('POST', '/_sim/web-apps', 'A person opens a Mini App', opened, ({ world }, input) => {
    const user = getUser(world, input.from);
    const bot = getBot(world, input.bot);
    const box = input.chat === undefined ? privateBox(bot.id, user.id) : getBox(world, input.chat, undefined, user.id);
    const launched = launchWebApp(world, {
      kind: input.kind,
      bot,
      user,
      box,
      url: addressOf(world, bot, user.id, box, input),
      startParam: input.start_param ?? '',
      theme: input.theme,
      platform: input.platform,
    });
    return { url: launched.url, ...(launched.queryId === undefined ? {} : { query_id: launched.queryId }) };
  }),
  route(
    'POST',
    '/_sim/web-apps/data',
    'A Mini App opened by a keyboard button gives its data to the bot',
    z.object({ from: ref, bot: ref, button_text: z.string(), data: z.string() }),
    ({ world }, input) => {
      const userId = getUser(world, input.from).id;
      const botId = getBot(world, input.bot).id;
      const box = privateBox(botId, userId);
      const sent = sendWebAppData(world, { botId, userId, box, buttonText: input.button_text, data: input.data });
      if ('refused' in sent) throw refused(sent.refused);
      const { message, updateIds } = sent;
      return { message_id: message.id, chat_id: userId, update_ids: updateIds, rev: message.rev };
    },
  ),
  route(
    'POST',
    '/_sim/web-apps/register',
    'Give a bot its main Mini App, or one with a short name; no address takes it away',
    z.object({ bot: ref, url: z.url({ protocol: /^https?$/ }).optional(), short_name: z.string().default('') }),
    ({ world }, input) => {
      const bot = getBot(world, input.bot);
      const { [input.short_name]: _, ...others } = bot.webApps ?? {};
      bot.webApps = input.url === undefined ? others : { ...others, [input.short_name]: input.url };
      world.touchBot(bot);
      world.events.emit('bot', { kind: 'everybody' }, () => ({ bot_id: bot.id }));
      return { bot_id: bot.id, web_apps: bot.webApps };
    },
  ),
  route('GET', '/_sim/web-apps/key', 'The public key of the launch data, in hex', empty, ({ world }) => ({
    public_key: launchPublicKey(world),
  })),
  route(
    'GET',
    '/_sim/telegram-web-app.js',
    "What a Mini App's page loads in place of Telegram's script",
    empty,
    () => new RawAnswer('text/javascript; charset=utf-8', SCRIPT, {}),
  ),
];

function addressOf(world: World, bot: BotRecord, userId: number, box: string, input: Opened): string {
  const { kind } = input;
  const url = kind === 'menu' ? menuUrl(world, bot, userId) : findUrl(world, bot, userId, box, input);
  if (url === undefined) throw notFound(`the bot has no Mini App of the kind "${kind}" here`);
  if (!URL.canParse(url)) throw invalid(`the address ${url} cannot be read`);
  return url;
}

function findUrl(world: World, bot: BotRecord, userId: number, box: string, input: Opened): string | undefined {
  const kind: LaunchKind = input.kind;
  if (kind === 'main') return bot.webApps?.[''];
  if (kind === 'direct') return bot.webApps?.[input.short_name ?? ''];
  if (kind === 'keyboard') return urlIn(findKeyboard(world, box, userId)?.markup['keyboard'], input.text);
  const messages = world.boxes.list(box).toReversed();
  for (const message of messages) {
    if (message.deletedAt !== undefined || (input.message_id ?? message.id) !== message.id) continue;
    const url = urlIn(message.markup?.['inline_keyboard'], input.text);
    if (url !== undefined) return url;
  }
  return undefined;
}

function urlIn(rows: unknown, text: string | undefined): string | undefined {
  const buttons: unknown[] = Array.isArray(rows) ? rows.flat() : [];
  for (const button of buttons) {
    if (!isJsonObject(button) || !isJsonObject(button['web_app'])) continue;
    if (text === undefined || button['text'] === text) return String(button['web_app']['url']);
  }
  return undefined;
}

/** The menu button of the person's chat, or the one for everybody. */
function menuUrl(world: World, bot: BotRecord, userId: number): string | undefined {
  const own = world.store.tables.meta.get(`menu:${bot.id}:${userId}`);
  const button: JsonObject | undefined = own === undefined || own['type'] === 'default' ? bot.menuButton : own;
  return isJsonObject(button?.['web_app']) ? String(button['web_app']['url']) : undefined;
}
