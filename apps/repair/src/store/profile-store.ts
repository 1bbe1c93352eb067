import type { Sql, Tx } from '@durabot/postgres';

/** What a master can do, where and when, and on what terms. */
export interface MasterProfile {
  readonly userId: number;
  readonly name: string;
  readonly skills: readonly { readonly category: string; readonly level: number }[];
  readonly zones: readonly string[];
  /** Planned shifts from now on, the next first. */
  readonly shifts: readonly { readonly from: Date; readonly to: Date }[];
  readonly cashLimitMinor: number | undefined;
  readonly capacityPerDay: number;
  readonly takesNights: boolean;
  readonly needsConfirmation: boolean;
  readonly isSenior: boolean;
  readonly schemeName: string | undefined;
}

export async function findProfile(sql: Sql, userId: number, at: Date): Promise<MasterProfile | undefined> {
  const { rows } = await sql.query<{
    name: string;
    cash_limit_minor: number | null;
    capacity_per_day: number;
    takes_nights: boolean;
    needs_confirmation: boolean;
    is_senior: boolean;
    scheme: string | null;
  }>(
    `select master.name, cash_limit_minor, capacity_per_day, takes_nights, needs_confirmation, is_senior,
            scheme.name as scheme
     from repair.master
     left join repair.share_scheme as scheme on scheme.id = master.share_scheme_id
     where user_id = $1 and status <> 'fired'`,
    [userId],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const { rows: skills } = await sql.query<{ category: string; level: number }>(
    'select category, level from repair.master_skill where master_id = $1 order by category',
    [userId],
  );
  const { rows: zones } = await sql.query<{ zone: string }>(
    'select zone from repair.master_zone where master_id = $1 order by zone',
    [userId],
  );
  const { rows: shifts } = await sql.query<{ starts_at: Date; ends_at: Date }>(
    'select starts_at, ends_at from repair.master_shift where master_id = $1 and ends_at > $2 order by starts_at',
    [userId, at],
  );
  return {
    userId,
    name: row.name,
    skills,
    zones: zones.map(({ zone }) => zone),
    shifts: shifts.map(({ starts_at: from, ends_at: to }) => ({ from, to })),
    cashLimitMinor: row.cash_limit_minor ?? undefined,
    capacityPerDay: row.capacity_per_day,
    takesNights: row.takes_nights,
    needsConfirmation: row.needs_confirmation,
    isSenior: row.is_senior,
    schemeName: row.scheme ?? undefined,
  };
}

/** Lets a master know a trade, at a level of 1 to 5; 0: no more. */
export async function setSkill(tx: Tx, userId: number, category: string, level: number): Promise<void> {
  await tx.query('delete from repair.master_skill where master_id = $1 and category = $2', [userId, category]);
  if (level === 0) return;
  await tx.query('insert into repair.master_skill (master_id, category, level) values ($1, $2, $3)', [
    userId,
    category,
    level,
  ]);
}

/** The parts of town a master goes to; none: everywhere. */
export async function setZones(tx: Tx, userId: number, zones: readonly string[]): Promise<void> {
  await tx.query('delete from repair.master_zone where master_id = $1', [userId]);
  await tx.query(
    'insert into repair.master_zone (master_id, zone) select $1, zone from unnest($2::text[]) as zone on conflict do nothing',
    [userId, zones],
  );
}

/** Planned shifts from a moment on, in place of those there were; what has begun stays. */
export async function setShifts(
  tx: Tx,
  userId: number,
  from: Date,
  shifts: readonly { readonly from: Date; readonly to: Date }[],
): Promise<void> {
  await tx.query('delete from repair.master_shift where master_id = $1 and starts_at > $2', [userId, from]);
  await tx.query(
    `insert into repair.master_shift (master_id, starts_at, ends_at)
     select $1, starts_at, ends_at
     from unnest($2::timestamptz[], $3::timestamptz[]) as shift (starts_at, ends_at)
     on conflict (master_id, starts_at) do update set ends_at = excluded.ends_at`,
    [userId, shifts.map((shift) => shift.from), shifts.map((shift) => shift.to)],
  );
}

/** One of the plain fields of a master. */
export type ProfileField = 'cashLimitMinor' | 'capacityPerDay' | 'takesNights' | 'needsConfirmation' | 'isSenior';

const columns: Readonly<Record<ProfileField, string>> = {
  cashLimitMinor: 'cash_limit_minor',
  capacityPerDay: 'capacity_per_day',
  takesNights: 'takes_nights',
  needsConfirmation: 'needs_confirmation',
  isSenior: 'is_senior',
};

export async function setProfileField(
  tx: Tx,
  userId: number,
  field: ProfileField,
  value: number | boolean | null,
): Promise<void> {
  await tx.query(`update repair.master set ${columns[field]} = $2, rev = rev + 1 where user_id = $1`, [userId, value]);
}
