/** The colours of a picture in one scheme. */
interface Scheme {
  readonly ground: string;
  readonly ink: string;
  readonly faint: string;
  readonly grid: string;
  readonly series: readonly string[];
}

const light: Scheme = {
  ground: '#ffffff',
  ink: '#1f2328',
  faint: '#59636e',
  grid: '#d1d9e0',
  series: ['#0969da', '#bc4c00', '#1a7f37', '#8250df'],
};
const dark: Scheme = {
  ground: '#151b23',
  ink: '#f0f6fc',
  faint: '#9198a1',
  grid: '#3d444d',
  series: ['#58a6ff', '#f0883e', '#3fb950', '#bc8cff'],
};

const margin = 16;
const titleLine = 20;
const legendLine = 22;
/** Of a character, on the wide side: the reader's font is not known. */
const titleCharacter = 8.6;
const labelCharacter = 7.2;

/** What a colour stands for. */
export interface LegendEntry {
  readonly label: string;
  /** The class that has the colour. */
  readonly mark: string;
}

/**
 * Puts a drawing on a ground of its own that follows the reader's light or dark scheme, so that it can be read wherever a
 * page shows it, below its title and what its colours mean, in as many lines as they need. The drawing begins at 0 and may
 * use the classes `label`, `value`, `grid`, `own`, and `s0` or `l0` for a series.
 */
export function picture(options: {
  title: string;
  width: number;
  legend: readonly LegendEntry[];
  drawing: { readonly height: number; readonly parts: readonly string[] };
  /** More rules, for both schemes. */
  style?: string;
}): string {
  const { title, width, drawing, style = '' } = options;
  const room = width - 2 * margin;
  const titles = linesOf(title, Math.floor(room / titleCharacter));
  const legend = legendOf(options.legend, room, 12 + titles.length * titleLine);
  const top = legend.bottom + 8;
  const height = Math.ceil(top + drawing.height + margin / 2);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">`,
    `<style>text{font:13px system-ui,-apple-system,'Segoe UI',sans-serif}.title{font-size:15px;font-weight:600}.own{font-weight:700}`,
    `.l0,.l1,.l2,.l3{fill:none;stroke-width:2}${rulesOf(light)}@media (prefers-color-scheme:dark){${rulesOf(dark)}}${style}</style>`,
    `<rect class="ground" width="${width}" height="${height}" rx="6"/>`,
    ...titles.map(
      (line, at) => `<text class="title" x="${margin}" y="${26 + at * titleLine}">${escapeXml(line)}</text>`,
    ),
    ...legend.parts,
    `<g transform="translate(0 ${top})">`,
    ...drawing.parts,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Breaks words into lines of at most so many characters. */
function linesOf(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function legendOf(entries: readonly LegendEntry[], room: number, top: number): { parts: string[]; bottom: number } {
  if (entries.length === 0) return { parts: [], bottom: top };
  let x = margin;
  let y = top + 4;
  const parts = entries.map(({ label, mark }) => {
    const size = 20 + label.length * labelCharacter;
    if (x > margin && x + size > margin + room) {
      x = margin;
      y += legendLine;
    }
    const part =
      `<rect class="${mark}" x="${x.toFixed(1)}" y="${y}" width="13" height="13" rx="2"/>` +
      `<text class="label" x="${(x + 19).toFixed(1)}" y="${y + 11}">${escapeXml(label)}</text>`;
    x += size + 16;
    return part;
  });
  return { parts, bottom: y + legendLine };
}

function rulesOf({ ground, ink, faint, grid, series }: Scheme): string {
  const each = series.map((colour, at) => `.s${at}{fill:${colour}}.l${at}{stroke:${colour}}`).join('');
  return `.ground{fill:${ground}}.title,.label{fill:${ink}}.value{fill:${faint}}.grid{stroke:${grid}}${each}`;
}
