import { lookup } from 'node:dns';
import { STATUS_CODES, type IncomingHttpHeaders } from 'node:http';
import { isIP, type LookupFunction } from 'node:net';

import { Agent, request } from 'undici';

import { Params } from '../api/params.ts';
import { readParams } from '../http/read-params.ts';
import type { WebhookSettings } from '../world/types.ts';
import { loginOf, parseWebhookUrl } from './webhook-url.ts';

const READ_TIMEOUT_MS = 60_000;
const CONNECT_TIMEOUT_MS = 10_000;
const LONGEST_RETRY_AFTER_S = 3_600;

export type WebhookResult =
  | { kind: 'delivered'; method?: { name: string; params: Params } }
  /** `isAnswer`: there was an HTTP answer, if a wrong one. */
  | { kind: 'failed'; message: string; status?: number; retryAfterS: number; isAnswer: boolean };

/** Sends updates to one webhook address over kept-alive connections. */
export interface WebhookSender {
  send(body: string): Promise<WebhookResult>;
  close(): void;
}

export interface WebhookSenderOptions {
  /** Know webhooks only by certificates that are trusted, or that were uploaded. */
  isStrict?: boolean;
  /** How long an answer may take. */
  readTimeoutMs?: number;
  /** Learns where the webhook was found. */
  onAddress?: (ipAddress: string) => void;
}

export function createWebhookSender(settings: WebhookSettings, options: WebhookSenderOptions = {}): WebhookSender {
  const { isStrict = false, readTimeoutMs = READ_TIMEOUT_MS } = options;
  const agent = new Agent({
    connections: settings.maxConnections,
    headersTimeout: readTimeoutMs,
    bodyTimeout: readTimeoutMs,
    connect: {
      timeout: CONNECT_TIMEOUT_MS,
      rejectUnauthorized: isStrict,
      lookup: lookupOf(settings, options.onAddress),
      ...(settings.certificate === undefined ? {} : { ca: settings.certificate }),
    },
  });
  // It was checked when it was set.
  const url = parseWebhookUrl(settings.url) ?? new URL('https://invalid');
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'accept-encoding': 'gzip, deflate',
  };
  if (settings.secretToken !== '') headers['x-telegram-bot-api-secret-token'] = settings.secretToken;
  const login = loginOf(url);
  if (login !== undefined) {
    headers['authorization'] = `Basic ${Buffer.from(login).toString('base64')}`;
    url.username = '';
    url.password = '';
  }
  return {
    send: async (body) => {
      try {
        const answer = await request(url, { method: 'POST', headers, body, dispatcher: agent });
        const text = Buffer.from(await answer.body.arrayBuffer());
        // Only then the connection is free again, and the next update does not open another one.
        await new Promise((resolve) => setImmediate(resolve));
        if (answer.statusCode < 200 || answer.statusCode > 299) {
          return failedAnswer(answer.statusCode, answer.statusText, answer.headers['retry-after']);
        }
        return await delivered(answer.headers, text);
      } catch (error) {
        return { kind: 'failed', message: messageOf(error), retryAfterS: 0, isAnswer: false };
      }
    },
    close: () => {
      // It ends the requests under way, too. A signal for all of them would have more listeners than Node takes for sound.
      void agent.destroy();
    },
  };
}

/** A fixed address is used whatever the name says; otherwise only IPv4, as on the official server. */
function lookupOf(settings: WebhookSettings, onAddress: WebhookSenderOptions['onAddress']): LookupFunction {
  return (hostname, lookupOptions, done) => {
    const isList = lookupOptions.all === true;
    const answer = (address: string): void => {
      onAddress?.(address);
      if (isList) done(null, [{ address, family: isIP(address) }]);
      else done(null, address, isIP(address));
    };
    if (settings.isIpFixed === true) {
      answer(settings.ipAddress);
      return;
    }
    lookup(hostname, { family: 4 }, (error, address) => {
      if (error === null) answer(address);
      else done(error, '', 0);
    });
  };
}

function failedAnswer(status: number, reason: string, retryAfter: string | string[] | undefined): WebhookResult {
  const seconds = Number(retryAfter ?? 0);
  return {
    kind: 'failed',
    message:
      `Wrong response from the webhook: ${status} ${reason === '' ? (STATUS_CODES[status] ?? '') : reason}`.trimEnd(),
    status,
    retryAfterS: Number.isFinite(seconds) ? Math.min(LONGEST_RETRY_AFTER_S, Math.max(0, Math.floor(seconds))) : 0,
    isAnswer: true,
  };
}

/** A method named in the answer is carried out, except those that read or that would end this webhook. */
async function delivered(headers: IncomingHttpHeaders, body: Buffer): Promise<WebhookResult> {
  let params: Params;
  try {
    const { 'content-type': type = '', 'content-encoding': encoding = '' } = headers;
    params = await readParams('', type, body, encoding);
  } catch {
    return { kind: 'delivered' };
  }
  const name = params.text('method');
  const lower = name.toLowerCase();
  const isIgnored = ['', 'setwebhook', 'deletewebhook', 'close', 'logout'].includes(lower) || lower.startsWith('get');
  return isIgnored ? { kind: 'delivered' } : { kind: 'delivered', method: { name, params } };
}

function messageOf(error: unknown): string {
  const code = codeOf(error);
  switch (code) {
    case 'ECONNREFUSED':
      return 'Connection refused';
    case 'ECONNRESET':
    case 'UND_ERR_SOCKET':
    case 'EPIPE':
      return 'Connection reset by peer';
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return 'Connection timed out';
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'CERT_HAS_EXPIRED':
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'SSL error {error:0A000086:SSL routines::certificate verify failed}';
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'EPROTO':
      return 'SSL error {error:0A00010B:SSL routines::wrong version number}';
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
      return 'Read timeout expired';
    default:
      return "Can't connect to the webhook";
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return codeOf(error.cause);
}
