import { array, assert, constantFrom, integer, property, record, string, type Arbitrary } from 'fast-check';
import { expect, test } from 'vitest';

import type { MessageEntity } from '../api/types.ts';
import { formatText, plainText, withoutBreaksAfterBlocks, type TextNode } from './entities.ts';

/** A tree in short: `a<bold:b>`. */
function print(nodes: readonly TextNode[]): string {
  return nodes
    .map((node) => (node.kind === 'text' ? node.text : `<${node.entity.type}:${print(node.children)}>`))
    .join('');
}

test('an entity inside another one is drawn inside it', () => {
  const nodes = formatText('one two three', [
    { type: 'italic', offset: 4, length: 3 },
    { type: 'bold', offset: 0, length: 13 },
  ]);
  expect(print(nodes)).toBe('<bold:one <italic:two> three>');
});

test('entities that overlap in part are split where the first one ends', () => {
  const nodes = formatText('abcdef', [
    { type: 'bold', offset: 0, length: 4 },
    { type: 'italic', offset: 2, length: 4 },
  ]);
  expect(print(nodes)).toBe('<bold:ab<italic:cd>><italic:ef>');
});

test('offsets count UTF-16 units, so an emoji before a command takes two', () => {
  expect(print(formatText('👍 /help', [{ type: 'bot_command', offset: 3, length: 5 }]))).toBe('👍 <bot_command:/help>');
});

test('a quote stands around the bold text that fills it', () => {
  const nodes = formatText('all', [
    { type: 'bold', offset: 0, length: 3 },
    { type: 'blockquote', offset: 0, length: 3 },
  ]);
  expect(print(nodes)).toBe('<blockquote:<bold:all>>');
});

test('one line break after a quote is not drawn, since the quote ends its line', () => {
  const nodes = formatText('quote\n\nafter', [{ type: 'blockquote', offset: 0, length: 5 }]);
  expect(print(withoutBreaksAfterBlocks(nodes))).toBe('<blockquote:quote>\nafter');
});

test('no text is lost or doubled, whatever the entities say', () => {
  const entity: Arbitrary<MessageEntity> = record({
    type: constantFrom('bold', 'italic', 'blockquote', 'spoiler'),
    offset: integer({ min: -3, max: 30 }),
    length: integer({ min: -2, max: 30 }),
  });
  assert(
    property(string({ unit: 'grapheme', maxLength: 20 }), array(entity, { maxLength: 6 }), (text, entities) => {
      expect(plainText(formatText(text, entities))).toBe(text);
    }),
  );
});
