import { expect, test } from 'vitest';

import { canonicalJson } from './canonical-json.ts';
import { maskName, maskPhone, maskText } from './mask.ts';

test('equal values have one spelling', () => {
  expect(canonicalJson({ b: [1, { d: null, c: undefined }], a: 'ї"' })).toBe('{"a":"ї\\"","b":[1,{"d":null}]}');
  expect(canonicalJson({ a: 'ї"', b: [1, { d: null }] })).toBe(canonicalJson({ b: [1, { d: null }], a: 'ї"' }));
  expect(canonicalJson(new Date(0))).toBe('"1970-01-01T00:00:00.000Z"');
});

test('masks keep what a colleague is known by, and no more', () => {
  expect(maskName('  Анна  Марія Ковальчук ')).toBe('Анна М. К.');
  expect(maskName('')).toBe('');
  expect(maskPhone('+7 (916) 123-45-17')).toBe('+79*******17');
  expect(maskPhone('112')).toBe('***');
  expect(maskText(' Лесная ул., 5')).toBe('Л…');
  expect(maskText(' ')).toBe('');
});
