import type { MethodTraits } from './methods.ts';
import type { StagedCall } from './outbox-call.ts';

interface Surroundings {
  me: { id: number; first_name: string; username: string };
  nowMs: number;
}

/**
 * What a handler gets for a call that is not made yet. A message carries a virtual id that later edits may use;
 * looking at the id is what tells the runtime to remember the real one.
 */
export function virtualResult(shape: MethodTraits['result'], call: StagedCall, around: Surroundings): unknown {
  switch (shape) {
    case 'true':
      return true;
    case 'message':
      return call.method.startsWith('edit') ? editedMessage(call, around) : virtualMessage(call, around);
    case 'messages':
      return [virtualMessage(call, around)];
    case 'messageId':
      return withMessageId({}, call);
    case 'messageIds':
      return [withMessageId({}, call)];
  }
}

function virtualMessage(call: StagedCall, { me, nowMs }: Surroundings): object {
  const { text, caption } = call.payload;
  const id = call.chatId ?? 0;
  return withMessageId(
    {
      date: Math.floor(nowMs / 1000),
      chat: id < 0 ? { id, type: 'supergroup', title: '' } : { id, type: 'private', first_name: '' },
      from: { id: me.id, is_bot: true, first_name: me.first_name, username: me.username },
      ...(typeof text === 'string' ? { text } : {}),
      ...(typeof caption === 'string' ? { caption } : {}),
    },
    call,
  );
}

function editedMessage(call: StagedCall, around: Surroundings): unknown {
  const messageId = call.payload['message_id'];
  // Edits of inline messages answer `true`.
  if (typeof messageId !== 'number') return true;
  return { ...virtualMessage({ ...call, virtualId: messageId }, around), message_id: messageId };
}

function withMessageId(message: object, call: StagedCall): object {
  return Object.defineProperty(message, 'message_id', {
    enumerable: true,
    configurable: true,
    get: () => {
      call.remember = true;
      return call.virtualId;
    },
  });
}
