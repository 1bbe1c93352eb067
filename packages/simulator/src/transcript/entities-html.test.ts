import { array, assert, constantFrom, integer, property, record, string } from 'fast-check';
import { expect, test } from 'vitest';

import { entitiesToHtml } from './entities-html.ts';

test('formatting becomes tags, and everything between is escaped', () => {
  const html = entitiesToHtml('a <b> & c', [
    { type: 'bold', offset: 0, length: 5 },
    { type: 'italic', offset: 2, length: 3 },
  ]);
  expect(html).toBe('<b>a <i>&lt;b&gt;</i></b> &amp; c');
});

test('a link to anything but the web is no link', () => {
  expect(linkTo('javascript:alert(1)')).toBe('<span class="link">x</span>');
  expect(linkTo('https://example.com/?a="b"')).toContain('href="https://example.com/?a=&quot;b&quot;"');
});

test('whatever the text and the entities, tags are closed in order and no text is lost or unescaped', () => {
  const entity = record({
    type: constantFrom('bold', 'italic', 'code', 'pre', 'spoiler', 'url', 'unknown'),
    offset: integer({ min: -3, max: 20 }),
    length: integer({ min: 0, max: 20 }),
  });
  assert(
    property(string({ maxLength: 16 }), array(entity, { maxLength: 5 }), (text, entities) => {
      const html = entitiesToHtml(text, entities);
      const open: string[] = [];
      for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z]+)[^>]*>/g)) {
        if (slash === '') open.push(name);
        else if (open.pop() !== name) throw new Error(`${name} is closed out of order in ${html}`);
      }
      expect(open).toEqual([]);
      const plain = html.replace(/<[^>]*>/g, '');
      expect(plain).not.toMatch(/[<>"]/);
      const read = plain.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"');
      expect(read.replaceAll('&#39;', "'").replaceAll('&amp;', '&')).toBe(text);
    }),
  );
});

function linkTo(url: string): string {
  return entitiesToHtml('x', [{ type: 'text_link', offset: 0, length: 1, url }]);
}
