import { connect } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createBot, putUser } from '../src/world/people.ts';
import { createChat } from '../src/world/groups.ts';
import { sendAsUser } from '../src/world/acts.ts';
import { privateBox } from '../src/world/world.ts';
import { startFixture, type Fixture } from './support/fixture.ts';
import { hostileRequest, type Targets } from './support/hostile-requests.ts';
import { startInProcess, type BareRequest, type InProcess } from './support/in-process.ts';
import { seededRandom, type Random } from './support/seeded-random.ts';

/** Each round has a world of its own, so that what is left of a round is a leak. */
const ROUNDS = 10;
const REQUESTS_A_ROUND = 5_000;
const OVER_HTTP = 1_000;
const AT_ONCE = 16;
/** On a machine that does other things too, one request may have to wait for its turn. */
const SLOWEST_MS = 10_000;
/** About fifteen seconds when nothing else runs. */
const LONGEST_MS = 240_000;
const LEAK_BYTES = 24 * 1024 * 1024;

const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_121);

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(async () => await fixture.stop());

describe('hostile requests', () => {
  it(
    `are answered in the shape of the Bot API, all ${ROUNDS * REQUESTS_A_ROUND}, at once and without growing`,
    async () => {
      const random = seededRandom(seed);
      const heap: number[] = [];
      const waiting: Promise<void>[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        expect({ seed, round, wrong: await runRound(random, round, waiting) }).toEqual({ seed, round, wrong: [] });
        heap.push(usedHeap());
      }
      await Promise.all(waiting);
      // The first rounds fill caches and compile code.
      expect(Math.min(...heap.slice(-3)) - Math.max(...heap.slice(2, 5))).toBeLessThan(LEAK_BYTES);
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    },
    LONGEST_MS,
  );

  it('are answered over HTTP too', async () => {
    const random = seededRandom(seed + 1);
    const anna = await fixture.sim.user({ first_name: 'Anna' });
    await (await anna.with('tester_bot')).sends('/start');
    const targets = { token: fixture.bot.token, userId: anna.id, chatIds: [-1] };
    const wrong: unknown[] = [];
    for (let done = 0; done < OVER_HTTP; done += AT_ONCE) {
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, async () => await overHttp(random, targets)));
      wrong.push(...answers.filter((answer) => !isRight(answer)));
    }
    expect({ seed, wrong: wrong.slice(0, 3) }).toEqual({ seed, wrong: [] });
    expect((await fixture.api('getMe')).ok).toBe(true);
  });

  it('that are no HTTP at all do not end the server', async () => {
    const port = Number(new URL(fixture.url).port);
    for (const junk of [
      '\0\0\0\0',
      'GET /bot HTTP/9.9\r\n\r\n',
      `POST /bot${fixture.bot.token}/getMe HTTP/1.1\r\nhost: a\r\ncontent-length: 99999999999999999\r\n\r\n`,
    ]) {
      await new Promise<void>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => socket.write(junk));
        socket.on('error', () => resolve());
        socket.on('close', () => resolve());
        socket.on('data', () => socket.destroy());
      });
    }
    expect((await fixture.api('getMe')).ok).toBe(true);
  });
});

/** @param waiting polls that are answered later; a wrong answer to one fails there */
async function runRound(random: Random, round: number, waiting: Promise<void>[]): Promise<unknown[]> {
  const simulator = startInProcess(seed + round);
  const targets = prepare(simulator);
  const bot = simulator.world.findBotByToken(targets.token);
  const wrong: unknown[] = [];
  for (let count = 0; count < REQUESTS_A_ROUND; count += 1) {
    const request = hostileRequest(random, targets);
    const check = async (): Promise<void> => {
      const startedMs = performance.now();
      const answer = await simulator.call(request);
      const ms = performance.now() - startedMs;
      if (!isRight(answer) || ms > SLOWEST_MS)
        wrong.push({ ...request, body: request.body?.toString(), ...answer, ms, defect: simulator.defects.at(-1) });
    };
    // Polls wait, and answers to two pollers are held back; the others go on meanwhile.
    if (request.method === 'getUpdates') waiting.push(checkPoll(simulator, request));
    else await check();
    if (bot !== undefined) {
      delete bot.loggedOut;
      bot.webhook = null;
    }
  }
  simulator.stop();
  return wrong.slice(0, 3);
}

async function checkPoll(simulator: InProcess, request: BareRequest): Promise<void> {
  const answer = await simulator.call(request);
  expect({ ...answer, isRight: isRight(answer) }).toEqual({ ...answer, isRight: true });
}

function prepare({ world }: InProcess): Targets {
  const bot = createBot(world, { username: 'tester_bot' });
  const anna = putUser(world, { first_name: 'Anna' });
  const boris = putUser(world, { first_name: 'Boris' });
  sendAsUser(world, {
    box: privateBox(bot.id, anna.id),
    from: anna.id,
    content: { kind: 'text', text: '/start', entities: [] },
  });
  const memberIds = [anna.id, boris.id, bot.id];
  const chats = (['group', 'supergroup', 'channel'] as const).map((type) =>
    createChat(world, { type, title: type, memberIds }),
  );
  const forum = createChat(world, { type: 'supergroup', title: 'forum', memberIds, isForum: true });
  return { token: bot.token, userId: anna.id, chatIds: [...chats.map((chat) => chat.id), forum.id] };
}

async function overHttp(random: Random, targets: Targets): Promise<{ status: number; text: string }> {
  const { method, query, contentType, contentEncoding, body } = hostileRequest(random, targets);
  // What would end the session of this bot or wait has its place in the other test.
  const path = ['logOut', 'getUpdates', 'setWebhook'].includes(method) ? 'getMe' : method;
  const headers = new Headers();
  if (/^[ -~]+$/.test(contentType)) headers.set('content-type', contentType);
  if (contentEncoding !== undefined) headers.set('content-encoding', contentEncoding);
  const response = await fetch(`${fixture.url}/bot${targets.token}/${path}?${query}`, {
    method: 'POST',
    headers,
    body: body === undefined ? '' : new Uint8Array(body),
  });
  return { status: response.status, text: await response.text() };
}

/** `{ok:true,result}` with 200, `{ok:false,error_code,description}` with that status, or the HTTP parser's empty body. */
function isRight({ status, text }: { status: number; text: string }): boolean {
  if (text === '') return [400, 413, 415, 431].includes(status);
  const body: unknown = JSON.parse(text);
  if (typeof body !== 'object' || body === null || !('ok' in body)) return false;
  if (body.ok === true) return status === 200 && 'result' in body;
  return status < 500 && 'error_code' in body && body.error_code === status && 'description' in body;
}

function usedHeap(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed;
}
