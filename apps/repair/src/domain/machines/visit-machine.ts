import { defineMachine, type Guard, type Transition } from '@durabot/kit';
import { desk, type ActorRole } from './actor.ts';

const visitStatuses = ['planned', 'en_route', 'on_site', 'finished', 'failed', 'rescheduled', 'cancelled'] as const;

export type VisitStatus = (typeof visitStatuses)[number];

export type VisitEvent =
  | 'plan'
  | 'confirm'
  | 'depart'
  | 'arrive'
  | 'inspect'
  | 'finish'
  | 'fail'
  | 'reschedule'
  | 'cancel'
  | 'undo_depart'
  | 'undo_arrive'
  | 'undo_arrive_directly'
  | 'undo_finish';

export interface VisitFacts {
  /** The desk acts for the master, who said so by phone. */
  readonly forMaster: boolean;
  readonly hasNote: boolean;
  readonly hasOutcome: boolean;
  /** What happened earlier than it is written down, by how much. */
  readonly backdatedMs: number;
  /** The master is the one of this visit. */
  readonly isOwn: boolean;
  readonly hasDeparted: boolean;
}

/** How late something may be told. */
const backdateLimitMs = 12 * 3_600_000;

const own: Guard<VisitFacts> = { name: 'is_own_visit', holds: (f) => f.forMaster || f.isOwn };
const noted: Guard<VisitFacts> = { name: 'desk_says_how_it_knows', holds: (f) => !f.forMaster || f.hasNote };
const recent: Guard<VisitFacts> = {
  name: 'backdated_at_most_12_hours',
  holds: (f) => f.backdatedMs >= 0 && f.backdatedMs <= backdateLimitMs,
};
const hasOutcome: Guard<VisitFacts> = { name: 'has_outcome', holds: (f) => f.hasOutcome };
const departed: Guard<VisitFacts> = { name: 'has_departed', holds: (f) => f.hasDeparted };
const notDeparted: Guard<VisitFacts> = { name: 'has_not_departed', holds: (f) => !f.hasDeparted };

const staff = ['master', ...desk] as const satisfies readonly ActorRole[];

type Row = Transition<VisitStatus, VisitEvent, ActorRole, VisitFacts>;

/** The master's own acts; the desk may do them too, saying how it knows. */
const act = (from: VisitStatus, event: VisitEvent, to: VisitStatus, ...more: Guard<VisitFacts>[]): Row => ({
  from,
  event,
  to,
  who: staff,
  guards: [own, noted, recent, ...more],
});

/** Every legal change of a visit. */
export const visitMachine = defineMachine<VisitStatus, VisitEvent, ActorRole, VisitFacts>({
  name: 'visit',
  states: visitStatuses,
  transitions: [
    {
      from: undefined,
      event: 'plan',
      to: 'planned',
      who: [...staff, 'client', 'system'],
      effects: ['set_visit_timers'],
    },
    act('planned', 'confirm', 'planned'),
    act('planned', 'depart', 'en_route'),
    act('planned', 'arrive', 'on_site'),
    act('en_route', 'arrive', 'on_site'),
    act('on_site', 'inspect', 'on_site'),
    act('on_site', 'finish', 'finished', hasOutcome),
    act('planned', 'fail', 'failed', hasOutcome),
    act('en_route', 'fail', 'failed', hasOutcome),
    { from: 'planned', event: 'reschedule', to: 'rescheduled', who: [...staff, 'client'], effects: ['plan_visit'] },
    { from: 'planned', event: 'cancel', to: 'cancelled', who: [...staff, 'client', 'system'] },
    { from: 'en_route', event: 'cancel', to: 'cancelled', who: [...staff, 'client', 'system'] },
    { from: 'on_site', event: 'cancel', to: 'cancelled', who: [...desk, 'client'] },
    { from: 'en_route', event: 'undo_depart', to: 'planned', who: ['master'], guards: [own] },
    { from: 'on_site', event: 'undo_arrive', to: 'en_route', who: ['master'], guards: [own, departed] },
    { from: 'on_site', event: 'undo_arrive_directly', to: 'planned', who: ['master'], guards: [own, notDeparted] },
    { from: 'finished', event: 'undo_finish', to: 'on_site', who: ['master'], guards: [own] },
  ],
});
