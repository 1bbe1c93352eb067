import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@durabot/testing';
import { tokenAt } from '../bot-settings.ts';
import type { BotProcess } from '../world/bot-process.ts';
import { killHard, onExit } from '../world/on-exit.ts';
import { cpuTimeMs, rssBytes } from '../world/process-usage.ts';

const program = fileURLToPath(new URL('../../../../apps/durabot/dist/program/main.js', import.meta.url));
const readyLine = /^Durabot is ready/m;
const endMs = 10_000;
/** Far from those of the order bots. */
const tokenNumber = 1_000;

/** Starts the whole program with Repair, as `durabot start` runs it, on a database of its own, and waits until it is ready. */
export async function startRepair(settings: {
  readonly telegramUrl: string;
  readonly databaseUrl: string;
  readonly secretToken: string;
  readonly dispatcherIds: readonly number[];
  /** Whether it keeps Telegram's limits. */
  readonly limits: boolean;
}): Promise<BotProcess> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'durabot-load-'));
  // So many that a variable could not hold them.
  writeFileSync(join(folder, '.env'), `DISPATCHER_IDS=${settings.dispatcherIds.join(',')}\n`);
  const child = spawn(process.execPath, [program, 'start'], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOME: tmpdir(),
      NODE_ENV: 'production',
      LOG_FORMAT: 'json',
      PORT: String(port),
      DATA_DIR: folder,
      DATABASE_URL: settings.databaseUrl,
      BOT_TOKEN_REPAIR: tokenAt(tokenNumber),
      TELEGRAM_API_ROOT: settings.telegramUrl,
      SIMULATOR: 'off',
      WEBHOOK_URL: `http://127.0.0.1:${port}`,
      WEBHOOK_SECRET: settings.secretToken,
      PACING: settings.limits ? 'on' : 'off',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pid = child.pid ?? 0;
  const takeBack = onExit(() => killHard(pid));
  let output = '';
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (piece: string) => {
        output = (output + piece).slice(-5_000);
        if (readyLine.test(output)) resolve();
      });
    }
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`The program with Repair ended before it was ready:\n${output}`)));
  });
  return {
    pid,
    inspectorUrl: undefined,
    webhookUrl: `http://127.0.0.1:${port}/telegram/repair`,
    cpuMs: () => cpuTimeMs(pid),
    rssBytes: () => rssBytes(pid),
    collectGarbage: () => undefined,
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const cut = setTimeout(() => child.kill('SIGKILL'), endMs);
      if (child.exitCode === null && child.signalCode === null) await gone;
      clearTimeout(cut);
      takeBack();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
