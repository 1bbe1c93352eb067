import { kitMigrations } from '@durabot/kit';
import type { MigrationSet } from '@durabot/postgres';

/** Repair's tables, in the schema `repair`. The folder lies beside `src` and `dist` alike. */
const ownMigrations: MigrationSet = { name: 'repair', directory: new URL('../migrations/', import.meta.url) };

/** All that Repair needs beside the runtime's tables, in the order it is applied. */
export const repairMigrations: readonly MigrationSet[] = [kitMigrations, ownMigrations];
