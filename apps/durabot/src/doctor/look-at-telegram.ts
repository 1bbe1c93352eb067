import * as z from 'zod';
import { createBotApiClient, TelegramError } from '@durabot/bot-api';
import type { BotApiClient, Secret } from '@durabot/bot-api';
import type { Clock } from '@durabot/runtime';
import { describeFailure } from '../failure.ts';
import type { ProductName } from '../products.ts';
import { telegram } from '../settings/settings.ts';
import type { Settings } from '../settings/settings.ts';
import { bad, good, note } from './finding.ts';
import type { Finding } from './finding.ts';
import { describeSkew } from './look-at-database.ts';

const patienceMs = 10_000;
const me = z.object({ username: z.string() });
const webhookInfo = z.object({
  url: z.string(),
  pending_update_count: z.number(),
  last_error_message: z.string().optional(),
});

/** Each bot's token and webhook, and the clock of the server that answers. */
export async function lookAtTelegram(settings: Settings, clock: Clock): Promise<Finding[]> {
  if (settings.simulator) return [good('Telegram: the built-in simulator stands for it, no token is needed')];
  const findings: Finding[] = [];
  for (const name of settings.bots) {
    const token = settings.botTokens[name];
    findings.push(...(token === undefined ? [noToken(name)] : await lookAtBot(name, token, settings)));
  }
  findings.push(...(await lookAtTelegramsClock(settings.telegramApiRoot, clock)));
  if (
    settings.ingress === 'webhook' &&
    settings.telegramApiRoot === telegram &&
    !settings.webhookUrl?.startsWith('https:')
  ) {
    findings.push(bad('WEBHOOK_URL is not https', 'Telegram delivers to https addresses only.'));
  }
  return findings;
}

const noToken = (name: ProductName): Finding => note(`Bot ${name} has no token and is left out`, 'Set its BOT_TOKEN.');

async function lookAtBot(name: ProductName, token: Secret, { telegramApiRoot, ingress }: Settings): Promise<Finding[]> {
  const client = createBotApiClient({ token, apiRoot: telegramApiRoot, timeoutMs: patienceMs });
  try {
    const { username } = me.parse(await client.call('getMe'));
    return [good(`Bot ${name} is @${username}`), await lookAtWebhook(name, client, ingress)];
  } catch (error) {
    return [describeRefusal(name, error)];
  } finally {
    await client.close({ deadlineMs: 0 });
  }
}

function describeRefusal(name: ProductName, error: unknown): Finding {
  if (error instanceof TelegramError && (error.kind === 'unauthorized' || error.kind === 'notFound')) {
    return bad(`Bot ${name}: Telegram refused its token`, 'Set its BOT_TOKEN to what @BotFather shows now.');
  }
  return bad(`Bot ${name}: Telegram gave no answer to getMe`, describeFailure(error).message);
}

async function lookAtWebhook(name: ProductName, client: BotApiClient, ingress: Settings['ingress']): Promise<Finding> {
  const info = webhookInfo.parse(await client.call('getWebhookInfo'));
  const waiting = `${info.pending_update_count} updates are waiting`;
  if (info.last_error_message !== undefined && ingress === 'webhook') {
    return bad(`Webhook of ${name}: the last delivery failed, ${waiting}`, `Telegram says: ${info.last_error_message}`);
  }
  if (info.url !== '' && ingress === 'polling') {
    return note(
      `Bot ${name} has a webhook, ${waiting}`,
      'It is removed at the start, as the settings ask for long polling.',
    );
  }
  return good(`Bot ${name} receives by ${ingress === 'polling' ? 'long polling' : 'webhook'}, ${waiting}`);
}

/** The header is exact to a second; a difference of that size means nothing. */
const headerPrecisionMs = 1000;

async function lookAtTelegramsClock(apiRoot: string, clock: Clock): Promise<Finding[]> {
  try {
    const answer = await fetch(apiRoot, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    const date = Date.parse(answer.headers.get('date') ?? '');
    if (Number.isNaN(date)) return [];
    return [describeSkew('Telegram', Math.max(Math.abs(clock.nowMs() - date) - headerPrecisionMs, 0))];
  } catch {
    return [bad(`${apiRoot} cannot be reached`, 'Check the network, a proxy or firewall, and TELEGRAM_API_ROOT.')];
  }
}
