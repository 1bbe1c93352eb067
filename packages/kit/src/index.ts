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
export { machineDiagram, machineTable } from './machine/describe-machine.ts';
export { kitMigrations } from './migrations.ts';
