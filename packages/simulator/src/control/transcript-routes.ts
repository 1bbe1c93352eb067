import { z } from 'zod';

import { findByUniqueId } from '../http/files.ts';
import { collectTranscript } from '../transcript/collect.ts';
import { transcriptHtml } from '../transcript/html.ts';
import { drawPng } from '../transcript/png.ts';
import type { TranscriptLanguage } from '../transcript/words.ts';
import type { World } from '../world/world.ts';
import { getBox, getUser } from './resolve.ts';
import { RawAnswer, route, type ControlRoute } from './route.ts';
import { id, ref } from './schemas.ts';

/** A picture of more messages than this would be taller than a browser draws. */
const PNG_LIMIT = 200;
const LARGEST = 50_000;

const exportQuery = z.object({
  user: ref.describe('through whose eyes'),
  chat: ref.optional(),
  bot: ref.optional(),
  thread: id.optional(),
  format: z.enum(['json', 'html', 'png']).default('json'),
  theme: z.enum(['light', 'dark']).default('light'),
  language: z.enum(['en', 'ru', 'uk']).optional().describe("of the transcript's own words; the person's when absent"),
  time_zone: z.string().max(64).default('UTC').refine(isTimeZone, 'no such time zone'),
  after: id.default(0).describe('only messages after this one'),
  limit: id.min(1).max(LARGEST).optional().describe('the newest so many; 200 for a picture'),
  deleted: z.enum(['0', '1']).default('0').describe('1: deleted messages too'),
  width: id.min(280).max(1600).default(480),
  scale: z.coerce.number().min(1).max(3).default(2),
});

export const transcriptRoutes: readonly ControlRoute[] = [
  route(
    'GET',
    '/_sim/transcript',
    'A chat as JSON, as one HTML file, or as a picture',
    exportQuery,
    async (context, input) => {
      const { world } = context;
      const viewer = getUser(world, input.user);
      const transcript = collectTranscript(world, {
        box: getBox(world, input.chat, input.bot, viewer.id),
        viewer,
        limit: input.limit ?? (input.format === 'png' ? PNG_LIMIT : LARGEST),
        after: input.after,
        thread: input.thread,
        withDeleted: input.deleted === '1',
      });
      if (input.format === 'json') return transcript;
      const html = transcriptHtml(transcript, {
        theme: input.theme,
        language: input.language ?? languageOf(viewer.language_code),
        timeZone: input.time_zone,
        pictureOf: (url) => dataAddress(world, url),
      });
      if (input.format === 'html') return new RawAnswer('text/html; charset=utf-8', html, CLOSED);
      const { width, scale, theme } = input;
      const png = await drawPng(html, { width, scale, theme, chromiumPath: process.env['CHROMIUM_PATH'] });
      return new RawAnswer('image/png', png, {});
    },
  ),
];

/** Texts of people are escaped in it; should that ever fail, it still runs nothing and reaches nothing. */
const CLOSED = { 'content-security-policy': "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'" };

function dataAddress(world: World, url: string): string | undefined {
  const uniqueId = /^\/_sim\/files\/([^/?]+)/.exec(url)?.[1];
  const file = uniqueId === undefined ? undefined : findByUniqueId(world, uniqueId);
  const bytes = file === undefined ? undefined : world.files.get(file.sha);
  if (file === undefined || bytes === undefined || !/^image\/(?:png|jpeg|gif|webp)$/.test(file.mimeType))
    return undefined;
  return `data:${file.mimeType};base64,${bytes.toString('base64')}`;
}

function languageOf(code = 'en'): TranscriptLanguage {
  const base = code.split('-')[0];
  return base === 'ru' || base === 'uk' ? base : 'en';
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
