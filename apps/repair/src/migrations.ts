import type { MigrationSet } from '@durabot/postgres';

/** Repair's tables, in the schema `repair`. The folder lies beside `src` and `dist` alike. */
export const repairMigrations: MigrationSet = { name: 'repair', directory: new URL('../migrations/', import.meta.url) };
