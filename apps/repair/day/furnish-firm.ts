import type { Database } from '@durabot/postgres';
import { categoryIds } from '../src/domain/categories.ts';
import { priceList, type MasterSheet, type Pay } from './staff.ts';

/** Puts down how masters are paid and what things cost: what an owner settles before the first day. */
export async function furnishFirm(
  db: Database,
  staff: readonly { readonly id: number; readonly sheet: MasterSheet }[],
  settings: { readonly at: Date; readonly currency: string; readonly ordersPerDay: number },
): Promise<void> {
  const { at, currency, ordersPerDay } = settings;
  await db.transaction(async (tx) => {
    for (const { id, sheet } of staff) {
      const scheme = sheet.pay === undefined ? undefined : await addScheme(tx, sheet.pay, at);
      await tx.query(
        `update repair.master
         set share_scheme_id = $2, is_senior = $3, takes_nights = $4, cash_limit_minor = $5, capacity_per_day = $6
         where user_id = $1`,
        [
          id,
          scheme ?? null,
          sheet.isSenior ?? false,
          sheet.takesNights ?? false,
          sheet.cashLimitRubles === undefined ? null : sheet.cashLimitRubles * 100,
          ordersPerDay,
        ],
      );
    }
    for (const category of categoryIds) {
      for (const { kind, name, kopecks, costKopecks } of priceList) {
        await tx.query(
          `insert into repair.price_item (category, kind, name, price_minor, cost_minor, currency)
           values ($1, $2, $3, $4, $5, $6)`,
          [category, kind, name, kopecks, costKopecks, currency],
        );
      }
    }
  });
}

async function addScheme(tx: { query: Database['query'] }, pay: Pay, at: Date): Promise<number | undefined> {
  const { rows } = await tx.query<{ id: number }>(
    'insert into repair.share_scheme (name, rules, created_at) values ($1, $2, $3) returning id',
    [pay.name, JSON.stringify(rulesOf(pay)), at],
  );
  return rows[0]?.id;
}

/** As the database stores them. */
function rulesOf(pay: Pay): object {
  const rule =
    pay.rublesPerVisit !== undefined
      ? { kind: 'fixed_per_visit', amountMinor: pay.rublesPerVisit * 100 }
      : pay.tiers !== undefined
        ? { kind: 'tiers', tiers: pay.tiers.map(([from, percent]) => ({ fromMinor: from * 100, bp: bp(percent) })) }
        : { kind: 'percent', bp: bp(pay.percent ?? 0) };
  return {
    basis: pay.of,
    rule,
    reviewBonusBp: bp(pay.reviewPercent ?? 0),
    seniorMinimumBp: bp(pay.seniorPercent ?? 0),
    partsMarkupTo: pay.markupIsMasters === true ? 'master' : 'company',
    warrantyReworkBp: bp(pay.warrantyPercent ?? 0),
    warrantyPartsBy: pay.warrantyPartsAreMasters === true ? 'master' : 'company',
    falseCallMinor: (pay.falseCallRubles ?? 0) * 100,
    roundToMinor: pay.roundToKopecks ?? 1,
  };
}

function bp(percent: number): number {
  return Math.round(percent * 100);
}
