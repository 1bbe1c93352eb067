/** How wide a text is in the font it will be drawn in. */
export type Measure = (text: string) => number;

/** A text in lines of at most `width`: broken between words, inside a word only where it is longer than a line. */
export function wrapLines(text: string, width: number, measure: Measure, mostLines: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (measure(longer) <= width) {
        line = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      const pieces = splitWord(word, width, measure);
      line = pieces.pop() ?? '';
      lines.push(...pieces);
      if (lines.length > mostLines) break;
    }
    lines.push(line);
    if (lines.length > mostLines) break;
  }
  if (lines.length <= mostLines) return lines;
  const kept = lines.slice(0, mostLines);
  return [...kept.slice(0, -1), `${kept.at(-1)?.slice(0, -1) ?? ''}…`];
}

function splitWord(word: string, width: number, measure: Measure): string[] {
  if (measure(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const letter of Array.from(word)) {
    if (piece !== '' && measure(piece + letter) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...pieces, piece];
}
