import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { htmlToMarkdown } from './html-to-markdown.ts';
import { piecesOf } from './html-pieces.ts';
import { splitText, type SplitText } from './split-text.ts';

const partsOf = (split: SplitText): readonly string[] => {
  if (split.kind !== 'messages') throw new Error('It became a file.');
  return split.parts;
};
const widthOf = (html: string): number => piecesOf(html).reduce((sum, { width }) => sum + width, 0);
/** Without tags and spaces. */
const bare = (text: string): string => text.replaceAll(/<[^>]*>|\s/gu, '');

describe('a text', () => {
  test('that fits stays one message, without a counter', () => {
    expect(splitText('Hello <b>you</b>', { title: 'A & B' })).toEqual({
      kind: 'messages',
      parts: ['<b>A &amp; B</b>\n\nHello <b>you</b>'],
    });
  });

  test('is parted between paragraphs first, then lines, sentences and words', () => {
    expect(partsOf(splitText('aaaa aaaa\n\nbbbb. bbbb bbbb', { limit: 24 }))).toEqual([
      '1/2\n\naaaa aaaa',
      '2/2\n\nbbbb. bbbb bbbb',
    ]);
    expect(partsOf(splitText('aaaa aaaa\nbbbb bbbb cc', { limit: 21 }))).toEqual([
      '1/2\n\naaaa aaaa',
      '2/2\n\nbbbb bbbb cc',
    ]);
    expect(partsOf(splitText('aaaa aa. bbbb bbbb bbb', { limit: 21 }))).toEqual([
      '1/3\n\naaaa aa.',
      '2/3\n\nbbbb bbbb',
      '3/3\n\nbbb',
    ]);
  });

  test('has its title and the first count in one line', () => {
    const parts = partsOf(splitText('one two three four five six seven', { title: 'T', limit: 30 }));
    expect(parts[0]).toMatch(/^<b>T<\/b> · 1\/\d\n\none/);
    expect(parts.at(-1)).toMatch(/^(\d)\/\1\n\n/);
  });

  test('is not parted inside of what is formatted, or of a list item', () => {
    const parts = partsOf(splitText('one two <b>three four five</b> six', { limit: 28 }));
    expect(parts.some((part) => part.includes('<b>three four five</b>'))).toBe(true);
    const list = partsOf(splitText('Title:\n• one two three\n• four five six', { limit: 34 }));
    expect(list.map((part) => part.split('\n\n')[1])).toEqual(['Title:\n• one two three', '• four five six']);
  });

  test('that is one long formatted stretch is parted all the same, with its tags closed and opened again', () => {
    const parts = partsOf(splitText(`<pre>${'word '.repeat(8).trim()}</pre>`, { limit: 30 }));
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(part).toMatch(/^\d\/\d\n\n<pre>(word ?)+<\/pre>$/);
  });

  test('of more than five parts becomes a file with a preview', () => {
    const split = splitText(`<b>Long</b> ${'words and words. '.repeat(2_000)}`, { title: 'Report' });
    expect(split).toMatchObject({ kind: 'file' });
    if (split.kind !== 'file') return;
    expect(split.preview.startsWith('<b>Report</b>\n\n<b>Long</b> words')).toBe(true);
    expect(split.preview.endsWith('…')).toBe(true);
    expect(widthOf(split.preview)).toBeLessThan(700);
    expect(split.markdown.startsWith('**Report**\n\n**Long** words')).toBe(true);
  });

  test('as Markdown keeps marks and links and nothing else of its tags', () => {
    expect(htmlToMarkdown('<u>a</u> <i>b</i> <a href="https://x.y/?a=1&amp;b=2">c &lt;</a>')).toBe(
      'a _b_ [c <](https://x.y/?a=1&b=2)',
    );
  });

  const word = fc.oneof(
    fc.constantFrom(
      'one',
      'two.',
      'three!',
      '&amp;',
      '&lt;',
      '😀',
      '\n',
      '\n\n',
      '\n• ',
      '<b>bold it</b>',
      '<i>a <b>b c</b> d</i>',
    ),
    fc.string({ unit: fc.constantFrom('a', 'б', 'ї'), minLength: 1, maxLength: 12 }),
  );
  test('loses nothing, keeps to the limit and closes each tag, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), fc.integer({ min: 12, max: 80 }), (words, limit) => {
        const html = words.join(' ').trim();
        const parts = partsOf(splitText(html, { limit, mostParts: Number.POSITIVE_INFINITY }));
        for (const part of parts) {
          expect(widthOf(part)).toBeLessThanOrEqual(limit + (parts.length > 9 ? 2 : 0));
          expect(piecesOf(part).at(-1)?.open ?? []).toEqual([]);
        }
        const counted = parts.map((part) => (parts.length > 1 ? part.replace(/^\d+\/\d+\n\n/, '') : part));
        expect(bare(counted.join(''))).toBe(bare(html));
      }),
      { numRuns: 300 },
    );
  });
});
