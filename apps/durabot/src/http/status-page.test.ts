import { expect, test } from 'vitest';
import type { BotStatus } from '@durabot/runtime';
import type { ProgramState } from '../start/program-state.ts';
import { createRegistry } from '../start/metrics.ts';
import { createWebApp } from './web-app.ts';

function aState(changes: Partial<ProgramState> = {}, bots: BotStatus[] = []): ProgramState {
  return {
    phase: 'running',
    step: 'handling updates',
    startedAtMs: 0,
    db: undefined,
    redis: undefined,
    events: undefined,
    runtime: {
      start: async () => {},
      stop: async () => {},
      webhooks: async () => {},
      status: () => ({ ready: true, databaseUp: true, dialogStorage: 'postgres', bots }),
    },
    simulatorPort: 8081,
    ...changes,
  };
}

async function get(state: ProgramState, url: string, host = 'localhost:8080') {
  const app = await createWebApp({ state, registry: createRegistry(state), nowMs: () => 5000 });
  return app.inject({ url, headers: { host } });
}

const repair: BotStatus = {
  name: 'repair',
  username: 'repair_bot',
  ingress: 'running',
  problem: undefined,
  paused: false,
  pausedChats: 0,
};

test('the button leads to the chat on the host that the visitor used', async () => {
  expect((await get(aState(), '/', 'bots.local:8080')).body).toContain('href="http://bots.local:8081/"');
});

test('without the simulator there is no button', async () => {
  expect((await get(aState({ simulatorPort: undefined }), '/')).body).not.toContain('class="button"');
});

test('what comes from outside is escaped', async () => {
  const bad: BotStatus = { ...repair, ingress: 'unavailable', problem: '<script>alert(1)</script>' };
  const { body } = await get(aState({}, [bad]), '/', '"><script>');
  expect(body).not.toContain('<script>alert');
  expect(body).not.toContain('"><script>');
});

test('the trouble of a bot stands beside it', async () => {
  const bad: BotStatus = { ...repair, ingress: 'unauthorized', problem: 'Take the current token from @BotFather.' };
  expect((await get(aState({}, [bad]), '/')).body).toContain('Take the current token from @BotFather.');
});

test('a bot in trouble makes health degraded, and readiness stays with the others', async () => {
  const other: BotStatus = { ...repair, name: 'other', ingress: 'conflict', problem: 'x' };
  expect((await get(aState({}, [repair, other]), '/health')).json()).toMatchObject({ status: 'degraded' });
  expect((await get(aState({}, [repair, other]), '/readyz')).statusCode).toBe(200);
});

test('before and after its work the program lives and is not ready', async () => {
  for (const phase of ['starting', 'stopping'] as const) {
    const state = aState({ phase, ...(phase === 'starting' && { runtime: undefined }) });
    expect((await get(state, '/healthz')).statusCode).toBe(200);
    expect((await get(state, '/readyz')).statusCode).toBe(503);
    expect((await get(state, '/')).statusCode).toBe(200);
  }
});

test('webhooks that come too early are asked to come again', async () => {
  const state = aState({ phase: 'starting', runtime: undefined });
  const app = await createWebApp({ state, registry: createRegistry(state), nowMs: () => 0 });
  const answer = await app.inject({ method: 'POST', url: '/telegram/repair', payload: { update_id: 1 } });
  expect(answer.statusCode).toBe(503);
  expect(answer.headers['retry-after']).toBe('1');
});

test('the page forbids inline scripts and styles and has none', async () => {
  const { body, headers } = await get(aState(), '/');
  expect(headers['content-security-policy']).not.toContain('unsafe');
  expect(body).not.toMatch(/<style|style=|onclick|<script>/);
});
