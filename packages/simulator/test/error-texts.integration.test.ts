import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { callForm, pngOf, startFixture, type Fixture } from './support/fixture.ts';
import { describeRefusals, type Refusal } from './support/refusal-table.ts';
import { listRefusals } from './support/refusals.ts';
import { setStage, type Stage } from './support/stage.ts';

const METHODS = [
  'sendMessage',
  'editMessageText',
  'editMessageReplyMarkup',
  'editMessageCaption',
  'answerCallbackQuery',
  'sendPhoto',
  'sendDocument',
  'sendVoice',
  'sendLocation',
  'sendContact',
  'sendChatAction',
  'getChat',
  'getChatMember',
  'getChatAdministrators',
  'getChatMemberCount',
];

/** Groups whose rows any of the methods may show. */
const GROUPS = ['chat', 'reply_markup', 'entities', 'link_preview'];

/** Rows of the data that no call of these tests provokes, and why. */
const ELSEWHERE: Record<string, string> = {
  'Bad Request: have no write access to the chat': 'needs a secret or deleted chat, which bots do not meet',
  'Bad Request: private chat not found': 'needs a user of unknown type',
  'Forbidden: the group chat was deleted': 'members-refusals.integration.test.ts',
  'Bad Request: file must be non-empty': 'tested below with a form',
  'Bad Request: user restricted receiving of voice note messages': 'media-refusals.integration.test.ts',
  'Bad Request: file of size {size} bytes is too big for a photo; the maximum size is 10485760 bytes':
    'media-refusals.integration.test.ts',
};

let fixture: Fixture;
let stage: Stage;
let refusals: Refusal[];

beforeAll(async () => {
  fixture = await startFixture();
  stage = await setStage(fixture);
  refusals = listRefusals(stage);
});
afterAll(async () => await fixture.stop());

describe('refusals', () => {
  describeRefusals({
    fixture: () => fixture,
    refusals: () => refusals,
    methods: METHODS,
    groups: GROUPS,
    elsewhere: ELSEWHERE,
  });

  it('name the new chat when a group was upgraded', async () => {
    const answer = await fixture.api('sendMessage', { chat_id: stage.migrated, text: 'x' });
    expect(answer.parameters?.migrate_to_chat_id).toBeLessThan(-1_000_000_000_000);
  });

  it('are made for uploads too', async () => {
    const { user } = stage;
    expect(await upload('sendDocument', user, 'document', Buffer.alloc(0))).toBe('Bad Request: file must be non-empty');
    expect(await upload('sendPhoto', user, 'photo', Buffer.from('no image'))).toBe('Bad Request: IMAGE_PROCESS_FAILED');
    expect(await upload('sendPhoto', user, 'photo', pngOf(9000, 2000))).toBe('Bad Request: PHOTO_INVALID_DIMENSIONS');
  });
});

async function upload(method: string, chat: number, part: string, bytes: Buffer): Promise<string | undefined> {
  const form = new FormData();
  form.set('chat_id', String(chat));
  form.set(part, new Blob([new Uint8Array(bytes)]), 'a.png');
  return (await callForm(fixture.url, fixture.bot.token, method, form)).description;
}
