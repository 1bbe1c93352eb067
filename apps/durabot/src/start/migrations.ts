import { kitMigrations } from '@durabot/kit';
import type { MigrationSet } from '@durabot/postgres';
import { runtimeMigrations } from '@durabot/runtime';
import { repairProduct } from '../products.ts';

/** All migrations of the program, in the order they are applied. */
export const migrationSets: readonly MigrationSet[] = [runtimeMigrations, ...repairProduct.migrations];

/** The schemas of the database and the file that shows each as it is after all migrations. */
export const schemas: readonly { schema: string; file: URL }[] = [
  { schema: 'durabot', file: new URL('../schema.sql', runtimeMigrations.directory) },
  { schema: 'kit', file: new URL('../schema.sql', kitMigrations.directory) },
  ...repairProduct.migrations
    .filter(({ name }) => name === repairProduct.name)
    .map(({ name, directory }) => ({ schema: name, file: new URL('../schema.sql', directory) })),
];
