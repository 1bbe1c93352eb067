import { asList, type Fixture } from './fixture.ts';

/** All waiting updates of the fixture's bot, confirmed; asks for every kind from now on. */
export async function drainUpdates({ api }: Fixture): Promise<Record<string, unknown>[]> {
  const updates = asList((await api('getUpdates', { allowed_updates: EVERYTHING })).result);
  const last = updates.at(-1);
  if (last !== undefined) await api('getUpdates', { offset: Number(last['update_id']) + 1 });
  return updates;
}

const EVERYTHING = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'message_reaction',
  'message_reaction_count',
  'stopped_message_generation',
];
