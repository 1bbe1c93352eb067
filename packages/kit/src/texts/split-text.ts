import { escapeHtml } from '@durabot/runtime';
import { htmlToMarkdown } from './html-to-markdown.ts';
import { type Piece, piecesOf } from './html-pieces.ts';

/** How a long text is sent. */
export type SplitText =
  | { readonly kind: 'messages'; readonly parts: readonly string[] }
  /** Too much to read in a chat: the beginning as a message, the whole as a file in Markdown. */
  | { readonly kind: 'file'; readonly preview: string; readonly markdown: string };

export interface SplitOptions {
  /** Stands over the first part, plain text. */
  readonly title?: string;
  /** What Telegram takes of one message; captions take 1024. */
  readonly limit?: number;
  readonly mostParts?: number;
}

/** `12/34` and its line breaks. */
const counterWidth = 7;
const previewWidth = 600;

/**
 * Parts Telegram HTML that is longer than a message: between paragraphs, else lines, sentences or words; never inside of a
 * tag, a formatted stretch or a list item, unless that alone is longer than a message. Several parts are counted, `1/3`.
 */
export function splitText(html: string, { title, limit = 4096, mostParts = 5 }: SplitOptions = {}): SplitText {
  const heading = title === undefined ? '' : `<b>${escapeHtml(title)}</b>`;
  const pieces = piecesOf(html.trim());
  const whole = join(heading, html.trim());
  if (widthOf(piecesOf(whole)) <= limit) return { kind: 'messages', parts: [whole] };
  const reserved = counterWidth + 2 + (title?.length ?? 0);
  const parts = partsOf(pieces, Math.max(limit - reserved, 1));
  if (parts.length > mostParts) {
    const [beginning = ''] = partsOf(pieces, previewWidth);
    return { kind: 'file', preview: join(heading, `${beginning}\n…`), markdown: htmlToMarkdown(whole) };
  }
  return {
    kind: 'messages',
    parts: parts.map((part, index) => {
      const counter = `${index + 1}/${parts.length}`;
      return join(index === 0 && heading !== '' ? `${heading} · ${counter}` : counter, part);
    }),
  };
}

function join(heading: string, text: string): string {
  return heading === '' ? text : `${heading}\n\n${text}`;
}

function widthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { width }) => sum + width, 0);
}

function partsOf(pieces: readonly Piece[], limit: number): string[] {
  const parts: string[] = [];
  let start = 0;
  /** Tags that were open where the last part ended. */
  let open: readonly string[] = [];
  while (start < pieces.length) {
    const end = endOfPart(pieces, start, limit);
    const last = pieces[end - 1];
    const text = pieces
      .slice(start, end)
      .map(({ raw }) => raw)
      .join('')
      .trim();
    const closing = (last?.open ?? []).toReversed().map(closingOf).join('');
    if (text !== '') parts.push(`${open.join('')}${text}${closing}`);
    open = last?.open ?? [];
    start = end;
  }
  return parts;
}

/** Behind which piece a part that begins at `start` ends. */
function endOfPart(pieces: readonly Piece[], start: number, limit: number): number {
  let width = 0;
  let most = start;
  while (most < pieces.length && width + (pieces[most]?.width ?? 0) <= limit) width += pieces[most++]?.width ?? 0;
  if (most === pieces.length) return most;
  // Greater than nothing: a character that is wider than the limit still goes somewhere.
  if (most === start) return start + 1;
  const best = bestBreak(pieces, start, most, limit / 3) ?? bestBreak(pieces, start, most, 0);
  return best ?? lastSpace(pieces, start, most) ?? beforeOpening(pieces, start, most);
}

/** The last of the best places to part in, with at least `least` before it. */
function bestBreak(pieces: readonly Piece[], start: number, most: number, least: number): number | undefined {
  let best: { rank: number; end: number } | undefined;
  let width = 0;
  for (let index = start; index < most; index++) {
    const piece = pieces[index];
    width += piece?.width ?? 0;
    const rank = piece?.breakRank;
    if (rank === undefined || width < least || (best !== undefined && rank > best.rank)) continue;
    best = { rank, end: index + 1 };
  }
  return best?.end;
}

/** Inside of something that alone is longer than a message. */
function lastSpace(pieces: readonly Piece[], start: number, most: number): number | undefined {
  for (let index = most - 1; index > start; index--) if (/^\s$/u.test(pieces[index]?.raw ?? '')) return index + 1;
  return undefined;
}

/** A tag that has just opened goes with what it formats. */
function beforeOpening(pieces: readonly Piece[], start: number, most: number): number {
  let end = most;
  while (end > start + 1 && /^<[^/]/u.test(pieces[end - 1]?.raw ?? '')) end--;
  return end;
}

function closingOf(tag: string): string {
  return `</${/^<([a-z-]+)/iu.exec(tag)?.[1] ?? ''}>`;
}
