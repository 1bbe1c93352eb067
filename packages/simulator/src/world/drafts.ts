import { eventAddress } from './event-address.ts';
import type { DraftRecord, MessageRecord } from './types.ts';
import { DAY_MS, queueUpdate } from './updates.ts';
import { parseBox, type World } from './world.ts';
import { renderChatOf, renderEntities } from './render.ts';

/** How long a draft is shown after its last change. */
const SHOWN_MS = 30_000;

/** Shows a message that the bot is still writing. There is one at a time: the next takes its place, whatever its id. */
export function putDraft(world: World, draft: Omit<DraftRecord, 'expiresAtMs'>): void {
  const record: DraftRecord = { ...draft, expiresAtMs: world.clock.now() + SHOWN_MS };
  for (const other of listDrafts(world, draft.box)) {
    if (other.thread === draft.thread) world.store.tables.draft.delete(draftKey(other));
  }
  world.store.tables.draft.put(draftKey(record), record);
  emitDraft(world, record);
}

/** The drafts that are still shown in a conversation. */
export function listDrafts(world: World, box: string): DraftRecord[] {
  const now = world.clock.now();
  return [...world.store.tables.draft.values()].filter((draft) => draft.box === box && draft.expiresAtMs > now);
}

/** A message of the bot takes the place of what it was writing there; old drafts are forgotten as well. */
export function endDrafts(world: World, message: MessageRecord): void {
  const now = world.clock.now();
  for (const draft of world.store.tables.draft.values()) {
    const isReplaced = draft.box === message.box && draft.botId === message.from && draft.thread === message.thread;
    if (isReplaced || draft.expiresAtMs <= now) world.store.tables.draft.delete(draftKey(draft));
  }
}

/** The person asks the bot to stop; the bot learns of it. @returns `undefined` when there is nothing to stop */
export function stopDraft(world: World, box: string, draftId: string): { updateIds: number[] } | undefined {
  const draft = listDrafts(world, box).find((candidate) => candidate.draftId === draftId);
  if (draft?.canStop !== true) return undefined;
  const address = parseBox(box);
  const bot = world.store.tables.bot.get(draft.botId);
  if (draft.keepOnStop === true) world.store.tables.draft.put(draftKey(draft), { ...draft, canStop: false });
  else {
    world.store.tables.draft.delete(draftKey(draft));
    emitDraft(world, { ...draft, text: '', entities: [], expiresAtMs: world.clock.now() });
  }
  if (bot === undefined || address.kind !== 'private') return { updateIds: [] };
  const id = queueUpdate(world, bot, {
    kind: 'stopped_message_generation',
    queueKey: `chat:${address.userId}`,
    expiresAtMs: world.clock.now() + DAY_MS,
    payload: () => ({
      chat: renderChatOf(world, box),
      ...(draft.thread === undefined ? {} : { message_thread_id: draft.thread }),
      draft_id: Number(draft.draftId),
    }),
  });
  return { updateIds: id === undefined ? [] : [id] };
}

function emitDraft(world: World, draft: DraftRecord): void {
  world.events.emit('draft', { kind: 'box', box: draft.box }, () => renderDraft(world, draft));
}

export function renderDraft(world: World, draft: DraftRecord): Record<string, unknown> {
  return {
    ...eventAddress(draft.box),
    bot_id: draft.botId,
    ...(draft.thread === undefined ? {} : { thread: draft.thread }),
    draft_id: Number(draft.draftId),
    text: draft.text,
    entities: renderEntities(world, draft.entities),
    ...(draft.canStop === true ? { can_stop: true } : {}),
    until: draft.expiresAtMs,
  };
}

function draftKey(draft: DraftRecord): string {
  return `${draft.box}/${draft.draftId}`;
}
