import { formatMoney } from '@durabot/kit';
import {
  hasSkipped,
  moneyAgrees,
  moneyNames,
  type Examples,
  type ImportReport,
  type MoneyName,
} from './import-report.ts';

const moneyLabels: Readonly<Record<MoneyName, string>> = {
  closed: 'closed orders',
  materials: 'of it materials',
  masters: "masters' shares",
  company: "company's part",
  prepaid: 'prepayments',
  fees: 'fees of refusals',
};

const reasons: Readonly<Record<string, string>> = {
  no_telegram_id: 'no Telegram id',
  twice: 'the same Telegram id a second time',
  no_user: 'no user with this Telegram id; made from the master',
  roles_granted: 'roles granted',
  deleted_without_roles: 'deleted: taken over without roles',
  inactive_is_fired: 'inactive, not approved or deleted: taken over as fired',
  specialization_unknown: 'specialisation names no category of ours',
  no_id: 'no id',
  no_dispatcher: 'nobody could stand as its author: give --operator',
  dispatcher_unknown: "dispatcher unknown; the operator's name stands there",
  master_unknown: 'its master is not in the file',
  no_master: 'without a master its status is impossible; it is new again',
  created_at_missing: 'no creation time; taken from what followed',
  created_at_unreadable: 'creation time unreadable',
  updated_at_unreadable: 'time of the last change unreadable',
  deleted_at_unreadable: 'time of deletion unreadable; taken over as not deleted',
  last_rescheduled_at_unreadable: 'time of rescheduling unreadable',
  history_before_creation: 'history begins before creation; put at the creation',
  time_unreadable: 'arrival time kept as a note, as it cannot be read',
  phone_missing: 'no phone; a stand-in (+999…) is stored',
  phone_unreadable: 'phone unreadable; a stand-in (+999…) is stored, the text is a note',
  address_missing: 'no address',
  address_without_house: 'address without a house number',
  address_cut: 'long address cut; all of it is a note',
  notes_cut: 'notes cut at 2000 characters',
  type_missing: 'no appliance type',
  hold_without_date: 'long repair without a date; comes up tomorrow at 10:00',
  estimated_completion_date_unreadable: 'date of a long repair unreadable; comes up tomorrow at 10:00',
  refused_without_reason: 'refused without a reason',
  closed_without_total: 'closed without a total; stored as 0',
  closed_without_master: "closed without a master: nobody's share is stored",
  prepaid_more_than_total: 'prepaid more than the total',
  shares_do_not_sum: "shares do not sum up to the total; the company's part takes the difference",
  total_before_closing: 'a total before the end; stored as the estimate',
  total_amount_unreadable: 'total unreadable; stored as 0',
  materials_cost_unreadable: 'materials unreadable; stored as 0',
  master_profit_unreadable: "master's share unreadable; stored as 0",
  company_profit_unreadable: "company's part unreadable",
  prepayment_amount_unreadable: 'prepayment unreadable; stored as 0',
  unreadable: 'order, status or time unreadable',
  not_taken_over: 'not taken over: computed anew here, or the earlier bot’s own',
};

const prefixes: Readonly<Record<string, string>> = {
  unknown_status: 'unknown status, put on hold for a look',
  unknown_role: 'unknown role',
  refused: 'the database refused it',
};

/** The report as a person reads it on a terminal. */
export function reportText(report: ImportReport, currency: string): string {
  const lines: string[] = [report.dryRun ? 'Dry run: nothing was written.' : 'Import:', ''];
  const head = ['table', 'read', report.dryRun ? 'would import' : 'imported', 'known', 'skipped'];
  const rows = [...report.tables.values()].map(({ table, read, imported, known, skipped }) => [
    table,
    String(read),
    String(imported),
    String(known),
    String([...skipped.values()].reduce((sum, { count }) => sum + count, 0)),
  ]);
  lines.push(...columns([head, ...rows]), '');
  for (const { table, skipped, warnings } of report.tables.values()) {
    for (const [reason, examples] of skipped) lines.push(`${table}: skipped, ${told(reason, examples)}`);
    for (const [reason, examples] of warnings) lines.push(`${table}: ${told(reason, examples)}`);
  }
  lines.push('');
  const money = moneyNames.map((name) => {
    const { before, after } = report.money[name];
    const mark = before === after ? 'same' : `differs by ${formatMoney(after - before, currency, 'en')}`;
    return [moneyLabels[name], formatMoney(before, currency, 'en'), formatMoney(after, currency, 'en'), mark];
  });
  lines.push(...columns([['money', 'file', 'here', ''], ...money]), '', ending(report));
  return lines.join('\n');
}

function told(reason: string, { count, ids }: Examples): string {
  const [name = reason, detail] = reason.split(/:(.*)/s);
  const words = detail === undefined ? (reasons[name] ?? name) : `${prefixes[name] ?? name}: ${detail}`;
  const which = ids.length === 0 ? '' : ` (${ids.join(', ')}${count > ids.length ? ', …' : ''})`;
  return `${words}: ${count}${which}`;
}

function ending(report: ImportReport): string {
  const orders = report.tables.get('orders');
  const count = orders?.imported ?? 0;
  const verb = report.dryRun ? 'to be imported' : 'imported';
  const parts = [`Orders: ${count} ${verb}, ${orders?.known ?? 0} here already.`];
  parts.push(moneyAgrees(report) ? 'All sums agree to the last kopeck.' : 'Sums differ: see above before you go on.');
  if (hasSkipped(report)) parts.push('Something was left out: see "skipped".');
  if (report.dryRun) parts.push('Run it again without --dry-run to import.');
  return parts.join(' ');
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
