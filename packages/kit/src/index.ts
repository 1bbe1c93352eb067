export { appendAudit } from './audit/append-audit.ts';
export type { AuditActor, AuditChain, AuditContent, AuditEntity, AuditEntry, AuditVia } from './audit/audit-entry.ts';
export { type AuditFilter, type AuditPage, listAudit } from './audit/list-audit.ts';
export { maskName, maskPhone, maskText } from './audit/mask.ts';
export type { AuditFields, AuditPolicies, FieldPolicy } from './audit/redact.ts';
export { type AuditVerdict, verifyAudit } from './audit/verify-audit.ts';
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
export { type WallClock, wallClockAt } from './calendar/wall-clock.ts';
export {
  addDays,
  addWorkingDays,
  countWorkingDays,
  type DayOverride,
  type DayRange,
  type DayVerdict,
  judgeDay,
  weekdayOf,
  type WorkCalendar,
} from './calendar/working-days.ts';
export { type Chart, type ChartFrame, chartSvg } from './chart/chart.ts';
export { chartPng } from './chart/chart-png.ts';
export { type KeyRing, type KeyScope, retireDataKey, rewrapDataKeys, shredDataKeys } from './crypto/data-keys.ts';
export { type FieldPlace, openField, openFields, type OpenedField, sealField } from './crypto/fields.ts';
export { createLookupHash, type LookupHash } from './crypto/lookup-hash.ts';
export { type MasterKey, type MasterKeys, parseMasterKeys } from './crypto/master-keys.ts';
export { blobEraser, dataKeyEraser, type ErasedRows, type Eraser, type ErasureSubject } from './erasure/eraser.ts';
export {
  type ErasureReceipt,
  type ErasureRequest,
  getReceipt,
  listOpenErasures,
  type ReceiptLine,
  requestErasure,
  runErasure,
} from './erasure/erasure-run.ts';
export { personErasers } from './erasure/person-erasers.ts';
export { findResidue, type Residue } from './erasure/find-residue.ts';
export { writeCsv, type CsvOptions } from './export/csv.ts';
export {
  endExport,
  expireExports,
  type ExportActor,
  type ExportEnd,
  type ExportFormat,
  type ExportJob,
  findExport,
  requestExport,
} from './export/export-job.ts';
export { beginPdf, type PdfDocument } from './export/pdf-document.ts';
export { pdfRowLimit, writePdf } from './export/pdf-table.ts';
export { wrapLines } from './export/wrap-lines.ts';
export { type SavedExport, saveExport } from './export/save-export.ts';
export type { Column, ColumnAccess, ColumnKind, ExportRequest, Money, RowSource, Table } from './export/table.ts';
export { writeXlsx } from './export/xlsx.ts';
export { xlsxRowLimit } from './export/xlsx-sheets.ts';
export { machineDiagram, machineTable } from './machine/describe-machine.ts';
export { type BlobFiles, createBlobFiles, hashOf } from './media/blob-files.ts';
export {
  addBlob,
  type BlobOwner,
  type BlobRef,
  type BlobSweep,
  dropBlobs,
  listBlobs,
  sweepBlobs,
} from './media/blob-store.ts';
export { type FileKind, fileKindOf, mediaTypes } from './media/file-kind.ts';
export { type Intake, type IntakeRefusal, type IntakeRules, largestPhoto, takeIn } from './media/intake.ts';
export { withoutLocation } from './media/locations.ts';
export { type PictureNotes, pictureNotesOf } from './media/picture-notes.ts';
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
export { qrPng } from './qr/qr-png.ts';
export { sweepJob } from './sweep.ts';
