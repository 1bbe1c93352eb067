import { createTestDatabase } from '@durabot/testing';
import { expect, test } from 'vitest';
import type { ProgramState } from '../src/start/program-state.ts';
import { createRegistry } from '../src/start/metrics.ts';

test('the program tells of its pool, its event loop and its memory beside what the runtime tells', async () => {
  const database = await createTestDatabase([]);
  await database.db.query('select 1');
  const state: ProgramState = {
    phase: 'running',
    step: 'handling updates',
    startedAtMs: 0,
    db: database.db,
    redis: undefined,
    events: undefined,
    runtime: undefined,
    simulatorPort: undefined,
  };
  const scraped = await createRegistry(state).metrics();
  for (const sample of [
    /^durabot_pool_connections\{state="idle"\} 1$/m,
    /^durabot_pool_connections\{state="waiting"\} 0$/m,
    /^durabot_ready 0$/m,
    /^nodejs_eventloop_lag_p99_seconds [\d.e-]+$/m,
    /^process_resident_memory_bytes \d+$/m,
  ])
    expect(scraped).toMatch(sample);
  await database.drop();
});
