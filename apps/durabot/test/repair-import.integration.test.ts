import { createTestDatabase, type TestDatabase } from '@durabot/testing';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { writeOriginal } from '../../repair/test/original-database.ts';
import { createCommandLine } from '../src/command-line.ts';
import { migrationSets } from '../src/start/migrations.ts';
import { cleanUp, temporaryFolder } from './program.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase(migrationSets);
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('DATA_DIR', temporaryFolder());
  vi.stubEnv('LOG_LEVEL', 'silent');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await database.drop();
  await cleanUp();
});
afterEach(() => {
  process.exitCode = undefined;
});

async function run(...args: string[]): Promise<string> {
  let output = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += String(text);
    return true;
  });
  try {
    await createCommandLine()
      .exitOverride()
      .parseAsync(['node', 'durabot', 'repair', 'import', ...args]);
  } finally {
    write.mockRestore();
  }
  return output;
}

const order = {
  equipment_type: 'Кофемашина',
  client_address: 'Мира, 1',
  client_phone: '89165550001',
  status: 'NEW',
  dispatcher_id: 77,
  created_at: '2025-02-01 10:00:00',
};
const users = [{ id: 1, telegram_id: 77, first_name: 'Анна', role: 'ADMIN', created_at: '2025-01-01 10:00:00' }];

test('durabot repair import takes a file over, once, and says so in plain words', async () => {
  const file = await writeOriginal('head', { users, orders: [{ id: 1, ...order }] });
  try {
    const dry = await run(file.path, '--dry-run');
    expect(dry).toContain('Dry run: nothing was written.');
    expect(dry).toContain('Orders: 1 to be imported, 0 here already. All sums agree to the last kopeck.');
    expect(await run(file.path)).toContain('Orders: 1 imported, 0 here already.');
    expect(process.exitCode).toBe(0);
    expect(JSON.parse(await run(file.path, '--json'))).toContainEqual({
      part: 'table',
      name: 'orders',
      read: 1,
      imported: 0,
      known: 1,
      skipped: 0,
    });
  } finally {
    await file.remove();
  }
});

test('durabot repair import ends with 3 when something was left out', async () => {
  const file = await writeOriginal('seed', {
    users,
    orders: [{ id: 5, ...order }],
    masters: [{ id: 1, telegram_id: null }],
  });
  try {
    expect(await run(file.path)).toContain('masters: skipped, no Telegram id: 1 (1)');
    expect(process.exitCode).toBe(3);
  } finally {
    await file.remove();
  }
});

test.each([
  [['/nowhere.db'], 'IMPORT_FILE_MISSING'],
  [['/nowhere.db', '--zone', 'Moscow'], 'IMPORT_OPTION_INVALID'],
  [['/nowhere.db', '--source', 'Ка зань'], 'IMPORT_OPTION_INVALID'],
  [['/nowhere.db', '--operator', 'anna'], 'IMPORT_OPTION_INVALID'],
])('durabot repair import %j is refused: %s', async (args, code) => {
  await expect(run(...args)).rejects.toMatchObject({ code });
});
