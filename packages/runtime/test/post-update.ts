import { webhookSecret } from './harness.ts';

/** Posts an update the way Telegram does. */
export async function postUpdate(url: string, update: unknown, secret = webhookSecret): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
    body: typeof update === 'string' ? update : JSON.stringify(update),
  });
}

/** A message in a private chat. */
export function textUpdate(updateId: number, userId: number, text: string): object {
  const chat = { id: userId, type: 'private', first_name: 'Anna' };
  const from = { id: userId, is_bot: false, first_name: 'Anna', language_code: 'en' };
  return { update_id: updateId, message: { message_id: updateId, date: 1, chat, from, text } };
}
