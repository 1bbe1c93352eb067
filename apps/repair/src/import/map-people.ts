import { parsePhone } from '../domain/parse-phone.ts';
import type { CategoryId } from '../domain/categories.ts';
import { mapSpecialization } from './map-category.ts';
import type { OriginalFile, OriginalRow } from './original-file.ts';
import { type Cell, flagOf, integerOf, textOf, timeOf } from './read-cell.ts';
import { note, reportOf, type ImportReport } from './import-report.ts';
import type { ImportSettings } from './import-settings.ts';

/** A role as this bot has it. */
export type ImportedRole = 'admin' | 'dispatcher' | 'master';

export interface ImportedPerson {
  readonly userId: number;
  readonly firstName: string;
  readonly lastName: string | undefined;
  readonly username: string | undefined;
  readonly createdAt: Date;
  readonly roles: readonly ImportedRole[];
}

export interface ImportedMaster {
  readonly userId: number;
  readonly name: string;
  readonly phone: string | undefined;
  readonly isActive: boolean;
  readonly isSenior: boolean;
  readonly groupChatId: number | undefined;
  readonly skills: readonly CategoryId[];
  readonly hiredAt: Date;
  readonly firedAt: Date | undefined;
}

/** Everybody in the file, and by which numbers its other tables know them. */
export interface ImportedStaff {
  readonly people: readonly ImportedPerson[];
  readonly masters: readonly ImportedMaster[];
  /** A Telegram id or the id of a row of `users`: the Telegram id. */
  findPerson(id: number | undefined): number | undefined;
  /** The id of a row of `masters`, or else a Telegram id: the Telegram id. */
  findMaster(id: number | undefined): number | undefined;
  rolesOf(userId: number): readonly ImportedRole[];
}

const roleNames: Readonly<Record<string, readonly ImportedRole[]>> = {
  ADMIN: ['admin'],
  DISPATCHER: ['dispatcher'],
  MASTER: ['master'],
  SENIOR_MASTER: ['master'],
  UNKNOWN: [],
};

/** Reads users and masters. What nobody could be reached by is left out and told. */
export function mapStaff(file: OriginalFile, settings: ImportSettings, report: ImportReport): ImportedStaff {
  const people = new Map<number, ImportedPerson>();
  const byRow = new Map<number, number>();
  const seniors = new Set<number>();
  const users = reportOf(report, 'users');
  for (const row of file.rows('users')) {
    users.read += 1;
    const rowId = integerOf(row, 'id');
    const userId = telegramIdOf(row);
    if (userId === undefined) {
      note(users.skipped, 'no_telegram_id', rowId);
      continue;
    }
    if (rowId !== undefined) byRow.set(rowId, userId);
    if (people.has(userId)) {
      note(users.skipped, 'twice', rowId);
      continue;
    }
    const names = rolesIn(row);
    for (const name of names) if (roleNames[name] === undefined) note(users.warnings, `unknown_role:${name}`, rowId);
    if (names.includes('SENIOR_MASTER')) seniors.add(userId);
    const isDeleted = textOf(row, 'deleted_at') !== undefined;
    if (isDeleted) note(users.warnings, 'deleted_without_roles', rowId);
    people.set(userId, {
      userId,
      firstName: textOf(row, 'first_name') ?? textOf(row, 'username') ?? `ID ${userId}`,
      lastName: textOf(row, 'last_name'),
      username: textOf(row, 'username')?.replace(/^@/, ''),
      createdAt: momentOf(row, 'created_at', settings),
      roles: isDeleted ? [] : [...new Set(names.flatMap((name) => roleNames[name] ?? []))],
    });
  }
  const masters = mapMasters(file, settings, report, { people, byRow, seniors });
  return {
    people: [...people.values()],
    masters: [...masters.byId.values()],
    findPerson: (id) => (id === undefined ? undefined : people.has(id) ? id : byRow.get(id)),
    findMaster: (id) =>
      id === undefined ? undefined : (masters.byRow.get(id) ?? (masters.byId.has(id) ? id : undefined)),
    rolesOf: (userId) => people.get(userId)?.roles ?? [],
  };
}

function mapMasters(
  file: OriginalFile,
  settings: ImportSettings,
  report: ImportReport,
  known: {
    readonly people: Map<number, ImportedPerson>;
    readonly byRow: ReadonlyMap<number, number>;
    readonly seniors: ReadonlySet<number>;
  },
): { byId: Map<number, ImportedMaster>; byRow: Map<number, number> } {
  const byId = new Map<number, ImportedMaster>();
  const byRow = new Map<number, number>();
  const masters = reportOf(report, 'masters');
  for (const row of file.rows('masters')) {
    masters.read += 1;
    const rowId = integerOf(row, 'id');
    const userId = telegramIdOf(row);
    if (userId === undefined) {
      note(masters.skipped, 'no_telegram_id', rowId);
      continue;
    }
    if (rowId !== undefined) byRow.set(rowId, userId);
    if (byId.has(userId)) {
      note(masters.skipped, 'twice', rowId);
      continue;
    }
    const hiredAt = momentOf(row, 'created_at', settings);
    if (!known.people.has(userId)) {
      note(masters.warnings, 'no_user', rowId);
      const firstName = textOf(row, 'name') ?? `ID ${userId}`;
      known.people.set(userId, {
        userId,
        firstName,
        lastName: undefined,
        username: undefined,
        createdAt: hiredAt,
        roles: [],
      });
    }
    const person = known.people.get(userId);
    const phone = phoneOf(row, settings);
    if (phone === 'unclear') note(masters.warnings, 'phone_unreadable', rowId);
    const isActive =
      (flagOf(row, 'is_active') ?? true) &&
      (flagOf(row, 'is_approved') ?? true) &&
      textOf(row, 'deleted_at') === undefined;
    if (!isActive) note(masters.warnings, 'inactive_is_fired', rowId);
    const specialization = textOf(row, 'specialization');
    const skills = mapSpecialization(specialization);
    if (specialization !== undefined && skills.length === 0) note(masters.warnings, 'specialization_unknown', rowId);
    const firedAt = isActive ? undefined : (timeIn(row, 'deleted_at', settings) ?? settings.now);
    byId.set(userId, {
      userId,
      name: [person?.firstName, person?.lastName]
        .filter((part) => part !== undefined)
        .join(' ')
        .slice(0, 200),
      phone: phone === 'unclear' ? undefined : phone,
      isActive,
      isSenior: known.seniors.has(userId),
      groupChatId: integerOf(row, 'work_chat_id'),
      skills,
      hiredAt,
      firedAt: firedAt === undefined || firedAt >= hiredAt ? firedAt : hiredAt,
    });
  }
  return { byId, byRow };
}

function telegramIdOf(row: OriginalRow): number | undefined {
  const id = integerOf(row, 'telegram_id');
  return id === undefined || id <= 0 ? undefined : id;
}

function rolesIn(row: OriginalRow): string[] {
  return (textOf(row, 'role') ?? textOf(row, 'roles') ?? '')
    .split(/[,;\s]+/)
    .map((name) => name.toUpperCase())
    .filter((name) => name !== '');
}

function phoneOf(row: OriginalRow, settings: ImportSettings): Cell<string> {
  const text = textOf(row, 'phone');
  if (text === undefined) return undefined;
  const parsed = parsePhone(text, settings.country);
  return parsed.ok ? parsed.e164 : 'unclear';
}

function timeIn(row: OriginalRow, column: string, { zone, now }: ImportSettings): Date | undefined {
  const at = timeOf(row, column, zone);
  if (at === undefined || at === 'unclear') return undefined;
  return at > now ? now : at;
}

function momentOf(row: OriginalRow, column: string, settings: ImportSettings): Date {
  return timeIn(row, column, settings) ?? settings.now;
}
