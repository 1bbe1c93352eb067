import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { startFakeTelegram } from '../world/fake-telegram.ts';
import { killHard, onExit } from '../world/on-exit.ts';
import { rssBytes } from '../world/process-usage.ts';
import { textUpdate, userIdOf } from '../world/update.ts';

const program = fileURLToPath(new URL('../../../../apps/durabot/dist/program/main.js', import.meta.url));
const token = `1000000001:${'A'.repeat(35)}`;
const patienceMs = 60_000;

export interface Start {
  /** From the start of the process until its answer to a waiting update is at Telegram. */
  readonly firstAnswerMs: number;
  /** Of the process, some moments after that, without the servers of an embedded database. */
  readonly rssBytes: number;
}

let updateId = Math.floor(Date.now() / 1_000);

/** Starts the program with one message waiting for it at Telegram, and ends it when it has answered. */
export async function measureStart(variables: Readonly<Record<string, string>>): Promise<Start> {
  updateId += 1;
  const update: unknown = JSON.parse(textUpdate(updateId, 1, '/start'));
  let waiting = typeof update === 'object' && update !== null ? [update] : [];
  let answered: (() => void) | undefined;
  const firstAnswer = new Promise<void>((resolve) => {
    answered = resolve;
  });
  const telegram = await startFakeTelegram({
    latencyMs: 0,
    updates: () => waiting.splice(0),
    onMessage: () => answered?.(),
  });
  const startedMs = performance.now();
  const child = spawn(process.execPath, [program, 'start'], {
    cwd: tmpdir(),
    env: {
      PATH: process.env['PATH'],
      HOME: tmpdir(),
      PORT: '0',
      LOG_FORMAT: 'json',
      BOT_TOKEN_REPAIR: token,
      TELEGRAM_API_ROOT: telegram.url,
      DISPATCHER_IDS: String(userIdOf(1)),
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (piece: string) => {
      output = (output + piece).slice(-5_000);
    });
  }
  const takeBack = onExit(() => killHard(child.pid ?? 0));
  const ended = once(child, 'exit');
  const failed = (why: string): Error => new Error(`The program ${why}:\n${output}`);
  let cut: NodeJS.Timeout | undefined;
  try {
    await Promise.race([
      firstAnswer,
      ended.then(() => {
        throw failed('ended before it had answered');
      }),
      new Promise<never>((_resolve, reject) => {
        cut = setTimeout(() => reject(failed(`answered nothing within ${patienceMs / 1_000} s`)), patienceMs);
      }),
    ]);
    const firstAnswerMs = performance.now() - startedMs;
    await new Promise((resolve) => {
      setTimeout(resolve, 1_000);
    });
    return { firstAnswerMs, rssBytes: rssBytes(child.pid ?? 0) };
  } finally {
    clearTimeout(cut);
    waiting = [];
    child.kill('SIGTERM');
    await ended.catch(() => undefined);
    takeBack();
    await telegram.stop();
  }
}
