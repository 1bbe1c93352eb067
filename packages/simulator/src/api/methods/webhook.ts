import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

import type { JsonObject } from '../../json.ts';
import type { BotRecord, WebhookSettings } from '../../world/types.ts';
import { dropExpired, dropFirst, setAllowedUpdates } from '../../world/updates.ts';
import { parseWebhookUrl } from '../../delivery/webhook-url.ts';
import { badRequest, conflict, tooManyRequests } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import type { UploadedFile } from '../params.ts';
import { findAttached } from '../read-chat-photo.ts';

const CERTIFICATE_BYTES = 3_145_728;
const SECRET_BYTES = 256;
const ALLOWED_PORTS: readonly string[] = ['', '443', '80', '88', '8443'];

/** The webhook that was there before goes first: a new one that is refused leaves the bot without any. */
export async function setWebhook(call: Call): Promise<Answer> {
  const { params, bot, world } = call;
  const url = params.text('url');
  if (url === '') return deleteWebhook(call);
  if (!call.webhooks.maySet(bot.id)) throw tooManyRequests(1);
  const turn = call.webhooks.takeTurn(bot.id);
  const next = describe(call, url);
  const dropsPending = params.bool('drop_pending_updates');
  if (isSame(bot.webhook, next) && !dropsPending) {
    setAllowedUpdates(world, bot, params.values.get('allowed_updates'));
    return { result: true, description: 'Webhook is already set' };
  }
  call.polling.endByWebhook(bot.id);
  put(call, null);
  if (dropsPending) dropFirst(world, bot.id, world.queueOf(bot.id).length);
  const address = check(call, next);
  setAllowedUpdates(world, bot, params.values.get('allowed_updates'));
  const problem = call.webhooks.isStrict ? await checkStrictly(address) : undefined;
  if (!call.webhooks.isTurn(bot.id, turn)) throw conflict('Conflict: terminated by other setWebhook');
  if (problem !== undefined) throw badRequest(`bad webhook: ${problem}`);
  put(call, next);
  return { result: true, description: 'Webhook was set' };
}

export function deleteWebhook(call: Call): Answer {
  const { bot, world } = call;
  call.webhooks.takeTurn(bot.id);
  const dropsPending = call.params.bool('drop_pending_updates');
  if (bot.webhook === null && !dropsPending) {
    setAllowedUpdates(world, bot, call.params.values.get('allowed_updates'));
    return { result: true, description: 'Webhook is already deleted' };
  }
  if (dropsPending) dropFirst(world, bot.id, world.queueOf(bot.id).length);
  put(call, null);
  return { result: true, description: 'Webhook was deleted' };
}

function put(call: Call, webhook: WebhookSettings | null): void {
  if (webhook === null && call.bot.webhook === null) return;
  call.bot.webhook = webhook;
  call.world.touchBot(call.bot);
  call.webhooks.restart(call.bot);
}

export function getWebhookInfo(call: Call): Answer {
  const { bot, world } = call;
  const { webhook } = bot;
  dropExpired(world, bot.id);
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

function describe(call: Call, url: string): WebhookSettings {
  const { params } = call;
  const ipAddress = params.text('ip_address');
  const certificate = findCertificate(call)?.bytes;
  const isKept = certificate !== undefined && certificate.length <= CERTIFICATE_BYTES;
  return {
    url,
    secretToken: params.text('secret_token'),
    maxConnections: maxConnections(call),
    ipAddress: ipAddress === '' ? guessIp(url) : ipAddress,
    ...(ipAddress === '' ? {} : { isIpFixed: true }),
    hasCertificate: certificate !== undefined,
    ...(isKept ? { certificate: certificate.toString('latin1') } : {}),
  };
}

function guessIp(url: string): string {
  const host = hostOf(parseWebhookUrl(url));
  if (isIP(host) !== 0) return host;
  return host === 'localhost' ? '127.0.0.1' : '<unknown>';
}

function hostOf(url: URL | undefined): string {
  return url?.hostname.replace(/^\[|\]$/g, '') ?? '';
}

function findCertificate(call: Call): UploadedFile | undefined {
  return call.params.files.get('certificate') ?? findAttached(call, call.params.text('certificate'));
}

function check(call: Call, next: WebhookSettings): URL {
  const parsed = parseWebhookUrl(next.url);
  if (parsed === undefined) throw badRequest('invalid webhook URL specified');
  if (Buffer.byteLength(next.secretToken) > SECRET_BYTES) throw badRequest('secret token is too long');
  if (!/^[A-Za-z0-9_-]*$/.test(next.secretToken)) throw badRequest('secret token contains unallowed characters');
  const certificateBytes = findCertificate(call)?.bytes.length ?? 0;
  if (certificateBytes > CERTIFICATE_BYTES) {
    throw badRequest(`certificate size is too big (${certificateBytes} bytes)`);
  }
  const ipAddress = call.params.text('ip_address');
  if (ipAddress !== '' && isIP(ipAddress) !== 4) throw badRequest('bad webhook: Invalid IP address specified');
  return parsed;
}

function maxConnections({ params, local }: Call): number {
  return local === undefined
    ? params.integer('max_connections')
    : params.integer('max_connections', LOCAL_CONNECTIONS, 1, MOST_LOCAL_CONNECTIONS);
}

const LOCAL_CONNECTIONS = 100;
const MOST_LOCAL_CONNECTIONS = 100_000;

/** What Telegram refuses outside its local mode. @returns the words of the refusal */
async function checkStrictly(url: URL): Promise<string | undefined> {
  if (url.protocol !== 'https:') return 'An HTTPS URL must be provided for webhook';
  if (!ALLOWED_PORTS.includes(url.port)) return 'Webhook can be set up only on ports 80, 88, 443 or 8443';
  const host = hostOf(url);
  let address: string;
  try {
    address = isIP(host) === 0 ? (await lookup(host)).address : host;
  } catch {
    return 'Failed to resolve host: Name or service not known';
  }
  if (isIP(address) === 6) return 'IPv6-only addresses are not allowed';
  return isReserved(address) ? `IP address ${address} is reserved` : undefined;
}

function isReserved(address: string): boolean {
  const [a = 0, b = 0] = address.split('.').map(Number);
  if (a === 0 || a === 10 || a === 127 || a >= 224) return true;
  if (a === 172) return b >= 16 && b <= 31;
  if (a === 100) return b >= 64 && b <= 127;
  return (a === 192 && b === 168) || (a === 169 && b === 254);
}

function isSame(before: BotRecord['webhook'], next: WebhookSettings): boolean {
  if (before === null || before.hasCertificate || next.hasCertificate) return false;
  const isIpSame =
    before.isIpFixed === next.isIpFixed && (next.isIpFixed !== true || before.ipAddress === next.ipAddress);
  const names = ['url', 'secretToken', 'maxConnections'] as const;
  return isIpSame && names.every((name) => before[name] === next[name]);
}
