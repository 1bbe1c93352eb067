/** Rows of words and figures under headings. */
export interface Table {
  readonly title?: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

export type Cell = string | number;

/** For a terminal: figures to the right, words to the left. */
export function plainTable({ title, columns, rows }: Table): string {
  const shown = [columns.map(String), ...rows.map((row) => row.map(formatCell))];
  const widths = columns.map((_, at) => Math.max(...shown.map((row) => (row[at] ?? '').length)));
  const rights = columns.map((_, at) => isFigures(rows, at));
  const lines = shown.map((row) =>
    row
      .map((text, at) => (rights[at] === true ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [...(title === undefined ? [] : [title]), lines[0] ?? '', rule, ...lines.slice(1)].join('\n');
}

/** For a Markdown file, laid out as the formatter does it. */
export function markdownTable({ columns, rows }: Table): string {
  const shown = [columns.map(String), ...rows.map((row) => row.map(formatCell))];
  const widths = columns.map((_, at) => Math.max(3, ...shown.map((row) => (row[at] ?? '').length)));
  const rights = columns.map((_, at) => isFigures(rows, at));
  const line = (row: readonly string[]): string =>
    `| ${row.map((text, at) => (rights[at] === true ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0))).join(' | ')} |`;
  const rule = `| ${widths.map((width, at) => (rights[at] === true ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`;
  const [head = [], ...body] = shown;
  return [line(head), rule, ...body.map(line)].join('\n');
}

/** Large figures without digits behind the point, small ones with as many as say something. */
export function formatCell(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  if (!Number.isFinite(cell)) return '–';
  const size = Math.abs(cell);
  const digits = size >= 100 || Number.isInteger(cell) ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3;
  return cell.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function isFigures(rows: readonly (readonly Cell[])[], at: number): boolean {
  return rows.length > 0 && rows.every((row) => typeof row[at] === 'number');
}
