import { beginPrograms, endPrograms } from './program-command.ts';
import { joinTestServer } from './test-server.ts';
import type { TestServer } from './test-server.ts';

/** Vitest's `globalSetup`: one database server for all workers of a run, gone after the last run that uses it. */
let server: TestServer | undefined;
let programs: string | undefined;

/** Called by Vitest before the first test file. Workers inherit the environment. */
export async function setup(): Promise<void> {
  // Each project of a run calls this, in one process.
  if (process.env['DURABOT_TEST_PROGRAMS'] === undefined) programs = beginPrograms();
  if ((process.env['TEST_DATABASE_URL'] ?? '') !== '') return;
  server = await joinTestServer();
  process.env['TEST_DATABASE_URL'] = server.url;
}

/** Called by Vitest after the last test file. */
export async function teardown(): Promise<void> {
  if (programs !== undefined) endPrograms(programs);
  programs = undefined;
  if (server === undefined) return;
  delete process.env['TEST_DATABASE_URL'];
  await server.release();
  server = undefined;
}
