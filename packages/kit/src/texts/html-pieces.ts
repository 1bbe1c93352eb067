/** The smallest part of Telegram HTML that stays whole: a tag, an escaped character, or a character. */
export interface Piece {
  readonly raw: string;
  /** What Telegram counts of it: nothing for tags, UTF-16 units for the rest. */
  readonly width: number;
  /** Opening tags that are open behind it, outermost first. */
  readonly open: readonly string[];
  /** Behind it a text may be parted, the better the lower; undefined where it should not. */
  readonly breakRank: number | undefined;
}

/** Ranks of breaks from good to bad; what is parted in a worse place than a word is parted anywhere. */
const ranks = { paragraph: 0, line: 1, sentence: 2, word: 3 } as const;

const pattern = /<[^>]*>|&(?:#\d+|#x[\da-f]+|[a-z]+);|[\s\S]/giu;
const listItem = /^\s*(?:[•‣▪◦–—*-]|\d{1,3}[.)])\s/u;

/** Takes Telegram HTML apart. */
export function piecesOf(html: string): Piece[] {
  const raws = html.match(pattern) ?? [];
  const pieces: Piece[] = [];
  let open: readonly string[] = [];
  let lineStart = 0;
  let inItem = isItem(raws, 0);
  raws.forEach((raw, index) => {
    const isTag = raw.startsWith('<') && raw.length > 1;
    if (isTag) open = afterTag(open, raw);
    if (raw === '\n') {
      lineStart = index + 1;
      inItem = isItem(raws, lineStart);
    }
    pieces.push({
      raw,
      width: isTag ? 0 : /^&.+;$/.test(raw) ? 1 : raw.length,
      open,
      breakRank: open.length > 0 || isTag ? undefined : rankAt(raws, index, inItem),
    });
  });
  return pieces;
}

function afterTag(open: readonly string[], tag: string): readonly string[] {
  if (tag.startsWith('</')) return open.slice(0, -1);
  return tag.endsWith('/>') ? open : [...open, tag];
}

/** How good it is to part behind this character. Inside of a list item only its end is good. */
function rankAt(raws: readonly string[], index: number, inItem: boolean): number | undefined {
  const raw = raws[index];
  if (raw === '\n') return raws[index - 1] === '\n' ? ranks.paragraph : ranks.line;
  if (raw !== ' ' || inItem) return undefined;
  return /[.!?…]/u.test(raws[index - 1] ?? '') ? ranks.sentence : ranks.word;
}

function isItem(raws: readonly string[], from: number): boolean {
  const line: string[] = [];
  for (let index = from; line.join('').length < 8; index++) {
    const raw = raws[index];
    if (raw === undefined || raw === '\n') break;
    if (!raw.startsWith('<') || raw.length === 1) line.push(raw);
  }
  return listItem.test(line.join(''));
}
