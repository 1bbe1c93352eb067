import type { TextContent } from '../../world/message-contents.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readText } from '../read-text.ts';
import { sendMessage as send } from '../send.ts';

export function readTextContent(call: Call): TextContent {
  if (call.params.text('text') === '') throw badRequest('message text is empty');
  const { text, entities } = readText(call, { text: 'text', entities: 'entities', parseMode: 'parse_mode' });
  return { kind: 'text', text, entities };
}

export function sendMessage(call: Call): Answer {
  return send(call, 'text messages', () => readTextContent(call));
}
