/** A bot of a few lines on plain `fetch`, for tests of what people see. */
export interface ScriptedBot {
  call: (method: string, payload: object) => Promise<unknown>;
  /** Lets the answer to the text `wait` go out. */
  release: () => void;
  stop: () => Promise<void>;
}

interface Update {
  update_id: number;
  message?: Incoming;
  edited_message?: Incoming;
  callback_query?: { id: string; data?: string; message?: { message_id: number; chat: { id: number } } };
}

interface Incoming {
  message_id: number;
  chat: { id: number };
  from?: { first_name: string };
  text?: string;
  caption?: string;
  contact?: { phone_number: string };
  location?: { latitude: number };
  photo?: object[];
  document?: { file_name?: string };
  voice?: { duration: number };
  reply_to_message?: { text?: string };
}

const keyboard = {
  keyboard: [
    ['Menu'],
    [
      { text: 'My phone', request_contact: true },
      { text: 'My place', request_location: true },
    ],
  ],
  resize_keyboard: true,
  input_field_placeholder: 'Choose or write',
};

const menu = {
  inline_keyboard: [
    [
      { text: 'Tell me', callback_data: 'toast' },
      { text: 'Warn me', callback_data: 'alert' },
    ],
    [
      { text: 'Change it', callback_data: 'edit' },
      { text: 'Remove it', callback_data: 'delete' },
    ],
    [{ text: 'Read more', url: 'https://example.com/' }],
  ],
};

/** Starts a bot that answers what is sent to it, one update after another. */
export function startScriptedBot(url: string, token: string): ScriptedBot {
  const stopping = new AbortController();
  let release: (() => void) | undefined;

  async function call(method: string, payload: object): Promise<unknown> {
    const response = await fetch(`${url}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
      signal: stopping.signal,
    });
    const answer: unknown = await response.json();
    if (typeof answer !== 'object' || answer === null || !('result' in answer)) {
      throw new Error(`${method} was refused: ${JSON.stringify(answer)}`);
    }
    return answer.result;
  }

  async function poll(): Promise<void> {
    let offset = 0;
    while (!stopping.signal.aborted) {
      // The shape is the simulator's own and has its own tests.
      const updates = (await call('getUpdates', { offset, timeout: 25 })) as Update[];
      for (const update of updates) {
        offset = update.update_id + 1;
        await handle(update);
      }
    }
  }

  async function handle(update: Update): Promise<void> {
    if (update.callback_query) return await answerPress(update.callback_query);
    if (update.edited_message) return await say(update.edited_message, `Now it says: ${update.edited_message.text}`);
    const { message } = update;
    if (!message) return;
    if (message.text?.startsWith('/start')) return await greet(message);
    if (message.text === 'Menu' || message.text === '/menu') {
      await call('sendMessage', { chat_id: message.chat.id, text: 'What shall I do?', reply_markup: menu });
    } else if (message.text === 'wait') {
      await call('sendChatAction', { chat_id: message.chat.id, action: 'typing' });
      await new Promise<void>((resolve) => {
        release = resolve;
        stopping.signal.addEventListener('abort', () => resolve());
      });
      await say(message, 'Here I am');
    } else {
      await say(message, describe(message));
    }
  }

  async function greet(message: Incoming): Promise<void> {
    const hello = `Hello, ${message.from?.first_name}!`;
    const text = `${hello}\nI am a robot. Press /menu to see more.`;
    await call('sendMessage', {
      chat_id: message.chat.id,
      text,
      entities: [
        { type: 'bold', offset: 0, length: hello.length },
        { type: 'spoiler', offset: text.indexOf('a robot'), length: 'a robot'.length },
      ],
      reply_markup: keyboard,
    });
  }

  async function answerPress(query: NonNullable<Update['callback_query']>): Promise<void> {
    const { message } = query;
    const target = { chat_id: message?.chat.id, message_id: message?.message_id };
    if (query.data === 'edit') await call('editMessageText', { ...target, text: 'It is changed', reply_markup: menu });
    if (query.data === 'delete') await call('deleteMessage', target);
    await call('answerCallbackQuery', {
      callback_query_id: query.id,
      ...(query.data === 'toast' ? { text: 'Told you' } : {}),
      ...(query.data === 'alert' ? { text: 'Be careful', show_alert: true } : {}),
    });
  }

  async function say(message: Incoming, text: string): Promise<void> {
    await call('sendMessage', { chat_id: message.chat.id, text });
  }

  const polling = poll().catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error;
  });

  return {
    call,
    release: () => release?.(),
    stop: async () => {
      stopping.abort();
      await polling;
    },
  };
}

function describe(message: Incoming): string {
  if (message.contact) return `Your phone is ${message.contact.phone_number}`;
  if (message.location) return `You are at ${message.location.latitude}`;
  if (message.photo) return `A picture of ${message.caption ?? 'nothing'}`;
  if (message.document) return `A file called ${message.document.file_name}`;
  if (message.voice) return `A voice of ${message.voice.duration} s`;
  if (message.reply_to_message) return `${message.text}, about: ${message.reply_to_message.text}`;
  return `You said: ${message.text}`;
}
