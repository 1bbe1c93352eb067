import { emitMessage, saveMessage } from '../../world/messages.ts';
import { renderEntities, renderPollMedia, renderSender } from '../../world/render.ts';
import { renderPoll } from '../../world/render-poll.ts';
import { closePoll, createPoll } from '../../world/polls.ts';
import type { PollContent } from '../../world/message-contents.ts';
import type { PollRecord } from '../../world/types.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readChat, takeFlood } from '../chats.ts';
import { checkPoll, checkPollOnServer, readPoll } from '../read-poll.ts';
import { checkMarkup, checkMarkupOnServer, readInlineMarkup } from '../reply-markup.ts';
import { sendMessage } from '../send.ts';

export async function sendPoll(call: Call): Promise<Answer> {
  const { draft, placeMedia } = await readPoll(call);
  const content: PollContent = { kind: 'poll', poll: '' };
  try {
    return sendMessage(
      call,
      'polls',
      () => content,
      () => {
        checkPoll(draft, readChat(call, 'write'));
        checkPollOnServer(draft);
        content.poll = createPoll(call.world, placeMedia()).id;
      },
    );
  } catch (error) {
    if (content.poll !== '') call.world.store.tables.poll.delete(content.poll);
    throw error;
  }
}

export function stopPoll(call: Call): Answer {
  const markup = readInlineMarkup(call.params);
  const chat = readChat(call, 'edit');
  const message = call.world.boxes.find(chat.box, call.params.integer('message_id'));
  if (message === undefined || message.deletedAt !== undefined) {
    throw badRequest('message with poll to stop not found');
  }
  if (message.content.kind !== 'poll') throw badRequest('message is not a poll');
  const poll = call.world.store.tables.poll.get(message.content.poll);
  const isOwn = message.from === call.bot.id && message.forwardOrigin === undefined;
  if (poll === undefined || poll.isClosed || !isOwn) throw badRequest("poll can't be stopped");
  checkMarkup(markup, chat);
  checkMarkupOnServer(markup);
  takeFlood(call, chat);
  if (markup === undefined) delete message.markup;
  else message.markup = markup;
  saveMessage(call.world, message);
  emitMessage(call.world, 'edit', message);
  closePoll(call.world, poll);
  return { result: showPoll(call, poll) };
}

function showPoll(call: Call, poll: PollRecord): object {
  return renderPoll(poll, {
    entities: (entities) => renderEntities(call.world, entities),
    sender: (id) => renderSender(call.world, id),
    media: (content) => renderPollMedia(call.world, content, call.bot.id),
    knowsAnswers: true,
    isInMessage: false,
  });
}
