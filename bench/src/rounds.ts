/**
 * In which order things are compared: each round has all of them once, and each round begins with another one, so that
 * what a machine does over time, or what one leaves behind for the next, meets them alike.
 */
export function interleaved<Thing>(things: readonly Thing[], rounds: number): { round: number; thing: Thing }[] {
  return Array.from({ length: rounds }, (_, round) =>
    things.map((_thing, at) => ({ round: round + 1, thing: things[(at + round) % things.length] })),
  )
    .flat()
    .flatMap(({ round, thing }) => (thing === undefined ? [] : [{ round, thing }]));
}
