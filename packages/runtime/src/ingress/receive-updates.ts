import { codeOf, verdictOf, type Secret } from '@durabot/bot-api';
import type { Log } from '@durabot/postgres';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { RunningBot } from '../running-bot.ts';
import { poll, problemOf, type PollerDeps } from './poller.ts';

export interface ReceiveDeps extends Omit<PollerDeps, 'bot' | 'generation' | 'client' | 'onState'> {
  bot: RunningBot;
  /** Whether this process has the updates come in; another one does it otherwise. */
  receives: boolean;
  ingress: { kind: 'polling' } | { kind: 'webhook'; url: string; secretToken: Secret };
  connect: () => Promise<void>;
  /** The bot's handlers may run from now on. */
  onConnected: () => Promise<void>;
}

const webhookInfo = z.looseObject({ url: z.string() });

/**
 * Brings one bot's updates in, by polling or by webhook, until `signal` aborts. A bot that cannot be reached is tried
 * again with growing pauses and says so in its state; a refused token stops this bot only.
 */
export async function receiveUpdates(deps: ReceiveDeps, signal: AbortSignal): Promise<void> {
  const { bot, log, clock } = deps;
  const connected = await persist(bot, log, clock, signal, async () => {
    await deps.connect();
    await deps.onConnected();
  });
  if (!connected) return;
  const prepared = !deps.receives || (await persist(bot, log, clock, signal, () => prepareIngress(deps)));
  if (!prepared) return;
  setState(bot, 'running', undefined);
  if (!deps.receives || deps.ingress.kind === 'webhook') return;
  const {
    bot: _bot,
    ingress: _ingress,
    connect: _connect,
    onConnected: _onConnected,
    receives: _receives,
    ...pollDeps
  } = deps;
  await poll(
    {
      ...pollDeps,
      bot: bot.name,
      generation: bot.generation,
      client: bot.client,
      onState: (state, problem) => setState(bot, state, problem),
    },
    signal,
  );
}

/** Polling and a webhook exclude each other on Telegram's side, so each way makes sure of itself. */
async function prepareIngress({ bot, ingress, allowedUpdates }: ReceiveDeps): Promise<void> {
  if (ingress.kind === 'polling') {
    const info = webhookInfo.parse(await bot.client.call('getWebhookInfo'));
    if (info.url !== '') await bot.client.call('deleteWebhook', { drop_pending_updates: false });
    return;
  }
  await bot.client.call('setWebhook', {
    url: ingress.url,
    secret_token: ingress.secretToken.reveal(),
    ...(allowedUpdates === undefined ? {} : { allowed_updates: allowedUpdates }),
  });
  const info = webhookInfo.parse(await bot.client.call('getWebhookInfo'));
  if (info.url !== ingress.url) throw new Error('Telegram names another webhook than the one just set.');
}

/** Tries until it works, the bot is refused for good, or the runtime stops. @returns whether it worked */
async function persist(
  bot: RunningBot,
  log: Log,
  clock: Clock,
  signal: AbortSignal,
  step: () => Promise<void>,
): Promise<boolean> {
  for (let pauseMs = 500; !signal.aborted; pauseMs = Math.min(pauseMs * 2, 15_000)) {
    try {
      await step();
      return true;
    } catch (error) {
      const problem = problemOf(error);
      setState(bot, problem.state, problem.text);
      const fields = { bot: bot.name, code: codeOf(error), advice: problem.text };
      if (problem.state === 'unauthorized') {
        log.error(fields, 'bot stopped');
        return false;
      }
      log.warn(fields, 'bot not connected yet');
      const verdict = verdictOf(error);
      await clock.sleep(verdict.kind === 'wait' ? verdict.waitMs : pauseMs, signal);
    }
  }
  return false;
}

function setState(bot: RunningBot, state: RunningBot['state'], problem: string | undefined): void {
  bot.state = state;
  bot.problem = problem;
}
