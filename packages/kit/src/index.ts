export {
  type Attempted,
  decide,
  type Decision,
  defineMachine,
  eventsFor,
  type Guard,
  type Machine,
  type Transition,
} from './machine/machine.ts';
export { machineDiagram, machineTable } from './machine/describe-machine.ts';
export { kitMigrations } from './migrations.ts';
export { formatAgo } from './texts/format-ago.ts';
export { formatMoney, formatNumber } from './texts/format-number.ts';
export { formatDay, formatTime, formatWhen, type WhenStyle } from './texts/format-when.ts';
export { Html, loadTexts, type TextArguments, type Texts, type TextSet } from './texts/load-texts.ts';
export {
  type Action,
  type ActionButton,
  type ActionDefinition,
  type ActionPress,
  type ActionScope,
  type ButtonInput,
  type CardButton,
  type EntityRef,
} from './actions/action.ts';
export {
  type Actions,
  type ActionsDeps,
  type CardsAfterPress,
  createActions,
  type Reader,
  shortName,
  type Turn,
} from './actions/actions.ts';
export { type Outcome, toastOf } from './actions/outcome.ts';
export { kitTexts } from './texts/kit-texts.ts';
export { type CardDefinition, type CardFace, type CardViewer, type NewCard } from './cards/card.ts';
export { type Cards, type CardsDeps, createCards } from './cards/cards.ts';
export { createPresence, type Presence, type Present } from './presence/presence.ts';
export { listGrants, type RoleGrant, type RoleRealm } from './roles/role-store.ts';
export {
  createRoles,
  fixedRoles,
  type GrantResult,
  mergedMenu,
  type RevokeResult,
  type RoleDefinitions,
  type Roles,
  type RolesDeps,
  type RoleView,
} from './roles/roles.ts';
export { splitText, type SplitOptions, type SplitText } from './texts/split-text.ts';
export {
  decideNotice,
  endOfQuiet,
  type NoticeClass,
  type NoticeDecision,
  type NoticeFacts,
  type NoticeWishes,
} from './notify/decide-notice.ts';
export { findNoticeSettings, type NoticeSettings } from './notify/notice-store.ts';
export {
  createNotifier,
  type Notice,
  type NoticeReader,
  type Notifier,
  type NotifierDeps,
  type NotifyResult,
} from './notify/notifier.ts';
export { sweepJob } from './sweep.ts';
