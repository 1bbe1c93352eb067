import type { Sql, Tx } from '@durabot/postgres';
import { type Clock, sqlJson } from '@durabot/runtime';
import { z } from 'zod';
import { auditMoney } from './money-audit.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const regular = z.object({ isOn: z.boolean(), time });

/** What an administrator changes while the bot runs, each with what it is until then. */
const settings = {
  report_daily: regular.default({ isOn: true, time: '08:00' }),
  report_weekly: regular.default({ isOn: true, time: '09:00' }),
  report_monthly: regular.default({ isOn: true, time: '10:00' }),
  /** On Mondays the sheets of the week that is over are drafted. */
  settlements_weekly: regular.default({ isOn: true, time: '09:30' }),
  /** Excel of countries with a decimal comma wants semicolons. */
  csv_delimiter: z.enum([';', ',']).default(';'),
  /** For masters who are taken on from now on; null: none. */
  cash_limit_minor: z.int().min(0).nullable().default(null),
} as const;

const schema = z.object(settings);

export type CompanySettings = z.output<typeof schema>;
export type SettingName = keyof CompanySettings;

export const settingNames = Object.keys(settings).filter((name): name is SettingName => name in settings);

/** Who changed a setting last. */
export interface SettingChange {
  readonly at: Date;
  readonly name: string;
}

interface Row {
  name: string;
  value: unknown;
  changed_at: Date;
  changed_by_name: string | null;
}

async function readRows(sql: Sql): Promise<Row[]> {
  const { rows } = await sql.query<Row>(
    `select setting.name, setting.value, setting.changed_at,
            concat_ws(' ', person.first_name, left(person.last_name, 1) || '.') as changed_by_name
     from repair.company_setting as setting
     left join repair.person on person.user_id = setting.changed_by`,
  );
  return rows;
}

/** The settings as they are now. A value that this build cannot read counts as never set. */
export async function readCompanySettings(sql: Sql): Promise<CompanySettings> {
  return settingsOf(await readRows(sql));
}

function settingsOf(rows: readonly Row[]): CompanySettings {
  const stored = rows.filter(({ name, value }) => {
    const known = settingNames.find((one) => one === name);
    return known !== undefined && settings[known].safeParse(value).success;
  });
  return schema.parse(Object.fromEntries(stored.map(({ name, value }) => [name, value])));
}

/** Who changed which setting last, and when. */
export async function listSettingChanges(sql: Sql): Promise<ReadonlyMap<string, SettingChange>> {
  const rows = await readRows(sql);
  return new Map(rows.map((row) => [row.name, { at: row.changed_at, name: row.changed_by_name ?? '' }]));
}

/** Changes one setting; who did it, and what it was before, is in the audit. */
export async function changeCompanySetting<Name extends SettingName>(
  tx: Tx,
  change: {
    readonly name: Name;
    readonly value: CompanySettings[Name];
    readonly by: { readonly userId: number; readonly name: string };
    readonly at: Date;
  },
): Promise<void> {
  const { name, value, by, at } = change;
  const before = (await readCompanySettings(tx))[name];
  await tx.query(
    `insert into repair.company_setting (name, value, changed_at, changed_by)
     values ($1, $2::jsonb, $3, $4)
     on conflict (name) do update
     set value = excluded.value, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
    [name, sqlJson(value), at, by.userId],
  );
  await auditMoney(tx, {
    action: 'setting.changed',
    entity: { kind: 'setting', id: name },
    before: { value: before },
    after: { value },
    by,
    at,
  });
}

/** How long settings that were read are believed; another process may have changed them. */
const freshMs = 30_000;

/** The settings, remembered for half a minute: every update of the desk asks for them. */
export interface Company {
  current(): Promise<CompanySettings>;
  /** They have been changed here. */
  forget(): void;
}

export function createCompany({ db, clock }: { readonly db: Sql; readonly clock: Clock }): Company {
  let known: { readonly settings: CompanySettings; readonly untilMs: number } | undefined;
  return {
    current: async () => {
      if (known === undefined || known.untilMs <= clock.nowMs())
        known = { settings: await readCompanySettings(db), untilMs: clock.nowMs() + freshMs };
      return known.settings;
    },
    forget: () => {
      known = undefined;
    },
  };
}
