import type { OrderStatus } from '../domain/machines/order-machine.ts';
import { parseWhen } from '../domain/parse-when.ts';
import type { WantedTime } from '../domain/wanted-time.ts';
import { mapCategory } from './map-category.ts';
import { mapContact, type ImportedContact } from './map-contact.ts';
import { mapHistory, parseStatus, statusOf, type HistoryRow, type OriginalChange } from './map-history.ts';
import { mapMoney, type ImportedMoney } from './map-money.ts';
import type { ImportedStaff } from './map-people.ts';
import { mapProgress, type ImportedProgress } from './map-progress.ts';
import type { ImportSettings } from './import-settings.ts';
import type { OriginalRow } from './original-file.ts';
import { cutText, flagOf, integerOf, textOf, timeOf } from './read-cell.ts';

/** An order as it will be stored: everything is decided but its number and its ids. */
export interface ImportedOrder {
  readonly originalId: number;
  readonly key: string;
  readonly createdAt: Date;
  readonly contact: ImportedContact;
  /** Columns of `service_order`, by name. */
  readonly columns: Readonly<Record<string, unknown>>;
  readonly history: readonly HistoryRow[];
  readonly progress: ImportedProgress;
  readonly money: ImportedMoney;
  /** Deleted orders stay out of every sum. */
  readonly isDeleted: boolean;
  /** Whether `createdAt` is the file's word and not a guess. */
  readonly hasOwnTime: boolean;
}

export type MappedOrder =
  | { readonly kind: 'order'; readonly order: ImportedOrder; readonly warnings: readonly string[] }
  | { readonly kind: 'skipped'; readonly reason: string };

/** Which status an order gets: its own where its row allows that, else one in which somebody will look at it. */
function decideStatus(
  row: OriginalRow,
  masterId: number | undefined,
  warn: (reason: string) => void,
): Exclude<OrderStatus, 'draft'> {
  const original = parseStatus(textOf(row, 'status'));
  if (original === undefined) {
    warn(`unknown_status:${textOf(row, 'status')?.slice(0, 30) ?? ''}`);
    return 'on_hold';
  }
  if (['ASSIGNED', 'ACCEPTED', 'ONSITE'].includes(original) && masterId === undefined) {
    warn('no_master');
    return 'new';
  }
  return statusOf[original];
}

/** Turns a row of `orders` into an order. Skips only what has no id or nobody who could stand as its author. */
export function mapOrder(
  row: OriginalRow,
  changes: readonly OriginalChange[],
  staff: ImportedStaff,
  settings: ImportSettings,
): MappedOrder {
  const warnings: string[] = [];
  const warn = (reason: string): void => void warnings.push(reason);
  const originalId = integerOf(row, 'id');
  if (originalId === undefined) return { kind: 'skipped', reason: 'no_id' };
  const author = staff.findPerson(integerOf(row, 'dispatcher_id'));
  const createdBy = author ?? settings.operatorId;
  if (createdBy === undefined) return { kind: 'skipped', reason: 'no_dispatcher' };
  if (author === undefined) warn('dispatcher_unknown');
  const masterId = staff.findMaster(integerOf(row, 'assigned_master_id'));
  if (masterId === undefined && integerOf(row, 'assigned_master_id') !== undefined) warn('master_unknown');

  const moment = (column: string): Date | undefined => {
    const at = timeOf(row, column, settings.zone);
    if (at === 'unclear') warn(`${column}_unreadable`);
    if (at === undefined || at === 'unclear') return undefined;
    return at > settings.now || at.getUTCFullYear() < 2020 ? undefined : at;
  };
  const ownTime = moment('created_at');
  const createdAt = ownTime ?? changes[0]?.at ?? moment('updated_at') ?? settings.now;
  if (textOf(row, 'created_at') === undefined) warn('created_at_missing');
  const status = decideStatus(row, masterId, warn);
  if (changes.some(({ at }) => at < createdAt)) warn('history_before_creation');
  const sorted = changes
    .map((change) => (change.at < createdAt ? { ...change, at: createdAt } : change))
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
  const updatedAt = latest([moment('updated_at'), createdAt, sorted.at(-1)?.at]);
  const notes: string[] = [];
  const remark = textOf(row, 'notes');
  if (remark !== undefined) notes.push(remark);
  const wanted = mapWanted(row, moment('last_rescheduled_at') ?? createdAt, settings, { warn, notes });
  const contact = mapContact(row, originalId, settings, { warn, notes });
  const category = mapCategory(textOf(row, 'equipment_type'));
  if (textOf(row, 'equipment_type') === undefined) warn('type_missing');
  const money = mapMoney(
    row,
    { originalId, status, masterId, updatedAt, closedAt: lastChange(sorted, 'CLOSED') },
    settings,
    warn,
  );
  const progress = mapProgress(
    row,
    { status, masterId, createdBy, createdAt, updatedAt, changes: sorted, wanted, staff },
    settings,
    { warn, money },
  );
  const problem = textOf(row, 'description');
  if (problem !== undefined && problem.length > 2000) notes.push(problem.slice(2000));
  const lead = textOf(row, 'master_lead_name');
  if (lead !== undefined) notes.push(`Старший мастер: ${lead}`);
  const deletedAt = moment('deleted_at');
  const noteText = notes.join('\n');
  if (noteText.length > 2000) warn('notes_cut');

  return {
    kind: 'order',
    warnings,
    order: {
      originalId,
      key: orderKey(settings.source, originalId),
      createdAt,
      contact,
      isDeleted: deletedAt !== undefined,
      hasOwnTime: ownTime !== undefined,
      progress,
      money,
      history: mapHistory({
        createdAt,
        createdBy,
        changes: sorted,
        status,
        importedAt: settings.now,
        details: { source: settings.source, id: originalId, status: textOf(row, 'status') ?? null },
      }),
      columns: {
        status,
        source: 'call',
        kind: 'ordinary',
        created_by: createdBy,
        dispatcher_id: createdBy,
        phone: contact.phone,
        category: category.kind === 'known' ? category.id : 'other',
        category_text: category.kind === 'known' ? null : category.text,
        problem_text: orNull(cut(problem, 2000)),
        wanted_kind: wanted.kind,
        wanted_from: wanted.from,
        wanted_to: wanted.to ?? null,
        currency: settings.currency,
        idempotency_key: orderKey(settings.source, originalId),
        created_at: createdAt,
        updated_at: updatedAt,
        status_since: sorted.at(-1)?.at ?? updatedAt,
        notes: orNull(cut(noteText === '' ? undefined : noteText, 2000)),
        tags: [`import:${originalId}`],
        reschedule_count: Math.min(32_000, Math.max(0, integerOf(row, 'rescheduled_count') ?? 0)),
        has_review: flagOf(row, 'has_review') ?? false,
        is_out_of_town: flagOf(row, 'out_of_city') ?? false,
        deleted_at: deletedAt ?? null,
        deleted_by: deletedAt === undefined ? null : createdBy,
        delete_reason: deletedAt === undefined ? null : 'Удалена до переноса',
        master_id: masterId ?? null,
        ...progress.columns,
        ...money.columns,
      },
    },
  };
}

/** Under which key an order of the file is stored. */
function orderKey(source: string, originalId: number): string {
  return `import:${source}:order:${originalId}`;
}

/** When the client wants the visit; words that cannot be read stay among the notes. */
function mapWanted(
  row: OriginalRow,
  saidAt: Date,
  { zone }: ImportSettings,
  { warn, notes }: { warn: (reason: string) => void; notes: string[] },
): WantedTime {
  const text = textOf(row, 'scheduled_time');
  if (text === undefined) return { kind: 'asap', from: saidAt, to: undefined };
  const exact = timeOf(row, 'scheduled_time', zone);
  if (exact instanceof Date) return { kind: 'at', from: exact, to: undefined };
  const parsed = parseWhen(text, { nowMs: saidAt.getTime(), zone, language: 'ru' });
  if (parsed.ok) {
    if (parsed.kind === 'window') return { kind: 'window', from: parsed.from, to: parsed.to };
    return { kind: parsed.kind, from: parsed.from, to: undefined };
  }
  warn('time_unreadable');
  notes.push(`Время: ${text.slice(0, 200)}`);
  return { kind: 'asap', from: saidAt, to: undefined };
}

function lastChange(changes: readonly OriginalChange[], to: OriginalChange['to']): Date | undefined {
  return changes.findLast((change) => change.to === to)?.at;
}

function latest(moments: readonly (Date | undefined)[]): Date {
  return new Date(Math.max(...moments.map((moment) => moment?.getTime() ?? 0)));
}

function cut(text: string | undefined, length: number): string | undefined {
  return text === undefined ? undefined : cutText(text, length);
}

function orNull<T>(value: T | undefined): T | null {
  return value ?? null;
}
