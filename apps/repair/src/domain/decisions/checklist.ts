import { openVisit, type OrderCase, type Visit } from '../order-case.ts';
import type { Check } from '../order-type.ts';
import { notAllowed, OrderWork, type By, type Decided } from '../order-work.ts';
import type { DeskPolicy } from '../sla.ts';

/** The checklist of the visit: as the master has it, or as the type of the order says while nobody has begun it. */
export function checklistOf(one: OrderCase, visit: Visit | undefined = openVisit(one)): readonly Check[] {
  if (visit !== undefined && visit.checklist.length > 0) return visit.checklist;
  return (one.order.type?.checklist ?? []).map((text) => ({ text, state: 'open' }));
}

/** Notes what a line of the checklist has come to. With the first of them the visit keeps the list as it is now. */
export function decideCheck(
  one: OrderCase,
  by: By,
  input: { readonly line: number; readonly to: Check['state'] },
  policy: DeskPolicy,
): Decided {
  const work = new OrderWork(one, by, policy, 'check');
  const visit = openVisit(one);
  if (visit?.status !== 'on_site') return notAllowed('visit_is_not_on_site');
  if (!work.roles(visit.masterId).some((role) => role === 'master' || role === 'dispatcher' || role === 'admin'))
    return notAllowed('not_yours');
  const before = checklistOf(one, visit);
  const line = before[input.line];
  if (line === undefined) return notAllowed('no_such_check');
  if (line.state === input.to) {
    const last = one.history.findLast(
      ({ event, details }) => event === 'check' && details?.['line'] === input.line + 1,
    );
    return last === undefined || last.actorId === by.actor.id
      ? { kind: 'already_applied_by_me' }
      : { kind: 'already_applied_by_other', name: last.actorName ?? '', at: last.at };
  }
  const checklist = before.map((each, index) => (index === input.line ? { ...each, state: input.to } : each));
  const visits = one.visits.map((each) => (each.seq === visit.seq ? { ...each, checklist } : each));
  work.patch({ visits });
  work.tell({ kind: 'checked', visitSeq: visit.seq, masterId: visit.masterId });
  return work.done({ visit, details: { line: input.line + 1, state: input.to } });
}
