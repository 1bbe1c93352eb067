import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

import type { JsonObject } from '../../json.ts';
import type { BotRecord, WebhookSettings } from '../../world/types.ts';
import { dropFirst, setAllowedUpdates } from '../../world/updates.ts';
import { parseWebhookUrl } from '../../delivery/webhook-url.ts';
import { badRequest, tooManyRequests } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';

const CERTIFICATE_BYTES = 3_145_728;
const SECRET_BYTES = 256;
const ALLOWED_PORTS: readonly string[] = ['', '443', '80', '88', '8443'];

export async function setWebhook(call: Call): Promise<Answer> {
  const { params, bot } = call;
  const url = params.text('url');
  if (url === '') return deleteWebhook(call);
  if (!call.webhooks.maySet(bot.id)) throw tooManyRequests(1);
  const next = await readSettings(call, url);
  const dropsPending = params.bool('drop_pending_updates');
  setAllowedUpdates(call.world, bot, params.values.get('allowed_updates'));
  if (isSame(bot.webhook, next) && !dropsPending && !next.hasCertificate) {
    return { result: true, description: 'Webhook is already set' };
  }
  if (dropsPending) dropFirst(call.world, bot.id, call.world.queueOf(bot.id).length);
  bot.webhook = next;
  call.world.touchBot(bot);
  call.polling.endByWebhook(bot.id);
  call.webhooks.restart(bot);
  return { result: true, description: 'Webhook was set' };
}

export function deleteWebhook(call: Call): Answer {
  const { bot, world } = call;
  if (call.params.bool('drop_pending_updates')) dropFirst(world, bot.id, world.queueOf(bot.id).length);
  if (bot.webhook === null) return { result: true, description: 'Webhook is already deleted' };
  bot.webhook = null;
  world.touchBot(bot);
  call.webhooks.restart(bot);
  return { result: true, description: 'Webhook was deleted' };
}

export function getWebhookInfo(call: Call): Answer {
  const { bot, world } = call;
  const { webhook } = bot;
  const info: JsonObject = {
    url: webhook?.url ?? '',
    has_custom_certificate: webhook?.hasCertificate ?? false,
    pending_update_count: world.queueOf(bot.id).length,
  };
  if (webhook?.lastErrorDate !== undefined) {
    info['last_error_date'] = webhook.lastErrorDate;
    info['last_error_message'] = webhook.lastErrorMessage;
  }
  if (webhook !== null) {
    info['max_connections'] = webhook.maxConnections;
    info['ip_address'] = webhook.ipAddress;
  }
  if (bot.allowedUpdates !== null) info['allowed_updates'] = bot.allowedUpdates;
  return { result: info };
}

async function readSettings(call: Call, url: string): Promise<WebhookSettings> {
  const { params } = call;
  const parsed = parseWebhookUrl(url);
  if (parsed === undefined) throw badRequest('invalid webhook URL specified');
  const secretToken = params.text('secret_token');
  if (Buffer.byteLength(secretToken) > SECRET_BYTES) throw badRequest('secret token is too long');
  if (!/^[A-Za-z0-9_-]*$/.test(secretToken)) throw badRequest('secret token contains unallowed characters');
  const certificate = params.files.get('certificate');
  if (certificate !== undefined && certificate.bytes.length > CERTIFICATE_BYTES) {
    throw badRequest(`certificate size is too big (${certificate.bytes.length} bytes)`);
  }
  const ipAddress = params.text('ip_address');
  if (ipAddress !== '' && isIP(ipAddress) !== 4) throw badRequest('bad webhook: Invalid IP address specified');
  if (call.webhooks.isStrict) await checkStrictly(parsed);
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  return {
    url,
    secretToken,
    maxConnections: maxConnections(call),
    ipAddress:
      ipAddress === '' ? (isIP(host) === 0 ? (host === 'localhost' ? '127.0.0.1' : '<unknown>') : host) : ipAddress,
    hasCertificate: certificate !== undefined,
  };
}

function maxConnections({ params, local }: Call): number {
  return local === undefined
    ? params.integer('max_connections')
    : params.integer('max_connections', LOCAL_CONNECTIONS, 1, MOST_LOCAL_CONNECTIONS);
}

const LOCAL_CONNECTIONS = 100;
const MOST_LOCAL_CONNECTIONS = 100_000;

/** What Telegram refuses outside its local mode. */
async function checkStrictly(url: URL): Promise<void> {
  if (url.protocol !== 'https:') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  if (!ALLOWED_PORTS.includes(url.port)) {
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  let address: string;
  try {
    address = isIP(host) === 0 ? (await lookup(host)).address : host;
  } catch {
    throw badRequest('bad webhook: Failed to resolve host: Name or service not known');
  }
  if (isIP(address) === 6) throw badRequest('bad webhook: IPv6-only addresses are not allowed');
  if (isReserved(address)) throw badRequest(`bad webhook: IP address ${address} is reserved`);
}

function isReserved(address: string): boolean {
  const [a = 0, b = 0] = address.split('.').map(Number);
  if (a === 0 || a === 10 || a === 127 || a >= 224) return true;
  if (a === 172) return b >= 16 && b <= 31;
  if (a === 100) return b >= 64 && b <= 127;
  return (a === 192 && b === 168) || (a === 169 && b === 254);
}

function isSame(before: BotRecord['webhook'], next: WebhookSettings): boolean {
  if (before === null) return false;
  const names = ['url', 'secretToken', 'maxConnections', 'hasCertificate'] as const;
  return names.every((name) => before[name] === next[name]);
}
