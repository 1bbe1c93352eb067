import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrationStatus } from '@durabot/postgres';
import type { Database, MigrationSet } from '@durabot/postgres';
import { repairProduct } from '../products.ts';
import type { RepairSettings, Settings } from '../settings/settings.ts';

/**
 * Decides whether there are demo people: only in the built-in simulator, and only where the database was empty when
 * they were first asked for. Called before the migrations run. The decision is kept in the data directory, so that
 * they keep their roles, also when the very first start was cut short.
 */
export async function decideDemo(
  { simulator, demo, dataDir }: Pick<Settings, 'simulator' | 'demo' | 'dataDir'>,
  db: Database,
  sets: readonly MigrationSet[],
): Promise<boolean> {
  if (!simulator || !demo) return false;
  const mark = join(dataDir, 'demo.json');
  if (existsSync(mark)) return true;
  const applied = (await migrationStatus(db, sets)).some(({ state }) => state !== 'pending');
  if (applied) return false;
  writeFileSync(mark, `${JSON.stringify({ people: repairProduct.demoPeople.map(({ id }) => id) })}\n`);
  return true;
}

/** Repair's settings with the demo people in their roles. */
export function withDemoRoles(settings: RepairSettings): RepairSettings {
  return {
    ...settings,
    adminIds: [...settings.adminIds, ...demoIds('admin')],
    dispatcherIds: [...settings.dispatcherIds, ...demoIds('dispatcher')],
    masterIds: [...settings.masterIds, ...demoIds('master')],
  };
}

function demoIds(role: 'admin' | 'dispatcher' | 'master'): number[] {
  return repairProduct.demoPeople.filter(({ roles }) => roles.includes(role)).map(({ id }) => id);
}
