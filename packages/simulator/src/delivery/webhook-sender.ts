import { STATUS_CODES } from 'node:http';

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

export function createWebhookSender(settings: WebhookSettings): WebhookSender {
  const agent = new Agent({
    connections: settings.maxConnections,
    headersTimeout: READ_TIMEOUT_MS,
    bodyTimeout: READ_TIMEOUT_MS,
    connect: { timeout: CONNECT_TIMEOUT_MS, rejectUnauthorized: false },
  });
  const closing = new AbortController();
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
        const answer = await request(url, { method: 'POST', headers, body, dispatcher: agent, signal: closing.signal });
        const text = Buffer.from(await answer.body.arrayBuffer());
        if (answer.statusCode < 200 || answer.statusCode > 299) {
          return failedAnswer(answer.statusCode, answer.headers['retry-after']);
        }
        return await delivered(String(answer.headers['content-type'] ?? ''), text);
      } catch (error) {
        return { kind: 'failed', message: messageOf(error), retryAfterS: 0, isAnswer: false };
      }
    },
    close: () => {
      closing.abort();
      void agent.destroy();
    },
  };
}

function failedAnswer(status: number, retryAfter: string | string[] | undefined): WebhookResult {
  const seconds = Number(retryAfter ?? 0);
  return {
    kind: 'failed',
    message: `Wrong response from the webhook: ${status} ${STATUS_CODES[status] ?? ''}`.trimEnd(),
    status,
    retryAfterS: Number.isFinite(seconds) ? Math.min(LONGEST_RETRY_AFTER_S, Math.max(0, Math.floor(seconds))) : 0,
    isAnswer: true,
  };
}

/** A method named in the answer is carried out, except those that read or that would end this webhook. */
async function delivered(contentType: string, body: Buffer): Promise<WebhookResult> {
  let params: Params;
  try {
    params = await readParams('', contentType, body);
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
