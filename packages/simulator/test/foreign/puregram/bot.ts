import { createReadStream } from 'node:fs';

import {
  APIError,
  InlineKeyboard,
  InlineQueryResult,
  InputMedia,
  InputMessageContent,
  Keyboard,
  MediaSource,
  RemoveKeyboard,
  Telegram,
  type MessageContext,
} from 'puregram';

import {
  COMMANDS,
  CONTACT,
  describeBytes,
  describeRefusal,
  NOTES_PATH,
  PICTURES,
  PLACE,
  SECRET,
  UPDATE_KINDS,
  type ForeignLibrary,
  type RunningBot,
  type StartOptions,
} from '../contract.ts';
import { serveWebhook } from '../webhook-server.ts';

export const puregram: ForeignLibrary = {
  name: 'puregram',
  errorClass: 'APIError',
  floodWaits: 'version 2 gives the error to the bot (version 3, for Node 22 and newer, has an option)',
  start: startBot,
};

/** Its stop leaves the poll that runs to its end, so that one must be short. */
const POLL_SECONDS = 1;

async function startBot({ url, token, transport }: StartOptions): Promise<RunningBot> {
  const telegram = new Telegram({ token, apiBaseUrl: `${url}/bot`, allowedUpdates: [...UPDATE_KINDS] });
  addCommands(telegram, new Map());
  addUpdates(telegram);
  await telegram.api.setMyCommands({ commands: COMMANDS });
  if (transport === 'polling') {
    let polled: (() => void) | undefined;
    telegram.onAfterRequest((context) => {
      if (context.path === 'getUpdates') polled?.();
      return context;
    });
    await telegram.updates.startPolling({ timeout: POLL_SECONDS });
    return {
      stop: async () => {
        telegram.updates.stopPolling();
        await new Promise<void>((resolve) => {
          polled = resolve;
        });
      },
    };
  }
  const server = await serveWebhook(telegram.updates.getWebhookMiddleware(SECRET));
  const allowed = [...UPDATE_KINDS];
  await telegram.api.setWebhook({ url: server.url, secret_token: SECRET, allowed_updates: allowed });
  return { stop: async () => await server.close() };
}

type Answer = (context: MessageContext, words: string) => Promise<unknown>;

/** The library has no commands of its own: messages are looked through by hand. */
function addCommands(telegram: Telegram, charges: Map<number, string>): void {
  const answers: Record<string, Answer> = { ...sayings(telegram), ...sendings(), ...sales(telegram, charges) };
  telegram.updates.on('message', async (context, next) => {
    const [, name = '', words = ''] = /^\/(\w+) ?(.*)$/.exec(context.text ?? '') ?? [];
    const answer = answers[name];
    if (answer === undefined) await next();
    else await answer(context, words);
  });
  telegram.updates.on('message', async (context) => {
    const { text, attachment } = context;
    if (text === 'Small' || text === 'Large') {
      await context.send(`Size: ${text}`, { reply_markup: new RemoveKeyboard() });
    } else if (text === 'Where am I?') {
      const thread = context.threadId;
      await context.send(`In topic ${thread}`, thread === undefined ? {} : { message_thread_id: thread });
    } else if (context.hasAttachmentType('document') && attachment !== undefined) {
      const bytes = await telegram.downloadFile(attachment);
      if (bytes !== null) await context.send(describeBytes(bytes));
    } else if (context.contact !== undefined) await context.send(`Your phone is ${context.contact.phoneNumber}`);
  });
  telegram.updates.on('successful_payment', async (context) => {
    const payment = context.eventPayment;
    charges.set(context.senderId ?? 0, payment.telegramPaymentChargeId);
    await context.send(`Paid: ${payment.totalAmount} ${payment.currency} for ${payment.invoicePayload}`);
  });
}

function sayings(telegram: Telegram): Record<string, Answer> {
  return {
    start: async (context, words) => await context.send(`Hello, ${context.from?.firstName} (${words})`),
    commands: async (context) => {
      const commands = await telegram.api.getMyCommands();
      await context.send(commands.map(({ command }) => command).join(', '));
    },
    menu: async (context) => {
      const tea = InlineKeyboard.textButton({ text: 'Tea', payload: 'pick:tea' });
      const coffee = InlineKeyboard.textButton({ text: 'Coffee', payload: 'pick:coffee' });
      await context.send('Pick one', { reply_markup: InlineKeyboard.keyboard([[tea, coffee]]) });
    },
    keyboard: async (context) => {
      await context.send('Size?', { reply_markup: Keyboard.keyboard([['Small', 'Large']]).resize() });
    },
    delete: async (context) => {
      const sent = await context.send('Gone soon');
      await sent.delete();
    },
    react: async (context) => await context.setReaction('👍'),
    topic: async (context) => {
      const topic = await telegram.api.createForumTopic({ chat_id: context.chat.id, name: 'News' });
      await context.send('First', { message_thread_id: topic.message_thread_id });
    },
    tell: async (context, words) => {
      try {
        await telegram.api.sendMessage({ chat_id: Number(words), text: 'Hello' });
      } catch (error) {
        if (!(error instanceof APIError)) throw error;
        await context.send(describeRefusal(error, error.code, error.message));
      }
    },
    dice: async (context) => {
      try {
        await context.sendDice('🎲');
      } catch (error) {
        if (!(error instanceof APIError)) throw error;
        await context.send(describeRefusal(error, error.code, error.message, error.parameters?.retry_after));
      }
    },
  };
}

function sendings(): Record<string, Answer> {
  return {
    photo: async (context) => {
      const change = InlineKeyboard.textButton({ text: 'Change', payload: 'caption' });
      const photo = MediaSource.buffer(PICTURES[0], { filename: 'a.jpg' });
      await context.sendPhoto(photo, { caption: 'Before', reply_markup: InlineKeyboard.keyboard([[change]]) });
    },
    document: async (context) => {
      await context.sendDocument(MediaSource.stream(createReadStream(NOTES_PATH), { filename: 'notes.txt' }));
    },
    album: async (context) => {
      const [first, second] = PICTURES;
      await context.sendMediaGroup([
        InputMedia.photo(MediaSource.buffer(first, { filename: 'a.jpg' }), { caption: 'Two' }),
        InputMedia.photo(MediaSource.buffer(second, { filename: 'b.jpg' })),
      ]);
    },
    place: async (context) => {
      await context.sendLocation(PLACE.latitude, PLACE.longitude);
      await context.sendContact(CONTACT);
    },
    poll: async (context) => {
      const close = InlineKeyboard.textButton({ text: 'Close', payload: 'close' });
      const poll = { question: 'Tea?', options: [{ text: 'Yes' }, { text: 'No' }], is_anonymous: false };
      await context.sendPoll({ ...poll, reply_markup: InlineKeyboard.keyboard([[close]]) });
    },
  };
}

function sales(telegram: Telegram, charges: Map<number, string>): Record<string, Answer> {
  return {
    buy: async (context, payload) => {
      const texts = { title: 'Tea', description: 'A cup of tea', payload };
      await context.sendInvoice({ ...texts, currency: 'XTR', prices: [{ label: 'Tea', amount: 25 }] });
    },
    refund: async (context) => {
      const id = context.senderId ?? 0;
      await telegram.api.refundStarPayment({ user_id: id, telegram_payment_charge_id: charges.get(id) ?? '' });
      await context.send('Refunded');
    },
  };
}

function addUpdates(telegram: Telegram): void {
  const { api, updates } = telegram;
  updates.on('callback_query', async (context) => {
    const [kind, choice] = context.data?.split(':') ?? [];
    if (kind === 'pick') {
      await context.editText(`Picked: ${choice}`);
      await context.answer({ text: `You picked ${choice}` });
    } else if (kind === 'caption') {
      await context.editCaption('After');
      await context.answer();
    } else if (kind === 'close' && context.message !== undefined) {
      const poll = await api.stopPoll({ chat_id: context.message.chat.id, message_id: context.message.id });
      await context.answer({ text: `${poll.total_voter_count} voted` });
    }
  });
  updates.on('location', async (context) => {
    await context.send(`You are at ${context.eventLocation.latitude}, ${context.eventLocation.longitude}`);
  });
  updates.on('message_reaction', async (context) => {
    const emoji = context.newReactions.map((reaction) => ('emoji' in reaction ? reaction.emoji : ''));
    await api.sendMessage({ chat_id: context.chat.id, text: `Your reaction: ${emoji.join('')}` });
  });
  updates.on('poll_answer', async (context) => {
    await api.sendMessage({ chat_id: context.senderId, text: `Your vote: ${context.optionIds.join()}` });
  });
  updates.on('inline_query', async (context) => {
    const word = context.query;
    const content = InputMessageContent.text(`One ${word}, please`);
    const article = InlineQueryResult.article({
      id: `${word}-1`,
      title: `A cup of ${word}`,
      input_message_content: content,
    });
    await context.answer([article], { cache_time: 0 });
  });
  updates.on('chosen_inline_result', async (context) => {
    const { senderId, resultId, query } = context;
    await api.sendMessage({ chat_id: senderId, text: `Chosen: ${resultId} for ${query}` });
  });
  updates.on('pre_checkout_query', async (context) => {
    if (context.invoicePayload === 'gone') await context.answer({ ok: false, error_message: 'Sold out' });
    else await context.answer({ ok: true });
  });
  updates.on(['my_chat_member', 'chat_member'], async (context) => {
    if (context.chat.type !== 'supergroup') return;
    await context.send(`${context.newChatMember.user.firstName} is now: ${context.newChatMember.status}`);
  });
}
