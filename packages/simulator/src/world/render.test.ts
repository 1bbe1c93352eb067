import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { VirtualClock } from '../clock.ts';
import { EventBus } from '../events.ts';
import { isJsonObject } from '../json.ts';
import { createRandom } from '../random.ts';
import { Store } from '../store/store.ts';
import { storeFile } from './files.ts';
import { addMessage } from './messages.ts';
import { createBot, putUser } from './people.ts';
import { renderMessage } from './render.ts';
import type { Content, MediaKind } from './message-contents.ts';
import { privateBox, World } from './world.ts';

const { classes }: { classes: Record<string, string[]> } = JSON.parse(
  readFileSync(new URL('../../data/bot-api-json-fields.json', import.meta.url), 'utf8'),
);

function aWorld(): World {
  return new World({
    store: new Store(),
    clock: new VirtualClock(() => 1_800_000_000_000),
    random: createRandom(1),
    events: new EventBus(1),
    files: { put: () => undefined, get: () => undefined },
  });
}

/** The keys of an object that the official list knows, as they stand and in the official order. */
function orders(object: unknown, name: string): [string[], string[]] {
  const official = classes[name] ?? [];
  const keys = isJsonObject(object) ? Object.keys(object).filter((key) => official.includes(key)) : [];
  return [keys, official.filter((key) => keys.includes(key))];
}

describe('messages', () => {
  it('have their fields in the official order', () => {
    const world = aWorld();
    const bot = createBot(world, { username: 'tester_bot' });
    const user = putUser(world, {
      first_name: 'Anna',
      last_name: 'B',
      username: 'anna',
      language_code: 'en',
      is_premium: true,
    });
    const box = privateBox(bot.id, user.id);
    const { id: file } = storeFile(world, Buffer.from('bytes'), 'video/mp4', 'a.mp4', {
      duration: 1,
      title: 't',
      performer: 'p',
      thumbnail: storeFile(world, Buffer.from('small'), 'image/jpeg', '', { kind: 'thumbnail' }).id,
    });
    const first = addMessage(world, { box, from: user.id, content: { kind: 'text', text: 'a', entities: [] } });
    const send = (content: Content): Record<string, unknown> => {
      const { message } = addMessage(world, {
        box,
        from: bot.id,
        content,
        replyTo: first.message.id,
        markup: { inline_keyboard: [[{ text: 'a', callback_data: 'b' }]] },
        forwardOrigin: { type: 'user', sender_user: {}, date: 1 },
        isProtected: true,
      });
      message.editDate = 2;
      return renderMessage(world, message, { kind: 'bot', botId: bot.id });
    };
    const rendered = send({
      kind: 'text',
      text: 'abc',
      entities: [{ type: 'text_link', offset: 0, length: 1, url: 'http://a.org/' }],
      linkPreview: {},
    });
    const names: Record<string, unknown> = {
      JsonMessage: rendered,
      JsonChat: rendered['chat'],
      JsonEntity: Array.isArray(rendered['entities']) ? rendered['entities'][0] : undefined,
    };
    const [fromUser] = [renderMessage(world, first.message, { kind: 'bot', botId: bot.id })['from']];
    names['JsonUser'] = fromUser;
    const media: [MediaKind, string][] = [
      ['document', 'JsonDocument'],
      ['voice', 'JsonVoiceNote'],
      ['audio', 'JsonAudio'],
      ['video', 'JsonVideo'],
      ['animation', 'JsonAnimation'],
      ['video_note', 'JsonVideoNote'],
      ['sticker', 'JsonSticker'],
    ];
    for (const [kind, name] of media) {
      const content: Content = {
        kind: 'media',
        media: kind,
        file,
        caption: 'c',
        entities: [],
      };
      names[name] = send(content)[kind];
    }
    for (const [name, object] of Object.entries(names)) {
      const [actual, official] = orders(object, name);
      expect({ name, keys: actual }).toEqual({ name, keys: official });
      expect(actual.length).toBeGreaterThan(0);
    }
  });
});
