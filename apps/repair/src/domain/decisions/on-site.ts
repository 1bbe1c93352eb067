import { openVisit, type OrderCase } from '../order-case.ts';
import { notAllowed, OrderWork, type By, type Decided } from '../order-work.ts';
import { later, limits, type DeskPolicy } from '../sla.ts';

/** The master has looked at the device: photos, words and data are kept beside; here it is on record that they did. */
export function decideInspect(
  one: OrderCase,
  by: By,
  input: { readonly photos: number; readonly diagnosis: string },
  policy: DeskPolicy,
): Decided {
  const work = new OrderWork(one, by, policy, 'inspect');
  const visit = openVisit(one);
  if (visit === undefined) return notAllowed('no_open_visit');
  if (input.diagnosis.trim() === '') return notAllowed('has_reason');
  if (visit.photosBefore < policy.requiredPhotosBefore) return notAllowed('has_photos_before');
  const refused = work.moveVisit(visit, 'inspect');
  if (refused !== undefined) return refused;
  work.tell({ kind: 'inspected', visitSeq: visit.seq, masterId: visit.masterId });
  return work.done({ visit, reason: input.diagnosis, details: { photos: input.photos } });
}

/** The master sees, before setting out, that they will not make it: the desk plans anew, or asks somebody else. */
export function decideCannotCome(one: OrderCase, by: By, _: object, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'cannot_come');
  const visit = openVisit(one);
  if (visit === undefined) return notAllowed('no_open_visit');
  if (!work.roles(visit.masterId).some((role) => role === 'master' || role === 'dispatcher' || role === 'admin'))
    return notAllowed('not_yours');
  if (visit.status !== 'planned') return notAllowed('visit_has_begun');
  const earlier = one.history.at(-1);
  if (earlier?.event === 'cannot_come' && earlier.actorId === by.actor.id) return { kind: 'already_applied_by_me' };
  work.tell({ kind: 'cannot_come', visitSeq: visit.seq, masterId: visit.masterId });
  work.openTask('plan_visit', 'dispatcher');
  return work.done({ visit });
}

/** After hours at a client's: all is right. They are asked again, later. */
export function decideAllRight(one: OrderCase, by: By, _: object, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'all_right');
  const visit = openVisit(one);
  if (visit?.status !== 'on_site') return notAllowed('visit_is_not_on_site');
  if (!work.roles(visit.masterId).includes('master')) return notAllowed('not_yours');
  work.setTimer('on_site_long', visit.seq, later(by.at, limits.onSiteAgainMs));
  work.tell({ kind: 'all_right', visitSeq: visit.seq, masterId: visit.masterId });
  return work.done({ visit });
}

/** Something is wrong at a client's: the dispatcher is to call at once. */
export function decideWantHelp(one: OrderCase, by: By, _: object, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'help');
  const visit = openVisit(one);
  if (visit?.status !== 'on_site') return notAllowed('visit_is_not_on_site');
  if (!work.roles(visit.masterId).includes('master')) return notAllowed('not_yours');
  work.tell({ kind: 'help_wanted', visitSeq: visit.seq, masterId: visit.masterId });
  work.openTask('help_master', 'dispatcher');
  return work.done({ visit });
}
