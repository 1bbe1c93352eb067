import { addMessage } from '../../world/messages.ts';
import { renderGroupChat, renderSender } from '../../world/render.ts';
import type { Content, MessageRecord } from '../../world/types.ts';
import { parseBox } from '../../world/world.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { checkCanWrite, readChat, takeFlood, type FoundChat } from '../chats.ts';
import { readText } from '../read-text.ts';
import { checkMarkup, checkMarkupOnServer, readReplyMarkup } from '../reply-markup.ts';
import { checkLength, checkReply, readReply, readThread, showMessage } from '../send.ts';

export function forwardMessage(call: Call): Answer {
  const { chat, message } = readSourceMessage(call, 'forward');
  checkCanWrite(call, chat, 'text messages');
  takeFlood(call, chat);
  const sent = addMessage(call.world, {
    box: chat.box,
    from: call.bot.id,
    content: message.content,
    forwardOrigin: message.forwardOrigin ?? originOf(call, message),
    isProtected: call.params.bool('protect_content'),
    thread: readThread(call, chat),
    marker: call.marker,
  });
  return { result: showMessage(call, sent.message) };
}

export function copyMessage(call: Call): Answer {
  const hasCaption = call.params.has('caption');
  const caption = readText(call, { text: 'caption', entities: 'caption_entities', parseMode: 'parse_mode' });
  const reply = readReply(call);
  const markup = readReplyMarkup(call.params);
  const { chat, message } = readSourceMessage(call, 'copy');
  const replyTo = checkReply(call, chat, reply);
  let content: Content = message.content;
  if (content.kind === 'media' && hasCaption) {
    content = { ...content, caption: caption.text, entities: caption.entities };
  }
  checkLength(content);
  checkMarkup(markup, chat);
  checkCanWrite(call, chat, 'text messages');
  checkMarkupOnServer(markup);
  takeFlood(call, chat);
  const sent = addMessage(call.world, {
    box: chat.box,
    from: call.bot.id,
    content,
    replyTo,
    markup,
    isProtected: call.params.bool('protect_content'),
    thread: readThread(call, chat),
    marker: call.marker,
  });
  return { result: { message_id: sent.message.id } };
}

/** The target is checked first, then the chat and the message it comes from. */
function readSourceMessage(call: Call, verb: string): { chat: FoundChat; message: MessageRecord } {
  if (call.params.text('from_chat_id') === '') throw badRequest('parameter "from_chat_id" is required');
  const source = readChat(call, 'read', 'from_chat_id');
  const chat = readChat(call, 'write');
  const message = call.world.boxes.find(source.box, call.params.integer('message_id'));
  if (message === undefined || message.deletedAt !== undefined || message.content.kind === 'service') {
    throw badRequest(`message to ${verb} not found`);
  }
  if (message.isProtected === true) throw badRequest("message has protected content and can't be forwarded");
  return { chat, message };
}

function originOf(call: Call, message: MessageRecord): Record<string, unknown> {
  const address = parseBox(message.box);
  const chat = address.kind === 'chat' ? call.world.findChat(address.chatId) : undefined;
  if (chat?.type === 'channel') {
    return { type: 'channel', chat: renderGroupChat(chat), message_id: message.id, date: message.date };
  }
  return { type: 'user', sender_user: renderSender(call.world, message.from), date: message.date };
}
