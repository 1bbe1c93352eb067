import { expect, test } from 'vitest';
import { readQr } from '../../test/picture-files.ts';
import { qrPng } from './qr-png.ts';

test.each(['https://t.me/repair_bot?start=cAbCdEfGhIj0123456789abcdefghij', 'Заявка № 7', 'x'.repeat(300)])(
  'a code is read back by another reader: %s',
  (text) => {
    expect(readQr(qrPng(text))).toBe(text);
  },
);
