import { isPaced } from '../outbox/methods.ts';
import type { OutboxCall, StagedCall } from '../outbox/outbox-call.ts';
import type { LaneCall } from './lanes.ts';
import type { PacedCall } from './pacing/pacer.ts';

/** How the lanes see a call of the outbox. */
export function laneCallOf(call: OutboxCall): LaneCall {
  return { ...pacedOf(call), id: call.id, queuedAtMs: call.createdAt.getTime() };
}

/** How the pacer sees a call. */
export function pacedOf({ lane, class: callClass, chatId, method, payload }: StagedCall | OutboxCall): PacedCall {
  return {
    lane,
    class: callClass,
    chatId,
    paced: isPaced(method),
    weight: messagesIn(payload),
    paid: payload['allow_paid_broadcast'] === true,
  };
}

/** The chat key that a call belongs to; a call without a chat has none that anybody pauses. */
export function chatOf({ chatId, lane }: Pick<StagedCall, 'chatId' | 'lane'>): string {
  return chatId === undefined ? lane : String(chatId);
}

/** An album counts as its members. */
function messagesIn(payload: Record<string, unknown>): number {
  const many = payload['media'] ?? payload['message_ids'];
  return Array.isArray(many) ? Math.max(many.length, 1) : 1;
}
