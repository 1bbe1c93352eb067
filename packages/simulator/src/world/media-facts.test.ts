import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { gifOf, jpegOf, mp4Of, opusOf, webpOf } from '../../test/support/media-bytes.ts';
import { readMediaFacts } from './media-facts.ts';
import { listPhotoSizes } from './photo-sizes.ts';

describe('what a file tells about itself', () => {
  it('is the type and size of a picture', () => {
    expect(readMediaFacts(jpegOf(640, 480))).toEqual({ mimeType: 'image/jpeg', width: 640, height: 480 });
    expect(readMediaFacts(gifOf(20, 10))).toEqual({ mimeType: 'image/gif', width: 20, height: 10 });
    expect(readMediaFacts(webpOf(512, 300))).toEqual({ mimeType: 'image/webp', width: 512, height: 300 });
  });

  it('is the duration of a voice message', () => {
    expect(readMediaFacts(opusOf(7))).toEqual({ mimeType: 'audio/ogg', duration: 7 });
  });

  it('is size and duration of a video, and whether it has sound', () => {
    expect(readMediaFacts(mp4Of({ width: 320, height: 240, seconds: 3 }))).toEqual({
      mimeType: 'video/mp4',
      width: 320,
      height: 240,
      duration: 3,
      hasSound: false,
    });
    expect(readMediaFacts(mp4Of({ width: 0, height: 0, seconds: 3, kind: 'soun' })).hasSound).toBe(true);
  });

  it('is the duration of music of a constant rate', () => {
    const frame = Buffer.alloc(16_000 * 4);
    Buffer.from([0xff, 0xfb, 0x90, 0x00]).copy(frame);
    expect(readMediaFacts(frame)).toEqual({ mimeType: 'audio/mpeg', duration: 4 });
  });

  it('is nothing for anything else, however broken', () => {
    for (const text of ['', 'plain', 'OggS', 'ID3', '\0\0\0\x08ftyp', 'RIFF', '\xff\xfb']) {
      expect(() => readMediaFacts(Buffer.from(text, 'latin1'))).not.toThrow();
    }
    expect(readMediaFacts(Buffer.from('plain text'))).toEqual({});
  });

  it('never fails, whatever follows a known beginning or is broken in it', () => {
    const whole = [jpegOf(9, 9), gifOf(9, 9), webpOf(9, 9), opusOf(1), mp4Of({ width: 9, height: 9, seconds: 1 })];
    const broken = fc.record({
      file: fc.constantFrom(...whole, Buffer.from('ID3'), Buffer.from([0xff, 0xfb])),
      at: fc.nat(200),
      bytes: fc.uint8Array({ maxLength: 60 }),
      length: fc.nat(300),
    });
    fc.assert(
      fc.property(broken, ({ file, at, bytes, length }) => {
        const changed = Buffer.concat([file.subarray(0, at), bytes, file.subarray(at)]).subarray(0, length);
        expect(() => readMediaFacts(changed)).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the sizes of a photo', () => {
  it('are the squares that it fills, and itself', () => {
    expect(listPhotoSizes(1000, 500)).toEqual([
      { size: 1, width: 90, height: 45 },
      { size: 2, width: 320, height: 160 },
      { size: 3, width: 800, height: 400 },
      { size: 4, width: 1000, height: 500 },
    ]);
    expect(listPhotoSizes(10, 10)).toEqual([{ size: 1, width: 10, height: 10 }]);
    expect(listPhotoSizes(5120, 100).at(-1)).toEqual({ size: 5, width: 2560, height: 50 });
  });
});
