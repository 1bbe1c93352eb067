import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Entity } from '../world/message-contents.ts';
import { parseHtml } from './html.ts';
import { parseMarkdown } from './markdown.ts';
import { normaliseText } from './normalise.ts';

/** Entities as `type offset-end`. */
function shown(html: string): { text: string; entities: string[] } {
  const { text, entities } = normaliseText(parseHtml(html));
  return { text, entities: entities.map(line) };
}

function line({ type, offset, length }: Entity): string {
  return `${type} ${offset}-${offset + length}`;
}

describe('entities', () => {
  it('are cut where another style begins', () => {
    expect(shown('<b>ab<i>cd</i>ef</b>').entities).toEqual(['bold 0-2', 'bold 2-6', 'italic 2-4']);
  });

  it('are cut at the borders of links, also of those that are found', () => {
    expect(shown('<b>a <a href="https://a.org">b</a> c</b>').entities).toEqual([
      'bold 0-2',
      'text_link 2-3',
      'bold 2-3',
      'bold 4-5',
    ]);
    expect(shown('<i>see a.org now</i>').entities).toEqual(['italic 0-4', 'url 4-9', 'italic 4-9', 'italic 10-13']);
  });

  it('of one style are one where they touch', () => {
    expect(shown('<b>ab</b><b>cd</b>').entities).toEqual(['bold 0-4']);
    expect(shown('<b>a<b>b</b></b>').entities).toEqual(['bold 0-2']);
  });

  it('are taken out of code', () => {
    expect(shown('<b>a<code>b</code>c</b>').entities).toEqual(['bold 0-1', 'code 1-2', 'bold 2-3']);
  });

  it('are dropped when they cross the border of a quotation', () => {
    const { text } = parseHtml('abcdef');
    const given: Entity[] = [
      { type: 'blockquote', offset: 0, length: 3 },
      { type: 'text_link', offset: 2, length: 3, url: 'https://a.org/' },
      { type: 'bold', offset: 2, length: 3 },
    ];
    expect(normaliseText({ text, entities: given }).entities.map(line)).toEqual([
      'blockquote 0-3',
      'bold 2-3',
      'bold 3-5',
    ]);
  });

  it('do not begin with spaces, and there is none of spaces alone', () => {
    expect(shown('a<b> b</b><i> </i>c').entities).toEqual(['bold 2-3']);
    expect(shown('<b> </b>a')).toEqual({ text: 'a', entities: [] });
  });

  it('are trimmed with their text, but code keeps its spaces', () => {
    expect(shown(' <b> a </b> ')).toEqual({ text: 'a', entities: ['bold 0-1'] });
    expect(shown(' <code> a</code> ')).toEqual({ text: ' a', entities: ['code 0-2'] });
  });

  it('stay in the text, nest properly and are the same when they are normalised again', () => {
    const type = fc.constantFrom('bold', 'italic', 'spoiler', 'code', 'pre', 'blockquote', 'custom_emoji');
    const entity = fc.record({ type, offset: fc.nat(12), length: fc.integer({ min: 1, max: 12 }) });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '@', '.'), minLength: 1, maxLength: 14 });
    fc.assert(
      fc.property(text, fc.array(entity, { maxLength: 8 }), (whole, list) => {
        const entities = list.filter(({ offset, length }) => offset + length <= whole.length);
        const once = normaliseText({ text: whole, entities });
        for (const { offset, length } of once.entities) {
          expect(offset).toBeGreaterThanOrEqual(0);
          expect(length).toBeGreaterThan(0);
          expect(offset + length).toBeLessThanOrEqual(once.text.length);
        }
        for (const a of once.entities) {
          for (const b of once.entities) {
            const crosses =
              a.offset < b.offset && b.offset < a.offset + a.length && a.offset + a.length < b.offset + b.length;
            expect(crosses).toBe(false);
          }
        }
      }),
    );
  });
});

function read(source: string): { text: string; entities: string[] } {
  const { text, entities } = parseMarkdown(source);
  return { text, entities: entities.map(line) };
}

describe('old Markdown', () => {
  it('leaves the address of an empty link in the text', () => {
    expect(read('a[](https://a.org)b')).toEqual({ text: 'a(https://a.org)b', entities: [] });
  });

  it('knows the language of a code only when a space or a line follows it', () => {
    expect(parseMarkdown('```js\na```').entities).toEqual([{ type: 'pre', offset: 0, length: 1, language: 'js' }]);
    expect(parseMarkdown('```js```').entities).toEqual([{ type: 'pre', offset: 0, length: 2 }]);
    expect(parseMarkdown('```\r\na```')).toEqual({ text: 'a', entities: [{ type: 'pre', offset: 0, length: 1 }] });
  });

  it('reads no marks inside marks and takes an address without an end', () => {
    expect(read('*a_b*c')).toEqual({ text: 'a_bc', entities: ['bold 0-3'] });
    expect(read('[a](https://a.org')).toEqual({ text: 'a', entities: ['text_link 0-1'] });
    expect(read(String.raw`\*a\_b`)).toEqual({ text: '*a_b', entities: [] });
  });
});
