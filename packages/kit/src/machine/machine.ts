/** One legal change of state. */
export interface Transition<State extends string, Event extends string, Actor extends string, Facts> {
  /** Undefined for the beginning. */
  readonly from: State | undefined;
  readonly event: Event;
  readonly to: State;
  /** As whom somebody has to act. */
  readonly who: readonly Actor[];
  /** What must be true of the entity beside its state; all have to hold. */
  readonly guards?: readonly Guard<Facts>[];
  /** What follows, by name: carried out in the same transaction by whoever applies the transition. */
  readonly effects?: readonly string[];
}

/** A condition with a name, under which documentation and refusals mention it. */
export interface Guard<Facts> {
  readonly name: string;
  holds(facts: Facts): boolean;
}

/** A state machine as data: the same table validates, draws buttons and pages, documents itself and drives property tests. */
export interface Machine<State extends string, Event extends string, Actor extends string, Facts> {
  readonly name: string;
  readonly states: readonly State[];
  readonly transitions: readonly Transition<State, Event, Actor, Facts>[];
}

/** What an event does to a state: a typed answer, never an error. */
export type Decision<State extends string, Event extends string, Actor extends string> =
  | { readonly kind: 'applied'; readonly to: State; readonly effects: readonly string[] }
  /** The table has no such change. */
  | { readonly kind: 'illegal_transition'; readonly from: State | undefined; readonly event: Event }
  /** The table has it, for others. */
  | { readonly kind: 'not_yours'; readonly who: readonly Actor[] }
  /** Allowed, but a condition does not hold yet; `guard` is its name. */
  | { readonly kind: 'guarded'; readonly guard: string };

/** An event on an entity, by somebody who may be several things at once. */
export interface Attempted<State extends string, Event extends string, Actor extends string, Facts> {
  readonly from: State | undefined;
  readonly event: Event;
  readonly actors: readonly Actor[];
  readonly facts: Facts;
}

/**
 * Checks a table when it is made, so that a fault is met at start and not by a person.
 *
 * @throws {Error} when a state is unknown, two transitions share state and event, or a state cannot be reached
 */
export function defineMachine<State extends string, Event extends string, Actor extends string, Facts>(
  machine: Machine<State, Event, Actor, Facts>,
): Machine<State, Event, Actor, Facts> {
  const { name, states, transitions } = machine;
  const seen = new Set<string>();
  for (const { from, event, to } of transitions) {
    for (const state of [from, to]) {
      if (state !== undefined && !states.includes(state)) throw new Error(`${name}: there is no state ${state}.`);
    }
    const pair = `${from ?? '–'} ${event}`;
    if (seen.has(pair)) throw new Error(`${name}: ${pair} stands twice in the table.`);
    seen.add(pair);
  }
  const lost = states.filter((state) => !reachable(transitions).has(state));
  if (lost.length > 0) throw new Error(`${name}: nothing leads to ${lost.join(', ')}.`);
  return machine;
}

function reachable<State extends string>(
  transitions: readonly { readonly from: State | undefined; readonly to: State }[],
): ReadonlySet<State> {
  const reached = new Set<State>();
  for (let before = -1; before < reached.size;) {
    before = reached.size;
    for (const { from, to } of transitions) if (from === undefined || reached.has(from)) reached.add(to);
  }
  return reached;
}

/** What `event` does. Pure: nothing is stored, nobody is told. */
export function decide<State extends string, Event extends string, Actor extends string, Facts>(
  machine: Machine<State, Event, Actor, Facts>,
  { from, event, actors, facts }: Attempted<State, Event, Actor, Facts>,
): Decision<State, Event, Actor> {
  // A loop of its own: this is asked for every button of every card.
  let found: Transition<State, Event, Actor, Facts> | undefined;
  for (const one of machine.transitions) {
    if (one.event !== event || one.from !== from) continue;
    found = one;
    break;
  }
  if (found === undefined) return { kind: 'illegal_transition', from, event };
  if (!found.who.some((actor) => actors.includes(actor))) return { kind: 'not_yours', who: found.who };
  const guard = found.guards?.find((one) => !one.holds(facts));
  if (guard !== undefined) return { kind: 'guarded', guard: guard.name };
  return { kind: 'applied', to: found.to, effects: found.effects ?? [] };
}

/** The events that somebody may cause now, in the order of the table: what buttons are drawn from. */
export function eventsFor<State extends string, Event extends string, Actor extends string, Facts>(
  machine: Machine<State, Event, Actor, Facts>,
  { from, actors, facts }: Omit<Attempted<State, Event, Actor, Facts>, 'event'>,
): Event[] {
  return machine.transitions
    .filter((one) => one.from === from)
    .map(({ event }) => event)
    .filter((event) => decide(machine, { from, event, actors, facts }).kind === 'applied');
}
