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

/**
 * Puts parts on a ground of their own that follows the reader's light or dark scheme, so that they can be read wherever a
 * page shows them. Parts have the classes `title`, `label`, `value`, `grid`, `own`, and `s0` or `l0` for a series.
 */
export function picture(options: {
  title: string;
  width: number;
  height: number;
  parts: readonly string[];
  /** More rules, for both schemes. */
  style?: string;
}): string {
  const { title, width, height, parts, style = '' } = options;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">`,
    `<style>text{font:12px system-ui,-apple-system,'Segoe UI',sans-serif}.title{font-size:15px;font-weight:600}.own{font-weight:700}`,
    `.l0,.l1,.l2,.l3{fill:none;stroke-width:2}${rulesOf(light)}@media (prefers-color-scheme:dark){${rulesOf(dark)}}${style}</style>`,
    `<rect class="ground" width="${width}" height="${height}" rx="6"/>`,
    `<text class="title" x="16" y="24">${escapeXml(title)}</text>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function rulesOf({ ground, ink, faint, grid, series }: Scheme): string {
  const each = series.map((colour, at) => `.s${at}{fill:${colour}}.l${at}{stroke:${colour}}`).join('');
  return `.ground{fill:${ground}}.title,.label{fill:${ink}}.value{fill:${faint}}.grid{stroke:${grid}}${each}`;
}
