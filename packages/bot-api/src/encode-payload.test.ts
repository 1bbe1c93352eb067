import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EncodedPayload, encodePayload } from './encode-payload.ts';
import type { FileSource } from './file-source.ts';

const file = (name: string, text: string): FileSource => ({
  kind: 'bytes',
  name,
  bytes: Buffer.from(text),
  mime: 'text/plain',
});

/** Read by somebody else's parser. */
async function formOf({ contentType, body }: EncodedPayload): Promise<FormData> {
  return new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
}

async function fileIn(form: FormData, name: string): Promise<{ name: string; type: string; text: string }> {
  const value = form.get(name);
  if (value === null || typeof value === 'string') throw new Error(`${name} is no file`);
  return { name: value.name, type: value.type, text: await value.text() };
}

test('a file on top is a part under its own name, and everything else is text', async () => {
  const payload = {
    chat_id: 5,
    photo: file('a.txt', 'content'),
    caption: 'Привіт "you"',
    reply_markup: { inline_keyboard: [] },
    protect_content: true,
    topic: undefined,
  };
  const form = await formOf(encodePayload(payload, 'frontier'));
  expect(await fileIn(form, 'photo')).toEqual({ name: 'a.txt', type: 'text/plain', text: 'content' });
  expect(form.get('chat_id')).toBe('5');
  expect(form.get('caption')).toBe('Привіт "you"');
  expect(form.get('reply_markup')).toBe('{"inline_keyboard":[]}');
  expect(form.get('protect_content')).toBe('true');
  expect(form.has('topic')).toBe(false);
});

test('files in an album are attached and named from within', async () => {
  const media = [
    { type: 'photo', media: file('1.jpg', 'one') },
    { type: 'video', media: 'known-id', thumbnail: file('2.jpg', 'two') },
  ];
  const form = await formOf(encodePayload({ chat_id: 5, media }, 'frontier'));
  const text = form.get('media');
  expect(typeof text === 'string' && JSON.parse(text)).toEqual([
    { type: 'photo', media: 'attach://file0' },
    { type: 'video', media: 'known-id', thumbnail: 'attach://file1' },
  ]);
  expect((await fileIn(form, 'file0')).text).toBe('one');
  expect((await fileIn(form, 'file1')).text).toBe('two');
});

test('a hostile file name cannot add a header or a field', async () => {
  const hostile = file('x"\r\ncontent-disposition: form-data; name="chat_id"\r\n\r\n9', 'content');
  const form = await formOf(encodePayload({ chat_id: 5, document: hostile }, 'frontier'));
  expect(form.getAll('chat_id')).toEqual(['5']);
  expect((await fileIn(form, 'document')).text).toBe('content');
});

test('any bytes arrive as they were', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
      const form = await formOf(
        encodePayload({ document: { kind: 'bytes', name: 'f', bytes } }, 'frontier-of-its-own'),
      );
      const value = form.get('document');
      if (value === null || typeof value === 'string') throw new Error('no file');
      expect(new Uint8Array(await value.arrayBuffer())).toEqual(bytes);
    }),
    { numRuns: 50 },
  );
});

test('without files the body is JSON', () => {
  expect(encodePayload({ a: 1, b: undefined, c: null }, 'x')).toEqual({
    contentType: 'application/json',
    body: Buffer.from('{"a":1,"c":null}'),
  });
});
