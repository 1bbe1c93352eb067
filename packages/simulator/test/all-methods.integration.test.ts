import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { findMethod } from '../src/api/method-table.ts';
import { callForm, startFixture, type ApiAnswer, type Fixture } from './support/fixture.ts';
import { setStage, type Stage } from './support/stage.ts';

/** Name, type and whether it must be given, for each parameter of each method. */
const schema: { methods: Record<string, [name: string, type: string, required: 0 | 1][]> } = JSON.parse(
  readFileSync(new URL('../data/bot-api-schema.json', import.meta.url), 'utf8'),
);
const METHODS = Object.keys(schema.methods);

/** They end the bot's session, so they are called last and elsewhere. */
const LAST = ['logOut', 'close'];

/** Validated methods whose nothing is the truth: an empty list, a count of zero, what is on sale. */
const NOTHING: Record<string, unknown> = {
  getUserGifts: { total_count: 0, gifts: [] },
  getChatGifts: { total_count: 0, gifts: [] },
  getUserProfileAudios: { total_count: 0, audios: [] },
  getUserPersonalChatMessages: [],
  getUserChatBoosts: { boosts: [] },
};

let fixture: Fixture;
let stage: Stage;

beforeAll(async () => {
  fixture = await startFixture();
  await fixture.sim.limits({ enforced: false });
  stage = await setStage(fixture);
});
afterAll(async () => await fixture.stop());

describe('every method of the schema', () => {
  it('answers a call without parameters', async () => {
    await expectAnswers(() => ({}));
  });

  it('answers a call with what it needs', async () => {
    await expectAnswers((method) => plausible(method, ({ required }) => required));
  });

  it('answers a call with all that it knows', async () => {
    await expectAnswers((method) => plausible(method, () => true));
  });

  it('answers a call in a group, a channel and a chat that is not there', async () => {
    for (const chat of [stage.group, stage.supergroup, stage.channel, stage.forum, -999]) {
      await expectAnswers((method) => ({ ...plausible(method, ({ required }) => required), chat_id: chat }));
    }
  });

  it.each([
    ['null', null],
    ['an object', {}],
    ['a list', [[]]],
    ['a number too large', 1e300],
    ['less than nothing', -1],
    ['broken JSON', '{"a":[1,'],
    ['JSON of another kind', '[{"type":1,"text":[],"id":{}}]'],
    ['a deep list', `${'['.repeat(300)}${']'.repeat(300)}`],
    ['half a character', '\ud800'],
    ['a zero byte', '\0'],
    ['names of objects', '{"__proto__":{"a":1},"constructor":1,"toString":null,"type":"__proto__"}'],
    ['a file that is not there', 'attach://nothing'],
    ['a long text', 'x'.repeat(40_000)],
  ])('answers a call with %s in each parameter', async (_name, value) => {
    await expectAnswers((method) =>
      Object.fromEntries(
        // All together stay below the mebibyte that parameters may have.
        parametersOf(method)
          .slice(0, 25)
          .map(({ name }) => [name, value]),
      ),
    );
  });

  it('answers a form with a file in each parameter', async () => {
    const wrong: object[] = [];
    for (const method of METHODS) {
      if (LAST.includes(method)) continue;
      const form = new FormData();
      for (const { name } of parametersOf(method)) form.set(name, new Blob(['x']), 'x.bin');
      note(wrong, method, await callForm(fixture.url, fixture.bot.token, method, form));
    }
    expect(wrong).toEqual([]);
  });

  it('is told by its name in any case', async () => {
    const answer = await fixture.api('GETmE');
    expect(answer.result).toMatchObject({ username: 'tester_bot' });
  });
});

/** What a validated method may give: never `true`, and where nothing is, exactly nothing. */
function isNothing(method: string, result: unknown): boolean {
  return method in NOTHING ? isDeepStrictEqual(result, NOTHING[method]) : typeof result === 'object' && result !== null;
}

interface Parameter {
  name: string;
  type: string;
  required: boolean;
}

function parametersOf(method: string): Parameter[] {
  return (schema.methods[method] ?? []).map(([name, type, required]) => ({ name, type, required: required === 1 }));
}

async function expectAnswers(paramsOf: (method: string) => object): Promise<void> {
  const wrong: object[] = [];
  for (const method of METHODS) {
    if (LAST.includes(method)) continue;
    note(wrong, method, await fixture.api(method, paramsOf(method)));
    // Whatever a call did to the bot's way of getting updates must not disturb those that follow.
    if (method === 'setWebhook') await fixture.api('deleteWebhook');
  }
  expect(wrong).toEqual([]);
}

/** The two kinds of answer, and of validated methods only refusals and the nothing that there is. */
function note(wrong: object[], method: string, answer: ApiAnswer): void {
  const { status, ok, result, error_code: code, description } = answer;
  const isRight = ok
    ? status === 200 && result !== undefined
    : status === code && status >= 400 && status < 500 && typeof description === 'string' && /^[A-Z]/.test(description);
  const isKnown = !String(description).includes('does not know how to answer');
  const entry = findMethod(method);
  const isHonest = entry?.status !== 'validated' || !ok || isNothing(method, result);
  if (!isRight || !isHonest || !isKnown) wrong.push({ method, status, ok, result, description });
}

function plausible(method: string, isWanted: (parameter: Parameter) => boolean): Record<string, unknown> {
  return Object.fromEntries(
    parametersOf(method)
      .filter(isWanted)
      .filter(({ name }) => !OTHER_WORLDS.includes(name))
      .map(({ name, type }) => [name, valueFor(name, type)]),
  );
}

/** With these, a method does nothing else than to refuse them. */
const OTHER_WORLDS = ['business_connection_id', 'ephemeral_message_parameters', 'suggested_post_parameters'];

function valueFor(name: string, type: string): unknown {
  const byName: Record<string, unknown> = {
    chat_id: stage.user,
    from_chat_id: stage.user,
    user_id: stage.user,
    receiver_user_id: stage.user,
    message_id: stage.text,
    message_ids: [stage.text],
    photo: type === 'file' ? stage.photoId : '{"type":"static","photo":"attach://photo"}',
    document: stage.documentId,
    file_id: stage.documentId,
    timeout: 0,
    url: 'https://example.org/hook',
    action: 'typing',
    currency: 'XTR',
    provider_token: '',
    type: 'regular',
    emoji: '🎲',
    parse_mode: 'HTML',
    language_code: 'en',
    sticker_format: 'static',
    icon_color: 7_322_096,
    drop_pending_updates: false,
    message_thread_id: 0,
    inline_message_id: '',
  };
  if (Object.hasOwn(byName, name)) return byName[name];
  const byType: Record<string, unknown> = {
    number: 1,
    boolean: true,
    string: 'text',
    chat: stage.supergroup,
    file: stage.documentId,
    'number[]': [1],
    'string[]': ['message'],
    ReplyMarkup: { inline_keyboard: [[{ text: 'a', callback_data: 'a' }]] },
    InlineKeyboardMarkup: { inline_keyboard: [[{ text: 'a', callback_data: 'a' }]] },
    'MessageEntity[]': [{ type: 'bold', offset: 0, length: 1 }],
    ReplyParameters: { message_id: stage.text },
    LinkPreviewOptions: { is_disabled: true },
    ChatPermissions: { can_send_messages: true },
    'ReactionType[]': [{ type: 'emoji', emoji: '👍' }],
    'BotCommand[]': [{ command: 'start', description: 'begin' }],
    BotCommandScope: { type: 'default' },
    MenuButton: { type: 'commands' },
    InputChecklist: { title: 'a', tasks: [{ id: 1, text: 'b' }] },
    InputRichMessage: { html: 'a' },
    'LabeledPrice[]': [{ label: 'a', amount: 10 }],
    'InputPollOption[]': [{ text: 'a' }, { text: 'b' }],
    'InlineQueryResult[]': [],
    KeyboardButton: { text: 'a', request_users: { request_id: 1 } },
    'PassportElementError[]': [],
    ChatAdministratorRights: { can_manage_chat: true },
    AcceptedGiftTypes: { unlimited_gifts: true, limited_gifts: true, unique_gifts: true, premium_subscription: true },
  };
  return byType[type] ?? { type: 'photo', media: stage.photoId };
}
