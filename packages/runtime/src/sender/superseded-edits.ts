import type { OutboxCall } from '../outbox/outbox-call.ts';

/** Which later calls make an edit needless, as nothing of what it shows would be left. */
const supersededBy: Record<string, readonly string[]> = {
  editMessageText: ['editMessageText', 'editMessageMedia', 'deleteMessage'],
  editMessageCaption: ['editMessageCaption', 'editMessageMedia', 'deleteMessage'],
  editMessageMedia: ['editMessageMedia', 'deleteMessage'],
  editMessageReplyMarkup: [
    'editMessageReplyMarkup',
    'editMessageText',
    'editMessageCaption',
    'editMessageMedia',
    'deleteMessage',
  ],
  editMessageLiveLocation: ['editMessageLiveLocation', 'deleteMessage'],
};

/**
 * Finds waiting edits of a message that a later one of the same lane makes needless: under a brake or a limit only the last
 * state is worth a call. @param calls waiting calls of a bot, in the order of their ids
 */
export function findSuperseded(calls: Iterable<OutboxCall>): OutboxCall[] {
  const later = new Map<string, Set<string>>();
  const superseded: OutboxCall[] = [];
  for (const call of [...calls].toReversed()) {
    const target = targetOf(call);
    if (target === undefined) continue;
    const methods = later.get(target) ?? new Set();
    if (supersededBy[call.method]?.some((method) => methods.has(method)) === true) superseded.push(call);
    methods.add(call.method);
    later.set(target, methods);
  }
  return superseded;
}

/** Whether it may make an earlier one needless. */
export function isEdit({ method }: OutboxCall): boolean {
  return method in supersededBy || method === 'deleteMessage';
}

function targetOf(call: OutboxCall): string | undefined {
  const id = call.payload['message_id'];
  return isEdit(call) && typeof id === 'number' ? `${call.lane}/${id}` : undefined;
}
