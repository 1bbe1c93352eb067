import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { aJpeg, heic, jpeg, pixels, png, webp } from '../../test/picture-files.ts';
import { fileKindOf } from './file-kind.ts';
import type { FileKind } from './file-kind.ts';
import { largestPhoto, takeIn } from './intake.ts';
import type { IntakeRules } from './intake.ts';
import { withoutLocation } from './locations.ts';
import { pictureNotesOf } from './picture-notes.ts';

const zip = (...names: string[]) => Buffer.from(`PK\u0003\u0004${'\0'.repeat(26)}${names.join(' ')}`, 'latin1');
const rules: IntakeRules = { accept: ['jpeg', 'png', 'webp', 'heic', 'pdf', 'docx'], mostBytes: 10_000 };

describe('what a file is', () => {
  const samples: readonly (readonly [FileKind, Buffer])[] = [
    ['jpeg', jpeg()],
    ['png', png()],
    ['webp', webp()],
    ['heic', heic()],
    ['gif', Buffer.from('GIF89a…')],
    ['pdf', Buffer.from('junk before\n%PDF-1.7')],
    ['mp4', Buffer.from('\0\0\0\u0020ftypisom', 'latin1')],
    ['quicktime', Buffer.from('\0\0\0\u0014ftypqt  ', 'latin1')],
    ['ogg', Buffer.from('OggS\0')],
    ['mp3', Buffer.from('ID3\u0004')],
    ['wav', Buffer.from('RIFF\0\0\0\0WAVE')],
    ['docx', zip('[Content_Types].xml', 'word/document.xml')],
    ['xlsx', zip('[Content_Types].xml', 'xl/workbook.xml')],
    ['zip', zip('[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin')],
    ['zip', zip('a.txt')],
    ['rar', Buffer.from('Rar!\u001a\u0007\0')],
    ['7z', Buffer.from('377abcaf271c', 'hex')],
    ['gzip', Buffer.from('1f8b08', 'hex')],
    ['tar', Buffer.concat([Buffer.alloc(257), Buffer.from('ustar')])],
    ['executable', Buffer.from('MZ\u0090')],
    ['executable', Buffer.from('#!/bin/sh')],
    ['html', Buffer.from('<!DOCTYPE html>')],
    ['html', Buffer.from('<svg xmlns="…"><script>')],
    ['text', Buffer.from('WEBVTT\n\n00:01 привіт')],
  ];
  test.each(samples)('is told by its content: %s', (kind, bytes) => {
    expect(fileKindOf(bytes)).toBe(kind);
  });

  test('what nobody knows has no kind', () => {
    for (const bytes of ['', '00ff01', 'c328']) expect(fileKindOf(Buffer.from(bytes, 'hex'))).toBeUndefined();
  });
});

describe('what a camera has written', () => {
  test('is when and where, in all four corners of the world', () => {
    const photo = aJpeg({ takenAt: '2026:11:21 12:00:00', latitude: -33.5, longitude: -70.25 });
    expect(pictureNotesOf('jpeg', photo)).toEqual({
      takenAt: '2026-11-21T12:00:00',
      place: { latitude: -33.5, longitude: -70.25 },
    });
  });

  test('is nothing where the clock was never set, no satellite was in sight, or it is no picture', () => {
    const nothing = { takenAt: undefined, place: undefined };
    expect(pictureNotesOf('jpeg', aJpeg({ takenAt: '0000:00:00 00:00:00', latitude: 0, longitude: 0 }))).toEqual(
      nothing,
    );
    for (const bytes of [jpeg(), png(), webp(), heic()]) expect(pictureNotesOf('jpeg', bytes)).toEqual(nothing);
    expect(pictureNotesOf('pdf', aJpeg())).toEqual(nothing);
  });

  test('is not in what is stored', () => {
    const stripped = withoutLocation('jpeg', aJpeg()) ?? Buffer.alloc(0);
    expect(pictureNotesOf('jpeg', stripped)).toEqual({ takenAt: undefined, place: undefined });
  });
});

describe('where a picture was taken', () => {
  const placeMarks = ['GPSLatitude', 'Kyiv', 'comment', 'SECOND', 'MPF', 'hidden', 'second picture'];

  test.each([
    ['jpeg', 'MM', jpeg('MM')],
    ['jpeg', 'II', jpeg('II')],
    ['png', '', png()],
    ['webp', '', webp()],
    ['heic', '', heic()],
  ] as const)('is not in a %s any more (%s)', (kind, _order, bytes) => {
    const stripped = withoutLocation(kind, bytes) ?? Buffer.alloc(0);
    const text = stripped.toString('latin1');
    for (const mark of placeMarks) expect(text).not.toContain(mark);
    // 50 degrees and 27 minutes as fractions, in both orders of bytes.
    for (const degrees of ['0000003200000001', '3200000001000000'])
      expect(stripped.toString('hex')).not.toContain(degrees);
    expect(fileKindOf(stripped)).toBe(kind);
    expect(withoutLocation(kind, stripped)).toEqual(stripped);
  });

  test('a JPEG keeps which way up it is, its colours and its pixels', () => {
    const stripped = withoutLocation('jpeg', jpeg()) ?? Buffer.alloc(0);
    expect(stripped.toString('hex')).toContain('01120003000000010006');
    expect(stripped.includes('ICC_PROFILE')).toBe(true);
    expect(stripped.toString('latin1').split(pixels.toString('latin1'))).toHaveLength(3);
    expect(stripped.subarray(-2).toString('hex')).toBe('ffd9');
  });

  test('a HEIC keeps its length, a WebP says in its head what is left', () => {
    expect(withoutLocation('heic', heic())?.length).toBe(heic().length);
    const stripped = withoutLocation('webp', webp()) ?? Buffer.alloc(0);
    expect(stripped.readUInt32LE(4)).toBe(stripped.length - 8);
    expect(stripped[20]).toBe(0);
  });

  test('no damage makes it fail', () => {
    const files = fc.constantFrom(
      ...([
        ['jpeg', jpeg()],
        ['png', png()],
        ['webp', webp()],
        ['heic', heic()],
      ] as const),
    );
    const damage = fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 6 });
    fc.assert(
      fc.property(files, fc.nat(500), damage, ([kind, whole], length, changes) => {
        const bytes = Buffer.from(whole.subarray(0, length));
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        expect(() => withoutLocation(kind, bytes)).not.toThrow();
        expect(() => pictureNotesOf(kind, bytes)).not.toThrow();
      }),
      { numRuns: 200 },
    );
  });
});

const pdf = (trailer: string) => Buffer.from(`%PDF-1.7\n1 0 obj\ntrailer << ${trailer} >>`);
const size = (width: number, height: number, file_size: number) => ({ width, height, file_size });

describe('taking a file in', () => {
  test('a picture comes in without its place, unless the sender wanted it kept', async () => {
    expect(await takeIn(jpeg(), rules)).toMatchObject({ kind: 'accepted', fileKind: 'jpeg', mediaType: 'image/jpeg' });
    const kept = await takeIn(jpeg(), { ...rules, keepLocation: true });
    expect(kept.kind === 'accepted' && kept.bytes.equals(jpeg())).toBe(true);
  });

  test.each([
    ['empty', Buffer.alloc(0)],
    ['tooLarge', Buffer.alloc(10_001)],
    ['archive', zip('a.txt')],
    ['encrypted', pdf('/Root 1 0 R /Encrypt 5 0 R')],
    ['notAccepted', Buffer.from('MZ')],
    ['notAccepted', Buffer.from('plain words')],
    ['damaged', jpeg().subarray(0, 30)],
  ] as const)('%s is refused with the list of what is taken', async (because, bytes) => {
    expect(await takeIn(bytes, rules)).toEqual({ kind: 'refused', because, accepted: rules.accept });
  });

  test('a PDF that only speaks of encryption is no encrypted one', async () => {
    expect(await takeIn(pdf('/Title (/Encryption of 5 0 R)'), rules)).toMatchObject({
      kind: 'accepted',
      fileKind: 'pdf',
    });
  });

  test('a scanner sees what would be stored; its word counts, and its failure lets nothing in', async () => {
    let seen = '';
    const scan = async (bytes: Buffer, mediaType: string) => {
      seen = `${mediaType} ${bytes.includes('GPSLatitude')}`;
      return 'infected' as const;
    };
    expect(await takeIn(jpeg(), { ...rules, scan })).toMatchObject({ kind: 'refused', because: 'infected' });
    expect(seen).toBe('image/jpeg false');
    const broken = { ...rules, scan: () => Promise.reject(new Error('scanner away')) };
    await expect(takeIn(jpeg(), broken)).rejects.toThrow('scanner away');
  });

  test('of the sizes of a photo the largest is taken', () => {
    expect(largestPhoto([size(90, 67, 1), size(1280, 960, 9), size(320, 240, 99)])).toEqual(size(1280, 960, 9));
    expect(largestPhoto([size(90, 67, 1), size(90, 67, 2)])).toEqual(size(90, 67, 2));
    expect(largestPhoto([])).toBeUndefined();
  });
});
