import { buildRepairBot } from './bot.ts';
import { repairSettingsSchema } from './config.ts';
import { demoPeople } from './demo-people.ts';
import { importFile, readImportOptions } from './import/import-file.ts';
import { repairMigrations } from './migrations.ts';

export { buildRepairBot, type RepairDeps } from './bot.ts';
export { parseRepairSettings, repairSettingsSchema, type RepairSettings } from './config.ts';
export { demoPeople, type DemoPerson } from './demo-people.ts';
export type { ImportAnswer, ImportOptions, ImportRequest } from './import/import-file.ts';
export type { ReportRow as ImportReportRow } from './import/import-report.ts';
export { repairMigrations } from './migrations.ts';

/** Repair as the command line runs it. */
export const repairProduct = {
  name: 'repair',
  migrations: repairMigrations,
  settingsSchema: repairSettingsSchema,
  build: buildRepairBot,
  demoPeople,
  readImportOptions,
  importFile,
} as const;
