import { asObject, type Fixture } from './fixture.ts';

const lastSeen = new WeakMap<Fixture, number>();

/**
 * The updates that came for the fixture's bot since the last time this was asked, from the journal: polling would
 * wait, as it does for a bot that asks too often. The first time, every kind is asked for.
 */
export async function drainUpdates(fixture: Fixture): Promise<Record<string, unknown>[]> {
  if (!lastSeen.has(fixture)) await askForEverything(fixture);
  const entries = await fixture.sim.journal({ bot: fixture.bot.id, after: lastSeen.get(fixture) ?? 0 });
  lastSeen.set(fixture, entries.at(-1)?.seq ?? lastSeen.get(fixture) ?? 0);
  return entries.filter((entry) => entry.kind === 'update').map((entry) => asObject(entry.update));
}

export async function askForEverything({ api }: Fixture): Promise<void> {
  await api('getUpdates', { allowed_updates: EVERYTHING });
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
