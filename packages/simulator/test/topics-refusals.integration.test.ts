import { afterAll, beforeAll, describe } from 'vitest';

import { messageId, startFixture, type Fixture } from './support/fixture.ts';
import { describeRefusals, type Refusal } from './support/refusal-table.ts';

const TOPIC_METHODS = ['editForumTopic', 'closeForumTopic', 'reopenForumTopic', 'deleteForumTopic'];
const GENERAL_METHODS = [
  'editGeneralForumTopic',
  'closeGeneralForumTopic',
  'reopenGeneralForumTopic',
  'hideGeneralForumTopic',
  'unhideGeneralForumTopic',
];
const PIN_METHODS = ['pinChatMessage', 'unpinChatMessage'];
const UNPIN_ALL = ['unpinAllChatMessages', 'unpinAllForumTopicMessages', 'unpinAllGeneralForumTopicMessages'];

let fixture: Fixture;
let refusals: Refusal[] = [];

beforeAll(async () => {
  fixture = await startFixture();
  refusals = await listRefusals(fixture);
});
afterAll(async () => await fixture.stop());

describe('refusals about topics and pins', () => {
  describeRefusals({
    fixture: () => fixture,
    refusals: () => refusals,
    methods: ['createForumTopic', ...TOPIC_METHODS, ...GENERAL_METHODS, ...PIN_METHODS, ...UNPIN_ALL],
    groups: ['topic'],
  });
});

async function listRefusals({ sim, api, bot }: Fixture): Promise<Refusal[]> {
  const anna = await sim.user({ first_name: 'Anna' });
  const members = [anna.id, bot.id];
  const forum = (await sim.group({ type: 'supergroup', title: 'Forum', members, is_forum: true })).id;
  const plain = (await sim.group({ type: 'supergroup', title: 'Plain', members })).id;
  const channel = (await sim.group({ type: 'channel', title: 'Channel', members })).id;
  await sim.member(channel, bot.id, 'member');
  const administered = (await sim.group({ type: 'supergroup', title: 'Own', members, is_forum: true })).id;
  await sim.member(administered, bot.id, 'administrator');
  const inForum = await anna.in(forum);
  const thread = await inForum.opensTopic('Talk');
  const said = await inForum.sends('said');
  const inPlain = await (await anna.in(plain)).sends('said');
  const posted = await (await anna.in(channel)).sends('posted');
  const own = messageId(await api('sendMessage', { chat_id: administered, text: 'own' }));
  const created = await api('createForumTopic', { chat_id: administered, name: 'Own' });
  const ownThread = Number(Object.entries(created.result ?? {}).find(([name]) => name === 'message_thread_id')?.[1]);
  const rows: Refusal[] = [];
  const bad = (method: string, params: object, words: string): void => {
    rows.push({ method, params, code: 400, description: `Bad Request: ${words}` });
  };

  for (const method of ['createForumTopic', ...TOPIC_METHODS, ...GENERAL_METHODS, ...PIN_METHODS, ...UNPIN_ALL]) {
    bad(method, {}, 'chat_id is empty');
    bad(method, { chat_id: 999 }, 'chat not found');
  }
  for (const method of ['createForumTopic', ...TOPIC_METHODS, ...GENERAL_METHODS]) {
    bad(method, { chat_id: plain, message_thread_id: 2, name: 'x' }, 'the chat is not a forum');
  }
  bad('createForumTopic', { chat_id: forum, name: 'x' }, 'not enough rights to create a topic');
  bad('createForumTopic', { chat_id: administered, name: ' \n ' }, 'name must be non-empty');
  bad(
    'createForumTopic',
    { chat_id: administered, name: 'x', icon_color: 0x1_00_00_00 },
    'invalid icon color specified',
  );
  const wanted: Record<string, string> = {
    editForumTopic: 'edit the topic',
    closeForumTopic: 'close or open the topic',
    reopenForumTopic: 'close or open the topic',
    deleteForumTopic: 'delete the topic',
  };
  for (const method of TOPIC_METHODS) {
    bad(method, { chat_id: administered, name: 'x' }, 'invalid forum topic identifier specified');
    bad(
      method,
      { chat_id: administered, name: 'x', message_thread_id: -5 },
      'invalid forum topic identifier specified',
    );
    bad(method, { chat_id: forum, name: 'x', message_thread_id: thread }, `not enough rights to ${wanted[method]}`);
    bad(method, { chat_id: administered, name: 'x', message_thread_id: 77 }, 'TOPIC_ID_INVALID');
  }
  bad('editForumTopic', { chat_id: administered, message_thread_id: ownThread, name: ' ' }, 'name must be non-empty');
  bad('editForumTopic', { chat_id: administered, message_thread_id: ownThread, name: 'Own' }, 'TOPIC_NOT_MODIFIED');
  bad('reopenForumTopic', { chat_id: administered, message_thread_id: ownThread }, 'TOPIC_NOT_MODIFIED');
  bad('deleteForumTopic', { chat_id: administered, message_thread_id: 1 }, 'TOPIC_ID_INVALID');
  for (const method of GENERAL_METHODS) {
    const right = method === 'editGeneralForumTopic' ? 'edit the topic' : 'close or open the topic';
    bad(method, { chat_id: forum, name: 'x' }, `not enough rights to ${right}`);
  }
  bad('editGeneralForumTopic', { chat_id: administered, name: ' ' }, 'name must be non-empty');
  bad('unhideGeneralForumTopic', { chat_id: administered }, 'TOPIC_NOT_MODIFIED');

  bad('pinChatMessage', { chat_id: plain }, 'message to pin not found');
  bad('pinChatMessage', { chat_id: administered, message_id: 99 }, 'message to pin not found');
  bad('unpinChatMessage', { chat_id: administered }, 'message to unpin not found');
  bad('unpinChatMessage', { chat_id: administered, message_id: 99 }, 'message to unpin not found');
  for (const method of PIN_METHODS) {
    bad(method, { chat_id: administered, message_id: ownThread }, "service messages can't be pinned");
  }
  const noRight = 'not enough rights to manage pinned messages in the chat';
  for (const method of [...PIN_METHODS, 'unpinAllChatMessages']) {
    bad(method, { chat_id: plain, message_id: inPlain.message_id }, noRight);
    bad(method, { chat_id: channel, message_id: posted.message_id }, noRight);
  }
  bad('unpinAllForumTopicMessages', { chat_id: forum, message_thread_id: thread }, noRight);
  bad('unpinAllForumTopicMessages', { chat_id: plain, message_thread_id: thread }, "chat doesn't have topics");
  bad('unpinAllForumTopicMessages', { chat_id: administered }, 'invalid forum topic identifier specified');
  bad('unpinAllGeneralForumTopicMessages', { chat_id: forum }, noRight);
  bad('unpinAllGeneralForumTopicMessages', { chat_id: plain }, "chat doesn't have topics");

  bad('sendMessage', { chat_id: forum, text: 'x', message_thread_id: 1 }, 'message thread not found');
  bad('sendMessage', { chat_id: forum, text: 'x', message_thread_id: said.message_id }, 'message thread not found');
  bad('sendChatAction', { chat_id: forum, action: 'typing', message_thread_id: 77 }, 'message thread not found');
  bad(
    'copyMessage',
    { chat_id: forum, from_chat_id: administered, message_id: own, message_thread_id: 77 },
    'message thread not found',
  );
  return rows;
}
