/** The public face of this stage: conversations that survive restarts and deploys. */
export type { DialogStore, StoredDialog } from './dialog-store.ts';
export {
  defineDialog,
  type Choice,
  type Completion,
  type Dialog,
  type DialogDefinition,
  type DialogStep,
  type DialogView,
  type Parsed,
} from './define-dialog.ts';
export type { AttachmentInput, DialogInput, InputKind } from './dialog-input.ts';
export { describeDialog } from './describe-dialog.ts';
export { createDialogs, type Dialogs } from './dialogs.ts';
export { positionOf, type DialogsDeps } from './dialog-session.ts';
export type { Prefill } from './begin-dialog.ts';
export type { Entered } from './enter-dialog.ts';
export { escapeHtml, shorten } from './html.ts';
export { walkDialog, type Walk } from './walk-dialog.ts';
export { languageOf, languages, type Language } from './language.ts';
