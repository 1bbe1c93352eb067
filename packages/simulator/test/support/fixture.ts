import {
  createSimulator,
  createSimulatorClient,
  type SimBot,
  type Simulator,
  type SimulatorClient,
  type SimulatorOptions,
} from '@durabot/simulator';

import { checkJournal } from './checked-journal.ts';
import { findMisshapenResult } from './schema-shape.ts';

export interface ApiAnswer {
  status: number;
  ok: boolean;
  result?: unknown;
  error_code?: number;
  description?: string;
  parameters?: { retry_after?: number; migrate_to_chat_id?: number };
  headers: Headers;
}

export interface Fixture {
  simulator: Simulator;
  sim: SimulatorClient;
  url: string;
  bot: SimBot;
  /** Calls a method of the bot with a JSON body. */
  api: (method: string, params?: object, headers?: Record<string, string>) => Promise<ApiAnswer>;
  /** Ends the simulator, after all that it said to bots was compared with the public schema. */
  stop: () => Promise<void>;
}

/** A token that is obviously none of Telegram's. */
export function fakeToken(id: number): string {
  return `${id}:${'A'.repeat(35)}`;
}

/** A simulator with one bot and no limits, unless the test is about them. */
export async function startFixture(options: SimulatorOptions = {}): Promise<Fixture> {
  const simulator = createSimulator({ limits: { enforced: false }, seed: 7, ...options });
  const { url } = await simulator.start();
  const sim = createSimulatorClient(url);
  const bot = await sim.bot({ username: 'tester_bot', first_name: 'Tester', token: fakeToken(7001) });
  return {
    simulator,
    sim,
    url,
    bot,
    api: async (method, params = {}, headers = {}) => await callApi(url, bot.token, method, params, headers),
    stop: async () => {
      try {
        await checkJournal(url);
      } finally {
        await simulator.stop();
      }
    },
  };
}

export async function callApi(
  url: string,
  token: string,
  method: string,
  params: object = {},
  headers: Record<string, string> = {},
): Promise<ApiAnswer> {
  const response = await fetch(`${url}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(params),
  });
  return await readAnswer(method, response);
}

/** Sends a form with files, as bots upload them. */
export async function callForm(url: string, token: string, method: string, form: FormData): Promise<ApiAnswer> {
  const response = await fetch(`${url}/bot${token}/${method}`, { method: 'POST', body: form });
  return await readAnswer(method, response);
}

async function readAnswer(method: string, response: Response): Promise<ApiAnswer> {
  const body = asObject(await response.json());
  const faults = body['ok'] === true ? findMisshapenResult(method, body['result']) : [];
  if (faults.length > 0) throw new Error(`not what the schema says:\n${faults.join('\n')}`);
  return { ...body, ok: body['ok'] === true, status: response.status, headers: response.headers };
}

export function asObject(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`no object: ${JSON.stringify(value)}`);
  return { ...value };
}

export function asList(value: unknown): Record<string, unknown>[] {
  if (!Array.isArray(value)) throw new Error(`no list: ${JSON.stringify(value)}`);
  return value.map(asObject);
}

/** The id of the message that a method gave back. */
export function messageId(answer: ApiAnswer): number {
  return Number(asObject(answer.result)['message_id']);
}

/** The smallest PNG with this size. */
export function pngOf(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.write('\x89PNG\r\n\x1a\n', 0, 'latin1');
  bytes.write('IHDR', 12, 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

/** Waits until something is so. */
export async function waitUntil(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  deadlineMs = 10_000,
): Promise<void> {
  const end = performance.now() + deadlineMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
