// Telegraf with a wizard scene; its session is in Redis. Telegraf's agent is for https only, so it gets one for http.
import { Agent } from 'node:http';
import { Redis } from 'ioredis';
import { Scenes, session, Telegraf } from 'telegraf';
import { message } from 'telegraf/filters';
import { readBotSettings } from '../src/bot-settings.ts';
import {
  command,
  confirmWord,
  createdText,
  questionCard,
  questions,
  reviewCard,
  type Card,
  type Order,
} from '../src/order/order-flow.ts';
import { messageOptions } from './order-session.ts';
import { jsonStore } from './redis-json.ts';
import { serve } from './serve.ts';

interface WizardState {
  order?: Partial<Order>;
}
type BotContext = Scenes.WizardContext;

const send = (ctx: BotContext, card: Card): Promise<unknown> => ctx.reply(card.text, messageOptions(card));
// The scene's state is typed as an object by Telegraf; this bot keeps nothing else in it.
const stateOf = (ctx: BotContext): WizardState => ctx.wizard.state;

const wizard = new Scenes.WizardScene<BotContext>(
  'order',
  async (ctx) => {
    stateOf(ctx).order = {};
    ctx.wizard.next();
    await send(ctx, questionCard(0));
  },
  ...questions.map((question, index) => async (ctx: BotContext): Promise<void> => {
    if (!ctx.has(message('text'))) return;
    const read = question.read(ctx.message.text);
    if (!read.ok) {
      await send(ctx, questionCard(index, read.message));
      return;
    }
    const state = stateOf(ctx);
    state.order = { ...state.order, [question.name]: read.value };
    ctx.wizard.next();
    await send(ctx, index + 1 < questions.length ? questionCard(index + 1) : reviewCard(state.order));
  }),
  async (ctx) => {
    if (!ctx.has(message('text'))) return;
    if (ctx.message.text !== confirmWord) {
      await send(ctx, reviewCard(stateOf(ctx).order ?? {}));
      return;
    }
    await ctx.scene.leave();
    await send(ctx, { text: createdText, keyboard: [] });
  },
);

const { apiRoot, token, secretToken, redisUrl } = readBotSettings();
const redis = new Redis(redisUrl);
const bot = new Telegraf<BotContext>(token, {
  telegram: { apiRoot, agent: new Agent({ keepAlive: true, maxSockets: Infinity }), webhookReply: false },
});
bot.use(session({ store: jsonStore<Scenes.WizardSession>(redis) }));
bot.use(new Scenes.Stage<BotContext>([wizard]).middleware());
bot.command(command.slice(1), (ctx) => ctx.scene.enter('order'));

bot.botInfo = await bot.telegram.getMe();
const callback = bot.webhookCallback('/', { secretToken });
await serve(
  (request, response) => void callback(request, response),
  () => redis.disconnect(),
);
