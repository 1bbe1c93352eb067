import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeButton, encodeButton, type ButtonCode } from './button-data.ts';
import { verbs } from './typed-words.ts';

const name = fc.stringMatching(/^[A-Za-z0-9_-]{1,24}$/);
const code: fc.Arbitrary<ButtonCode> = fc.oneof(
  fc.record({ kind: fc.constant('choice' as const), key: name }),
  fc.record({ kind: fc.constant('edit' as const), step: name }),
  fc.record({ kind: fc.constant('verb' as const), verb: fc.constantFrom(...verbs) }),
);

test('what is written into a button is read back, in at most 64 bytes', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9]{10}$/), fc.maxSafeNat(), code, (dialogId, rev, written) => {
      const data = encodeButton(dialogId, rev, written);
      expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
      expect(decodeButton(data)).toMatchObject({ dialogId, rev, code: written });
    }),
  );
});

test('reading what anybody may send never throws', () => {
  fc.assert(
    fc.property(fc.string(), (data) => {
      expect(() => decodeButton(`d:${data}`)).not.toThrow();
    }),
  );
});

test.each(['', 'a key with spaces', 'ключ', 'a'.repeat(25)])(
  'the key "%s" is refused when the button is drawn',
  (key) => {
    expect(() => encodeButton('Dialog0001', 1, { kind: 'choice', key })).toThrow(TypeError);
  },
);
