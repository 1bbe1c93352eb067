export type { ActorChat, ReplyOptions } from './client/chat.ts';
export {
  createSimulatorClient,
  type Actor,
  type NewSimBot,
  type NewSimChat,
  type NewSimUser,
  type SimLimits,
  type SimulatorClient,
} from './client/client.ts';
export { SimulatorError } from './client/http.ts';
export { SimulatorChatError } from './client/shown-line.ts';
export type * from './client/members.ts';
export type { MessageActs, MessageRef, SimTopic } from './client/message-acts.ts';
export type * from './client/inline.ts';
export type * from './client/payments.ts';
export type * from './client/polls.ts';
export type { TranscriptRequest } from './client/transcript.ts';
export type * from './client/types.ts';
export type * from './client/web-apps.ts';
export type { ClockChange, ClockState } from './clock.ts';
export type { ActiveFaultRule, FaultAction, FaultRule } from './load/faults.ts';
export type { BucketState } from './load/flood-control.ts';
export { TELEGRAM_LIMITS, type LimitPreset, type Limits } from './load/limits.ts';
export type { Log as SimulatorLog } from './log.ts';
export { createSimulator, type Simulator, type SimulatorOptions } from './simulator.ts';
export { SimulatorStateError } from './store/state-lock.ts';
