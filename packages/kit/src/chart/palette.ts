/** Okabe and Ito's colours, which people with any kind of colour blindness tell apart; dark ones first. */
const colours = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#5C5C5C'] as const;

export const ink = '#1B1F24';
export const muted = '#57606A';
export const grid = '#DDE2E7';

/** The colour of the nth kind; they begin anew after seven. */
export function colourOf(index: number): string {
  return colours[index % colours.length] ?? ink;
}

/** How the nth kind's area is filled: no two of seven share both colour and pattern. */
export function fillOf(index: number): string {
  return `url(#kind${index % colours.length})`;
}

/** How the nth kind's line is dashed. */
export function dashOf(index: number): string {
  return ['none', '12 6', '3 5', '14 5 3 5', '7 4', '2 3', '18 6'][index % 7] ?? 'none';
}

const strokes = [
  '',
  'M0 10 L10 0',
  'M5 0 V10',
  'M0 0 L10 10 M0 10 L10 0',
  'M0 5 H10',
  'M5 3 A2 2 0 1 1 4.9 3 Z',
  'M0 0 L10 10',
];

/** Definitions of the patterns, once a picture. */
export const patterns = `<defs>${colours
  .map(
    (colour, n) =>
      `<pattern id="kind${n}" width="10" height="10" patternUnits="userSpaceOnUse"><rect width="10" height="10" fill="${colour}"/><path d="${strokes[n] === '' ? 'M0 0' : (strokes[n] ?? '')}" stroke="#FFFFFF" stroke-opacity="0.55" stroke-width="1.6" fill="none"/></pattern>`,
  )
  .join('')}</defs>`;

/** The nth kind's mark around a point: each kind has a shape of its own. */
export function markOf(index: number, x: number, y: number, size: number): string {
  const fill = `fill="${colourOf(index)}" stroke="#FFFFFF" stroke-width="1.5"`;
  const at = (dx: number, dy: number) => `${(x + dx * size).toFixed(1)},${(y + dy * size).toFixed(1)}`;
  const points = shapes[index % shapes.length];
  if (points === undefined || points.length === 0)
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${size}" ${fill}/>`;
  return `<polygon points="${points.map(([dx, dy]) => at(dx, dy)).join(' ')}" ${fill}/>`;
}

const shapes: readonly (readonly (readonly [number, number])[])[] = [
  [],
  [
    [-0.95, -0.95],
    [0.95, -0.95],
    [0.95, 0.95],
    [-0.95, 0.95],
  ],
  [
    [0, -1.2],
    [1.15, 0.9],
    [-1.15, 0.9],
  ],
  [
    [0, -1.3],
    [1.3, 0],
    [0, 1.3],
    [-1.3, 0],
  ],
  [
    [0, 1.2],
    [1.15, -0.9],
    [-1.15, -0.9],
  ],
  [
    [-0.4, -1.2],
    [0.4, -1.2],
    [0.4, -0.4],
    [1.2, -0.4],
    [1.2, 0.4],
    [0.4, 0.4],
    [0.4, 1.2],
    [-0.4, 1.2],
    [-0.4, 0.4],
    [-1.2, 0.4],
    [-1.2, -0.4],
    [-0.4, -0.4],
  ],
  [
    [-0.6, -1.2],
    [0.6, -1.2],
    [1.2, 0],
    [0.6, 1.2],
    [-0.6, 1.2],
    [-1.2, 0],
  ],
];
