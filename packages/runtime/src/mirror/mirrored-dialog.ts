import type { StoredDialog } from '../dialog/dialog-store.ts';
import { positionOf } from '../dialog/dialog-session.ts';
import { sqlJson } from '../sql-json.ts';

/** Whose dialog it is: at most one of a place is open. */
export interface DialogPlace {
  bot: string;
  chatId: number;
  userId: number;
  /** 0 outside of topics. */
  topicId: number;
}

/** The two keys that show an open dialog. */
export interface MirrorKeys {
  state: string;
  data: string;
}

/** `fsm:<bot>:<chat>:<user>:state` and `…:data`; in a topic its number stands between chat and user. */
export function mirrorKeys({ bot, chatId, userId, topicId }: DialogPlace): MirrorKeys {
  const place = topicId === 0 ? `${chatId}:${userId}` : `${chatId}:${topicId}:${userId}`;
  return { state: `fsm:${bot}:${place}:state`, data: `fsm:${bot}:${place}:data` };
}

/** Whose key it is; undefined for those of other programs. */
export function placeOfKey(key: string): DialogPlace | undefined {
  const found = /^fsm:([^:]+):(-?\d+):(?:(\d+):)?(\d+):(?:state|data)$/.exec(key);
  const [, bot, chat, topic, user] = found ?? [];
  if (bot === undefined || chat === undefined || user === undefined) return undefined;
  return { bot, chatId: Number(chat), userId: Number(user), topicId: Number(topic ?? 0) };
}

/** What stands in the mirror about an open dialog. */
export interface MirroredDialog {
  /** Where it stands: `create_order:phone`. */
  state: string;
  /** JSON: the answers by field, and under `_dialog` what it takes to put the dialog together again. */
  data: string;
}

/** The one field that is not an answer. */
const aboutField = '_dialog';

export function toMirror(dialog: StoredDialog): MirroredDialog {
  // Not when it was changed: the table has that by its commit, to the millisecond, and nothing else here differs from it.
  const { data, updatedAt: _updatedAt, status: _status, ...head } = dialog;
  const split = splitAnswers(data);
  const about = split === undefined ? { ...head, whole: data } : { ...head, rest: split.rest };
  // As the database writes it, so that both hold the same text.
  return { state: positionOf(dialog), data: sqlJson({ ...split?.answers, [aboutField]: about }) };
}

/**
 * The data of a dialog, if what stands in the mirror is this very revision of it: what is older, newer, foreign or damaged
 * is none.
 */
export function dataFromMirror(text: string, wanted: Pick<StoredDialog, 'id' | 'rev' | 'step' | 'version'>): unknown {
  const { [aboutField]: about, ...answers } = asRecord(parsed(text)) ?? {};
  const head = asRecord(about);
  if (head === undefined) return undefined;
  const same = (['id', 'rev', 'step', 'version'] as const).every((field) => head[field] === wanted[field]);
  if (!same) return undefined;
  const rest = asRecord(head['rest']);
  return rest === undefined ? head['whole'] : { ...rest, values: answers };
}

/** The engine keeps answers under `values`; other tools want to find them without knowing that. */
function splitAnswers(data: unknown): { answers: Record<string, unknown>; rest: object } | undefined {
  const { values, ...rest } = asRecord(data) ?? {};
  const answers = asRecord(values);
  return answers === undefined || aboutField in answers ? undefined : { answers, rest };
}

function asRecord(value: unknown): Record<string, unknown> | undefined {
  // The check beside the assertion: such an object can be read by key.
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
