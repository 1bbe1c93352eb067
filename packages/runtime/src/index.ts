export { type Clock, systemClock } from './clock.ts';
export {
  type Attempt,
  type CallClass,
  durable,
  type DurableContext,
  type DurableFlavor,
  type EntryInfo,
  type OutgoingCall,
  type Schedules,
  type TimerContext,
  type Timers,
} from './context.ts';
export { createRuntime } from './create-runtime.ts';
export type { DialogStore, StoredDialog } from './dialog/dialog-store.ts';
export { sessionStorage } from './dispatch/session-storage.ts';
export { type Ids, randomIds } from './ids.ts';
export { type Language, languageOf } from './dialog/language.ts';
export { runtimeMigrations } from './migrations.ts';
export type { BotStatus, DurableBot, IngressState, Runtime, RuntimeOptions, RuntimeStatus } from './runtime.ts';
export type { Schedule, ScheduleRule } from './scheduler/schedule.ts';
