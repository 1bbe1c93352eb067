import type { MigrationSet } from '@durabot/postgres';

/** The tables of the pipeline, in the schema `durabot`. */
export const runtimeMigrations: MigrationSet = {
  name: 'runtime',
  directory: new URL('../migrations/', import.meta.url),
};
