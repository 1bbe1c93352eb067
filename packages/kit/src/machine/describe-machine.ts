import type { Machine } from './machine.ts';

/** The table as Markdown, a line a transition; documentation holds it, and a test compares the two. */
export function machineTable<State extends string, Event extends string, Actor extends string, Facts>(
  machine: Machine<State, Event, Actor, Facts>,
): string {
  const rows = machine.transitions.map(({ from, event, to, who, guards = [], effects = [] }) => [
    from === undefined ? '–' : code(from),
    code(event),
    code(to),
    who.join(', '),
    guards.map(({ name }) => code(name)).join(', '),
    effects.map(code).join(', '),
  ]);
  return [['from', 'event', 'to', 'who', 'only if', 'then'], ['---', '---', '---', '---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** The same as a Mermaid state diagram, which Git hosts draw. */
export function machineDiagram<State extends string, Event extends string, Actor extends string, Facts>(
  machine: Machine<State, Event, Actor, Facts>,
): string {
  const edges = new Map<string, string[]>();
  for (const { from, event, to } of machine.transitions) {
    const edge = `${from ?? '[*]'} --> ${to}`;
    edges.set(edge, [...(edges.get(edge) ?? []), event]);
  }
  const lines = [...edges].map(([edge, events]) => `  ${edge}: ${events.join(', ')}`);
  const leaves = new Set(machine.transitions.map(({ from }) => from));
  const ends = machine.states.filter((state) => !leaves.has(state)).map((state) => `  ${state} --> [*]`);
  return ['stateDiagram-v2', ...lines, ...ends].join('\n');
}

function code(word: string): string {
  return `\`${word}\``;
}
