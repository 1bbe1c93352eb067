import type { Sql, Tx } from '@durabot/postgres';
import { type Clock, sqlJson } from '@durabot/runtime';
import { z } from 'zod';
import { usualLimits, type CompanyRules } from '../domain/sla.ts';
import { mostZones, zoneSchema } from '../domain/zones.ts';
import { auditMoney } from './money-audit.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const minuteMs = 60_000;

function span(least: number, most: number): z.ZodInt {
  return z.int().min(least).max(most);
}

const regular = z.object({ isOn: z.boolean(), time });

/** How long things may take, in minutes. */
const limits = {
  limit_no_offer: span(1, 60).default(usualLimits.noOfferMs / minuteMs),
  limit_offer_in_shift: span(2, 120).default(usualLimits.offerTtlInShiftMs / minuteMs),
  limit_offer_off_shift: span(5, 240).default(usualLimits.offerTtlOffShiftMs / minuteMs),
  /** Below what {@link limit_no_taker_admin} begins with: an offer to all has to live. */
  limit_no_taker_all: span(5, 30).default(usualLimits.noTakerBroadcastMs / minuteMs),
  limit_no_taker_admin: span(40, 480).default(usualLimits.noTakerAdminMs / minuteMs),
  limit_confirm_visit: span(10, 240).default(usualLimits.confirmBeforeVisitMs / minuteMs),
  limit_late: span(5, 120).default(usualLimits.lateAfterMs / minuteMs),
  limit_on_site: span(30, 1_440).default(usualLimits.onSiteLongMs / minuteMs),
  limit_hold: span(1_440, 43_200).default(usualLimits.holdLongMs / minuteMs),
  limit_new: span(15, 2_880).default(usualLimits.statusMs.new / minuteMs),
  limit_offering: span(15, 2_880).default(usualLimits.statusMs.offering / minuteMs),
  limit_assigned: span(30, 10_080).default(usualLimits.statusMs.assigned / minuteMs),
  limit_in_progress: span(30, 10_080).default(usualLimits.statusMs.in_progress / minuteMs),
} as const;

/** What a client pays, and a master gets, when nothing was repaired; in minor units. */
const fees = {
  /** Filled in where a client has heard the price and says no. */
  fee_diagnostic_minor: z.int().min(0).max(10_000_00).default(500_00),
  /** To a master who drove in vain and whose scheme says nothing of it. */
  fee_false_call_minor: z.int().min(0).max(10_000_00).default(0),
} as const;

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
  /** Parts of town, and the words of their addresses. */
  zones: z.array(zoneSchema).max(mostZones).default([]),
  ...fees,
  ...limits,
} as const;

const schema = z.object(settings);

export type CompanySettings = z.output<typeof schema>;
export type SettingName = keyof CompanySettings;

const settingNames = Object.keys(settings).filter((name): name is SettingName => name in settings);

export type LimitName = keyof typeof limits;
export type FeeName = keyof typeof fees;

export const limitNames = Object.keys(limits).filter((name): name is LimitName => name in limits);
export const feeNames = Object.keys(fees).filter((name): name is FeeName => name in fees);

/** What of the settings decisions about orders go by. */
export function rulesOf(settingsNow: CompanySettings): CompanyRules {
  const ms = (name: LimitName): number => settingsNow[name] * minuteMs;
  return {
    falseCallMinor: settingsNow.fee_false_call_minor,
    limits: {
      offerTtlInShiftMs: ms('limit_offer_in_shift'),
      offerTtlOffShiftMs: ms('limit_offer_off_shift'),
      noOfferMs: ms('limit_no_offer'),
      noTakerBroadcastMs: ms('limit_no_taker_all'),
      noTakerAdminMs: ms('limit_no_taker_admin'),
      confirmBeforeVisitMs: ms('limit_confirm_visit'),
      lateAfterMs: ms('limit_late'),
      onSiteLongMs: ms('limit_on_site'),
      holdLongMs: ms('limit_hold'),
      statusMs: {
        new: ms('limit_new'),
        offering: ms('limit_offering'),
        assigned: ms('limit_assigned'),
        in_progress: ms('limit_in_progress'),
      },
    },
  };
}

/** What a setting is until somebody changes it. */
export const usualSettings: CompanySettings = schema.parse({});

/** Whether a setting takes a value. */
export function takesValue(name: SettingName, value: unknown): boolean {
  return settings[name].safeParse(value).success;
}

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
export async function changeCompanySetting(
  tx: Tx,
  change: {
    readonly name: SettingName;
    /** What {@link takesValue} says yes to. */
    readonly value: unknown;
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
  /** What decisions go by, as it was read last, for whoever cannot wait; {@link current} at the beginning of each update keeps them fresh. */
  rules(): CompanyRules;
  /** They have been changed here. */
  forget(): void;
}

export function createCompany({ db, clock }: { readonly db: Sql; readonly clock: Clock }): Company {
  let known = { settings: usualSettings, rules: rulesOf(usualSettings), untilMs: 0 };
  return {
    current: async () => {
      if (known.untilMs <= clock.nowMs()) {
        const now = await readCompanySettings(db);
        known = { settings: now, rules: rulesOf(now), untilMs: clock.nowMs() + freshMs };
      }
      return known.settings;
    },
    rules: () => known.rules,
    forget: () => {
      known = { ...known, untilMs: 0 };
    },
  };
}
