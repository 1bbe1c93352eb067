import { repairMigrations } from '@durabot/repair';
import { runtimeMigrations } from '@durabot/runtime';
import { createSimulator, createSimulatorClient } from '@durabot/simulator';
import { createTestDatabase } from '@durabot/testing';
import { afterEach, expect, test } from 'vitest';
import { cleanUp, fakeToken, startProgram, temporaryFolder } from './program.ts';
import { createWatcher, type SentSpan } from './watcher.ts';

afterEach(cleanUp);

interface Line {
  msg: string;
  correlationId?: string;
  updateId?: number;
  callId?: number;
}

function linesOf(output: string): Line[] {
  return output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);
}

test('one id, and one trace, lead from an update through a restart to the answer that another process sends', async () => {
  const simulator = createSimulator({ seed: 1 });
  const { url } = await simulator.start();
  const sim = createSimulatorClient(url);
  const token = fakeToken(1_000_000_002);
  await sim.bot({ username: 'repair_bot', token });
  const database = await createTestDatabase([runtimeMigrations, ...repairMigrations]);
  const watcher = await createWatcher();
  const settings = {
    DATA_DIR: temporaryFolder(),
    DATABASE_URL: database.url,
    BOT_TOKEN_REPAIR: token,
    TELEGRAM_API_ROOT: url,
    LOG_LEVEL: 'debug',
    OTEL_EXPORTER_OTLP_ENDPOINT: watcher.endpoint,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-key=collector-secret',
  };
  const zoe = await sim.user({ first_name: 'Zoeletta', language_code: 'en' });
  const chat = await zoe.with('repair_bot');

  const first = startProgram({ ...settings, ROLES: 'ingress,workers' });
  await first.ready();
  await chat.sends('/start my deepest wish 0671234567');
  await first.says(/"entry settled"/);
  expect(await first.end('SIGTERM')).toBe(0);
  const begun = linesOf(first.output()).filter(({ correlationId }) => correlationId !== undefined);
  const [id] = new Set(begun.map(({ correlationId }) => correlationId));
  expect(id).toMatch(/^repair:u\d+$/);
  expect(begun.filter(({ correlationId }) => correlationId === id).map(({ msg }) => msg)).toEqual([
    'update stored',
    'attempt begun',
    'entry settled',
  ]);

  const second = startProgram(settings);
  await second.ready();
  await chat.reply();
  expect(await second.end('SIGTERM')).toBe(0);
  const sent = linesOf(second.output()).filter(({ correlationId }) => correlationId === id);
  expect(sent.map(({ msg }) => msg)).toEqual(sent.map(() => 'call made'));
  expect(sent.length).toBeGreaterThan(0);

  const spans = watcher.spans();
  const trace = spans.filter(({ attributes }) =>
    attributes.some(({ key, value }) => key === 'durabot.correlation_id' && value['stringValue'] === id),
  );
  expect(new Set(trace.map(({ traceId }) => traceId)).size).toBe(1);
  const one = (name: string): SentSpan => {
    const found = trace.find((span) => span.name === name);
    if (found === undefined)
      throw new Error(`There is no span "${name}" among ${trace.map((span) => span.name).join()}.`);
    return found;
  };
  const store = one('store');
  expect(store.parentSpanId ?? '').toBe('');
  expect(one('wait in inbox').parentSpanId).toBe(store.spanId);
  expect(one('handle').parentSpanId).toBe(store.spanId);
  expect(one('commit').parentSpanId).toBe(one('handle').spanId);
  expect(one('wait in outbox').parentSpanId).toBe(one('commit').spanId);
  expect(one('send').parentSpanId).toBe(one('commit').spanId);
  const facts = Object.fromEntries(one('send').attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
  expect(facts).toMatchObject({
    'telegram.method': 'sendMessage',
    'http.response.status_code': 200,
    'durabot.retries': 0,
  });
  expect(trace.every((span) => BigInt(span.endTimeUnixNano) >= BigInt(span.startTimeUnixNano))).toBe(true);
  for (const output of [watcher.bodies.join('\n'), first.output(), second.output()])
    expect(output).not.toMatch(/Zoeletta|deepest|0671234567|A{35}|collector-secret/);

  await watcher.stop();
  await database.drop();
  await simulator.stop({ deadlineMs: 500 });
});
