export { type Clock, systemClock } from './clock.ts';
export {
  type Album,
  type Attempt,
  type CallClass,
  durable,
  type DurableContext,
  type DurableFlavor,
  type EntryInfo,
  type OutgoingCall,
  type Refusal,
  type RefusalContext,
  type Schedules,
  type TimerContext,
  type Timers,
} from './context.ts';
export { createRuntime } from './create-runtime.ts';
export {
  type AttachmentInput,
  type Choice,
  type Completion,
  createDialogs,
  defineDialog,
  describeDialog,
  type Dialog,
  type DialogDefinition,
  type DialogInput,
  type Dialogs,
  type DialogsDeps,
  type DialogStep,
  type DialogStore,
  type DialogView,
  type Entered,
  escapeHtml,
  type InputKind,
  type Language,
  languageOf,
  languages,
  type Parsed,
  positionOf,
  type Prefill,
  shorten,
  type StoredDialog,
  type Walk,
  walkDialog,
} from './dialog/dialog.ts';
export type { DialogStorageKind } from './dispatch/dialog-storage.ts';
export { currentCorrelationId } from './dispatch/current-attempt.ts';
export { sessionStorage } from './dispatch/session-storage.ts';
export { type Ids, randomIds } from './ids.ts';
export type { Liveness } from './lease/process-lease.ts';
export { type Role, roles } from './lease/roles.ts';
export { listUnreachable } from './list-unreachable.ts';
export { runtimeMigrations } from './migrations.ts';
export type {
  BotStatus,
  DurableBot,
  HandlesUpdates,
  IngressState,
  Runtime,
  RuntimeOptions,
  RuntimeStatus,
} from './runtime.ts';
export { findSentMessage } from './outbox/outbox.ts';
export type { Schedule } from './scheduler/schedule.ts';
export { type MissedRunPolicy, nextWallTime, type WallTimeRule, wallTimeToInstant } from './scheduler/wall-time.ts';
export { zoneName } from './scheduler/zone-name.ts';
export {
  type DeadLetter,
  type DeadLetterFilter,
  deleteDeadLetters,
  listDeadLetters,
  replayDeadLetters,
} from './operations/dead-letters.ts';
export {
  dropHeldCalls,
  type HeldCall,
  type HeldCallFilter,
  listHeldCalls,
  makeHeldCallsAgain,
} from './operations/held-calls.ts';
export {
  countEntries,
  type EntryCount,
  type EntryFilter,
  type EntryState,
  type EntryView,
  findEntry,
  listEntries,
  retryEntries,
} from './operations/inbox-entries.ts';
export {
  type CallCount,
  type CallFilter,
  type CallState,
  type CallView,
  countCalls,
  dropCalls,
  findCall,
  listCalls,
  retryCalls,
} from './operations/outbox-calls.ts';
export {
  countDialogs,
  type DialogFilter,
  type DialogGroup,
  dropDialogs,
  findDialog,
  listDialogs,
  reportDialogs,
  type DialogView as StoredDialogView,
} from './operations/stored-dialogs.ts';
export { type BotReport, type ProcessReport, readStatus, type StatusReport } from './operations/status.ts';
export type { DialogFit } from './dialog/known-dialogs.ts';
export { listPauses, pause, type Pause, type PauseTarget, resume } from './operations/pauses.ts';
export { isSampled, type Span, type SpanName, type Tracer } from './tracing/tracer.ts';
export type { ChatMigration, MigrateRows } from './migrate-chat.ts';
export type { JobContext, JobDefinition, JobNews, Jobs, NewJob, RunningJob } from './jobs/job.ts';
export {
  type Audience,
  type BroadcastMessage,
  countAudience,
  createBroadcast,
  sendTestMessage,
} from './broadcast/broadcast.ts';
export {
  type BroadcastProgress,
  type BroadcastStatus,
  cancelBroadcast,
  listBroadcasts,
  listRecipients,
  pauseBroadcast,
  type RecipientOutcome,
  startBroadcast,
} from './broadcast/broadcast-control.ts';
export { sqlJson } from './sql-json.ts';
