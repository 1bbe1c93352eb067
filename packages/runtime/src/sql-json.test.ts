import { assert, json as anyJson, pre, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sqlJson } from './sql-json.ts';

describe('sqlJson', () => {
  test.each([
    ['zero \u0000 byte', 'zero \ufffd byte'],
    ['half \ud83d of a pair', 'half \ufffd of a pair'],
    ['a whole \u{1f600}', 'a whole \u{1f600}'],
    ['the text \\u0000 itself', 'the text \\u0000 itself'],
    ['three \\\\\u0000', 'three \\\\\ufffd'],
  ])('%j is stored as %j', (text, stored) => {
    expect(JSON.parse(sqlJson({ text }))).toEqual({ text: stored });
  });

  test('what holds neither is unchanged, whatever it is', () => {
    assert(
      property(anyJson(), (json) => {
        const value: unknown = JSON.parse(json);
        pre(!/\\u(0000|d[89a-f])/i.test(JSON.stringify(value)));
        expect(sqlJson(value)).toBe(JSON.stringify(value));
      }),
    );
  });
});
