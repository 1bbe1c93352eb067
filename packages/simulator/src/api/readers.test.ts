import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { GENERATED, generateReaders } from '../../scripts/generate-readers.ts';
import { METHOD_NAMES } from './method-names.ts';
import { Params, parseInt32 } from './params.ts';

const schema: { methods: Record<string, unknown> } = JSON.parse(
  readFileSync(new URL('../../data/bot-api-schema.json', import.meta.url), 'utf8'),
);

describe('the generated readers', () => {
  it('are those of the data (run scripts/generate-readers.ts)', () => {
    expect(readFileSync(GENERATED, 'utf8')).toBe(generateReaders());
  });

  it('belong to the methods of the schema, which are those that are known by name', () => {
    expect(METHOD_NAMES).toEqual(Object.keys(schema.methods));
  });
});

describe('numbers of a call', () => {
  it('are clamped to the bounds of their method, and have its default', () => {
    expect(['', '0', '7', '500', '-3', 'many', '12 apples'].map((text) => read('getUserGifts', text))).toEqual([
      100, 1, 7, 100, 1, 1, 12,
    ]);
    expect(read('sendMessage', '500')).toBe(500);
  });

  it('turn over beyond 32 bits where the official server reads 32', () => {
    expect(['2147483648', '4294967301', '-1', '99999999999999999999'].map(parseInt32)).toEqual([
      -2_147_483_648, 5, -1, 1_661_992_959,
    ]);
    const params = new Params(new Map([['message_id', '-5']]));
    params.useReadersOf('editMessageText');
    expect(params.integer('message_id')).toBe(0);
  });
});

function read(method: string, text: string): number {
  const params = new Params(new Map([['limit', text]]));
  params.useReadersOf(method);
  return params.integer('limit');
}
