import { defineMachine, type Guard, type Transition } from '@durabot/kit';
import { desk, type ActorRole } from './actor.ts';

const offerStatuses = ['sent', 'seen', 'accepted', 'declined', 'expired', 'withdrawn'] as const;

export type OfferStatus = (typeof offerStatuses)[number];

export type OfferEvent = 'send' | 'see' | 'accept' | 'decline' | 'expire' | 'withdraw' | 'undo_accept' | 'undo_decline';

export interface OfferFacts {
  readonly isExpired: boolean;
  /** The offer was made to this master, or to everybody. */
  readonly isForMaster: boolean;
  /** Below the limit of cash in hand. */
  readonly mayTakeMore: boolean;
  readonly isEmployed: boolean;
}

const inTime: Guard<OfferFacts> = { name: 'is_not_expired', holds: (f) => !f.isExpired };
const overdue: Guard<OfferFacts> = { name: 'is_expired', holds: (f) => f.isExpired };
const forMaster: Guard<OfferFacts> = { name: 'is_offered_to_this_master', holds: (f) => f.isForMaster };
const belowCashLimit: Guard<OfferFacts> = { name: 'is_below_cash_limit', holds: (f) => f.mayTakeMore };
const employed: Guard<OfferFacts> = { name: 'master_is_employed', holds: (f) => f.isEmployed };

type Row = Transition<OfferStatus, OfferEvent, ActorRole, OfferFacts>;

const open = ['sent', 'seen'] as const;

/** Every legal change of an offer. That one offer of an order is accepted at most is the database's to keep. */
export const offerMachine = defineMachine<OfferStatus, OfferEvent, ActorRole, OfferFacts>({
  name: 'offer',
  states: offerStatuses,
  transitions: [
    {
      from: undefined,
      event: 'send',
      to: 'sent',
      who: [...desk, 'system'],
      guards: [employed, belowCashLimit],
      effects: ['set_offer_timers'],
    },
    { from: 'sent', event: 'see', to: 'seen', who: ['master'], guards: [forMaster] },
    ...open.flatMap((from): Row[] => [
      {
        from,
        event: 'accept',
        to: 'accepted',
        who: ['master', ...desk],
        guards: [employed, forMaster, inTime, belowCashLimit],
        effects: ['withdraw_other_offers'],
      },
      { from, event: 'decline', to: 'declined', who: ['master', ...desk], guards: [forMaster] },
      { from, event: 'expire', to: 'expired', who: ['system'], guards: [overdue] },
      { from, event: 'withdraw', to: 'withdrawn', who: [...desk, 'master', 'client', 'system'] },
    ]),
    { from: 'accepted', event: 'undo_accept', to: 'withdrawn', who: ['master'], guards: [forMaster] },
    { from: 'declined', event: 'undo_decline', to: 'seen', who: ['master'], guards: [forMaster, inTime] },
  ],
});
