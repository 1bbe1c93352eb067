import type { MigrationSet } from '@durabot/postgres';

/** The tables that all products share, in the schema `kit`. They are applied before any product's own. */
export const kitMigrations: MigrationSet = { name: 'kit', directory: new URL('../migrations/', import.meta.url) };
