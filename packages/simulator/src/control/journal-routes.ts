import { z } from 'zod';

import type { JournalEntry } from '../journal.ts';
import { isJsonObject } from '../json.ts';
import { getBot } from './resolve.ts';
import { route, type ControlRoute } from './route.ts';
import { id, ref } from './schemas.ts';

const journalQuery = z.object({
  bot: ref.optional(),
  after: id.optional().describe('entries after this number, oldest first'),
  before: id.optional().describe('the newest entries before this number'),
  limit: id.min(1).max(10_000).default(1000),
  kind: z.enum(['call', 'update']).optional(),
  method: z.string().optional().describe('of calls; the kind of updates'),
  chat: z.string().optional(),
  errors: z.enum(['1', 'true']).optional().describe('only calls that were refused or cut'),
  q: z.string().max(200).optional().describe('only entries whose JSON contains this'),
});

type JournalQuery = z.output<typeof journalQuery>;

export const journalRoutes: readonly ControlRoute[] = [
  route('GET', '/_sim/journal', 'Calls and updates with their times', journalQuery, ({ world, journal }, input) => {
    const botId = input.bot === undefined ? undefined : getBot(world, input.bot).id;
    const matches = matcherOf(input);
    const entries =
      input.before === undefined
        ? journal.list(input.after ?? 0, botId, input.limit, matches)
        : journal.listBefore(input.before, input.limit, { botId, matches });
    return { entries, last: entries.at(-1)?.seq ?? input.after ?? 0, newest: journal.last };
  }),
];

function matcherOf(input: JournalQuery): ((entry: JournalEntry) => boolean) | undefined {
  const { kind, method, chat, errors, q } = input;
  if ([kind, method, chat, errors, q].every((wanted) => wanted === undefined)) return undefined;
  const words = q?.toLowerCase();
  return (entry) => {
    if (kind !== undefined && entry.kind !== kind) return false;
    if (method !== undefined && nameOf(entry).toLowerCase() !== method.toLowerCase()) return false;
    if (errors !== undefined && (entry.kind === 'update' || (entry.status === 200 && entry.cut !== true))) return false;
    if (chat !== undefined && chatOf(entry) !== chat) return false;
    return words === undefined || JSON.stringify(entry).toLowerCase().includes(words);
  };
}

/** The method of a call, the kind of an update. */
function nameOf(entry: JournalEntry): string {
  return entry.method ?? Object.keys(entry.update ?? {}).find((key) => key !== 'update_id') ?? '';
}

/** The chat that an entry is about: the parameter of a call, the chat inside an update. */
function chatOf(entry: JournalEntry): string | undefined {
  if (entry.kind === 'call') {
    return idText(entry.request?.['chat_id']);
  }
  const inner = entry.update?.[nameOf(entry)];
  if (!isJsonObject(inner)) return undefined;
  const message = isJsonObject(inner['message']) ? inner['message'] : inner;
  const chat = isJsonObject(message['chat']) ? message['chat'] : inner['from'];
  return isJsonObject(chat) ? idText(chat['id']) : undefined;
}

function idText(value: unknown): string | undefined {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : undefined;
}
