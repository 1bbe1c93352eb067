import type { Database } from '@durabot/postgres';
import type { Clock } from '@durabot/runtime';
import type { RepairSettings } from '../config.ts';
import { roleRealm } from './role-realm.ts';
import { ImportError } from './import-error.ts';
import { hasSkipped, moneyAgrees, reportRows, type ReportRow } from './import-report.ts';
import type { ImportSettings } from './import-settings.ts';
import { reportText } from './report-text.ts';
import { importOriginal } from './run-import.ts';

/** Options as they are typed. */
export interface ImportOptions {
  readonly dryRun?: boolean;
  readonly zone?: string;
  readonly source: string;
  readonly operator?: string;
}

/** Options that make sense. */
export interface ImportRequest {
  readonly dryRun: boolean;
  readonly settings: Omit<ImportSettings, 'now'>;
}

/**
 * Checks what was typed, with the settings for what was not.
 *
 * @throws ImportError `IMPORT_OPTION_INVALID`
 */
export function readImportOptions(options: ImportOptions, settings: RepairSettings): ImportRequest {
  const { zone = settings.zone, source, operator } = options;
  if (!isZone(zone)) throw invalid(`--zone ${zone} is no time zone; write one like Europe/Moscow.`);
  if (!/^[a-z0-9-]{1,32}$/.test(source)) {
    throw invalid(`--source has to be a short name of small letters, digits and hyphens, like "moscow".`);
  }
  const operatorId = operator === undefined ? settings.adminIds[0] : Number(operator);
  if (operatorId !== undefined && (!Number.isSafeInteger(operatorId) || operatorId <= 0)) {
    throw invalid('--operator has to be a Telegram id, a whole positive number.');
  }
  return {
    dryRun: options.dryRun ?? false,
    settings: { zone, source, operatorId, country: settings.country, currency: settings.currency },
  };
}

/** What an import has to say, for a terminal and for a program. */
export interface ImportAnswer {
  readonly text: string;
  readonly rows: readonly ReportRow[];
  /** Nothing was left out and all sums agree. */
  readonly isComplete: boolean;
}

/** Takes over a file of the earlier bot. @throws ImportError when it cannot be used */
export async function importFile(
  deps: {
    readonly db: Database;
    readonly clock: Clock;
    readonly onProgress?: (done: number, total: number) => void;
  },
  path: string,
  { dryRun, settings }: ImportRequest,
): Promise<ImportAnswer> {
  const now = new Date(deps.clock.nowMs());
  const report = await importOriginal({ ...deps, realm: roleRealm }, path, { dryRun, settings: { ...settings, now } });
  return {
    text: reportText(report, settings.currency),
    rows: reportRows(report),
    isComplete: moneyAgrees(report) && !hasSkipped(report),
  };
}

function invalid(message: string): ImportError {
  return new ImportError('IMPORT_OPTION_INVALID', message);
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
