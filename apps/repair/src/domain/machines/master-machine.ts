import { defineMachine, type Guard } from '@durabot/kit';
import type { ActorRole } from './actor.ts';

const masterStatuses = ['off', 'on_shift', 'busy', 'break', 'fired'] as const;

export type MasterStatus = (typeof masterStatuses)[number];

export type MasterEvent =
  | 'hire'
  | 'start_shift'
  | 'take_break'
  | 'end_break'
  | 'get_busy'
  | 'get_free'
  | 'end_shift'
  | 'fire';

export interface MasterFacts {
  readonly openVisits: number;
  /** They were told of their open visits and go all the same, or have handed them over. */
  readonly handsOver: boolean;
}

const freeToGo: Guard<MasterFacts> = {
  name: 'hands_over_open_visits',
  holds: (f) => f.openVisits === 0 || f.handsOver,
};

const self = ['master', 'dispatcher', 'admin'] as const satisfies readonly ActorRole[];

/** Whether a master works. `busy` follows from being on site and is set and left by itself. */
export const masterMachine = defineMachine<MasterStatus, MasterEvent, ActorRole, MasterFacts>({
  name: 'master',
  states: masterStatuses,
  transitions: [
    { from: undefined, event: 'hire', to: 'off', who: ['admin'] },
    { from: 'fired', event: 'hire', to: 'off', who: ['admin'] },
    { from: 'off', event: 'start_shift', to: 'on_shift', who: self },
    { from: 'on_shift', event: 'take_break', to: 'break', who: self },
    { from: 'break', event: 'end_break', to: 'on_shift', who: self },
    { from: 'on_shift', event: 'get_busy', to: 'busy', who: ['system'] },
    { from: 'break', event: 'get_busy', to: 'busy', who: ['system'] },
    { from: 'busy', event: 'get_free', to: 'on_shift', who: ['system'] },
    { from: 'on_shift', event: 'end_shift', to: 'off', who: self, guards: [freeToGo] },
    { from: 'break', event: 'end_shift', to: 'off', who: self, guards: [freeToGo] },
    ...(['off', 'on_shift', 'busy', 'break'] as const).map((from) => ({
      from,
      event: 'fire' as const,
      to: 'fired' as const,
      who: ['admin'] as const,
      effects: ['return_orders_to_pool', 'revoke_access'],
    })),
  ],
});
