import { asList, asObject, callForm, messageId, pngOf, type Fixture } from './fixture.ts';

/** Chats and messages in every state that a refusal is about. */
export interface Stage {
  user: number;
  blocker: number;
  stranger: number;
  deleted: number;
  otherBot: number;
  group: number;
  kickedGroup: number;
  leftGroup: number;
  migrated: number;
  supergroup: number;
  restricted: number;
  kickedSupergroup: number;
  leftSupergroup: number;
  forum: number;
  channel: number;
  memberChannel: number;
  kickedChannel: number;
  leftChannel: number;
  text: number;
  photo: number;
  withKeyboard: number;
  fromUser: number;
  fromOtherInGroup: number;
  guarded: number;
  documentId: string;
  photoId: string;
}

export async function setStage({ sim, api, bot, url }: Fixture): Promise<Stage> {
  const user = await sim.user({ first_name: 'Anna', username: 'anna_here' });
  const blocker = await sim.user({ first_name: 'Boris' });
  const stranger = await sim.user({ first_name: 'Carl' });
  const deleted = await sim.user({ first_name: 'Dora' });
  const other = await sim.bot({ username: 'other_bot' });
  const chat = await user.with(bot.id);
  const sent = await chat.sends('hello');
  await (await blocker.with(bot.id)).sends('/start');
  await blocker.blocks(bot.id);
  await (await deleted.with(bot.id)).sends('/start');
  await sim.http.patch(`users/${deleted.id}`, { deactivated: true });
  const make = async (
    type: 'group' | 'supergroup' | 'channel',
    status?: string,
    extra: object = {},
  ): Promise<number> => {
    const made = await sim.http.post<{ id: number }>('chats', {
      type,
      title: `${type} ${status ?? ''}`,
      members: [user.id, stranger.id, bot.id],
      ...extra,
    });
    if (status !== undefined) await sim.member(made.id, bot.id, status);
    return made.id;
  };
  const group = await make('group');
  const migrated = await make('group');
  await sim.migrate(migrated);
  const inGroup = await (await user.in(group)).sends('group talk');
  const say = async (params: object): Promise<number> =>
    messageId(await api('sendMessage', { chat_id: user.id, text: 'text', ...params }));
  const photo = new FormData();
  photo.set('chat_id', String(user.id));
  photo.set('photo', new Blob([pngOf(10, 10)]), 'a.png');
  const sentPhoto = await callForm(url, bot.token, 'sendPhoto', photo);
  const document = new FormData();
  document.set('chat_id', String(user.id));
  document.set('document', new Blob(['text']), 'a.txt');
  const sentDocument = await callForm(url, bot.token, 'sendDocument', document);
  return {
    user: user.id,
    blocker: blocker.id,
    stranger: stranger.id,
    deleted: deleted.id,
    otherBot: other.id,
    group,
    migrated,
    kickedGroup: await make('group', 'kicked'),
    leftGroup: await make('group', 'left'),
    supergroup: await make('supergroup'),
    restricted: await make('supergroup', 'restricted'),
    kickedSupergroup: await make('supergroup', 'kicked'),
    leftSupergroup: await make('supergroup', 'left'),
    forum: await make('supergroup', undefined, { is_forum: true }),
    channel: await make('channel'),
    memberChannel: await make('channel', 'member'),
    kickedChannel: await make('channel', 'kicked'),
    leftChannel: await make('channel', 'left'),
    text: await say({ text: 'a text' }),
    photo: messageId(sentPhoto),
    withKeyboard: await say({ reply_markup: { keyboard: [['one']] } }),
    guarded: await say({ protect_content: true }),
    fromUser: sent.message_id,
    fromOtherInGroup: inGroup.message_id,
    documentId: String(asObject(asObject(sentDocument.result)['document'])['file_id']),
    photoId: String(asList(asObject(sentPhoto.result)['photo'])[0]?.['file_id']),
  };
}
