import { machineDiagram, machineTable, type Machine } from '@durabot/kit';
import { masterMachine } from './master-machine.ts';
import { offerMachine } from './offer-machine.ts';
import { orderMachine, type OrderEvent, type OrderStatus } from './order-machine.ts';
import { visitMachine, type VisitEvent, type VisitStatus } from './visit-machine.ts';

/** A step of a desk that kept one status for the job, the visit and the offer, and what it is here. */
export interface FormerMove {
  readonly from: string;
  readonly to: string;
  readonly moves: readonly (
    | { readonly machine: 'order'; readonly from: OrderStatus; readonly event: OrderEvent }
    | { readonly machine: 'visit'; readonly from: VisitStatus; readonly event: VisitEvent }
  )[];
}

const order = (from: OrderStatus, event: OrderEvent) => ({ machine: 'order', from, event }) as const;
const visit = (from: VisitStatus, event: VisitEvent) => ({ machine: 'visit', from, event }) as const;

/** All of them; a test plays each through the tables. */
export const formerMoves: readonly FormerMove[] = [
  { from: 'NEW', to: 'ASSIGNED', moves: [order('new', 'offer')] },
  { from: 'NEW', to: 'REFUSED', moves: [order('new', 'refuse')] },
  { from: 'ASSIGNED', to: 'ACCEPTED', moves: [order('offering', 'accept')] },
  { from: 'ASSIGNED', to: 'REFUSED', moves: [order('offering', 'refuse')] },
  { from: 'ASSIGNED', to: 'NEW', moves: [order('offering', 'offers_ended')] },
  { from: 'ACCEPTED', to: 'ONSITE', moves: [order('assigned', 'start_visit'), visit('planned', 'arrive')] },
  { from: 'ACCEPTED', to: 'DR', moves: [order('assigned', 'hold')] },
  { from: 'ACCEPTED', to: 'REFUSED', moves: [order('assigned', 'refuse')] },
  { from: 'ONSITE', to: 'CLOSED', moves: [order('in_progress', 'finish'), order('work_done', 'close')] },
  { from: 'ONSITE', to: 'DR', moves: [order('in_progress', 'hold')] },
  { from: 'ONSITE', to: 'REFUSED', moves: [order('in_progress', 'refuse')] },
  {
    from: 'DR',
    to: 'CLOSED',
    moves: [order('on_hold', 'resume_in_progress'), order('in_progress', 'finish'), order('work_done', 'close')],
  },
  { from: 'DR', to: 'ONSITE', moves: [order('on_hold', 'resume_in_progress')] },
  { from: 'DR', to: 'REFUSED', moves: [order('on_hold', 'refuse')] },
  { from: 'REFUSED', to: 'NEW', moves: [order('refused', 'take_up_again')] },
];

const formerNames: readonly (readonly [string, string])[] = [
  ['NEW', '`new`'],
  ['ASSIGNED', '`offering`: a master was asked and has not answered'],
  ['ACCEPTED', '`assigned`, with a visit `planned`'],
  ['ONSITE', '`in_progress`, with a visit `en_route` or `on_site`'],
  ['CLOSED', '`closed`; before it, `work_done` until the desk has looked'],
  ['REFUSED', '`refused`; an order nobody wants any more before anybody came is `cancelled`'],
  ['DR', '`on_hold` with the reason `long_repair`, a date and whoever has to act then'],
];

/** The page about the state machines, whole. */
export function machinesPage(): string {
  return [
    '# State machines',
    '',
    'Made from the tables in `src/domain/machines` by `npm run docs:machines`; do not edit.',
    '',
    'The job, the visit and the offer to a master are three machines, and whether a master works is a fourth. What a',
    'table does not list does not happen: it is refused as `illegal_transition`, with the state and the event.',
    'A line whose condition does not hold is refused by the name of the condition.',
    '',
    ...chapter('Order', orderMachine),
    ...chapter('Visit', visitMachine),
    ...chapter('Offer', offerMachine),
    ...chapter('Master', masterMachine),
    '## Where the words of a one-status desk are',
    '',
    '| there | here |',
    '| --- | --- |',
    ...formerNames.map(([there, here]) => `| ${there} | ${here} |`),
    '',
    '| from | to | as |',
    '| --- | --- | --- |',
    ...formerMoves.map(
      ({ from, to, moves }) =>
        `| ${from} | ${to} | ${moves.map((one) => `${one.machine} \`${one.from}\` \`${one.event}\``).join(', then ')} |`,
    ),
    '',
  ].join('\n');
}

function chapter<State extends string, Event extends string, Actor extends string, Facts>(
  title: string,
  machine: Machine<State, Event, Actor, Facts>,
): string[] {
  return [`## ${title}`, '', '```mermaid', machineDiagram(machine), '```', '', machineTable(machine), ''];
}
