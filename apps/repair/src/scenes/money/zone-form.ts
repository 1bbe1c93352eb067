import { shortName } from '@durabot/kit';
import { defineDialog, escapeHtml, type Dialog } from '@durabot/runtime';
import { z } from 'zod';
import type { Desk } from '../../desk.ts';
import { mostZones, readZoneWords } from '../../domain/zones.ts';
import { normaliseText } from '../../domain/normalise-text.ts';
import { texts } from '../../texts.ts';
import { putZone } from '../../use-cases/zones.ts';
import { draftLifeMs } from '../draft-life.ts';

const longestName = 60;

const draft = z.object({ name: z.string(), words: z.array(z.string()) });
type Draft = z.infer<typeof draft>;

/** A part of town: what it is called, and by which words of an address it is known. */
export function zoneDialog(desk: Desk): Dialog {
  return defineDialog<Draft>({
    name: 'zone',
    version: 1,
    expiresAfterMs: draftLifeMs,
    data: draft,
    steps: [
      {
        name: 'name',
        field: 'name',
        title: (language) => texts(language).plain('zone-name'),
        prompt: ({ language }) => texts(language).t('zone-name-prompt'),
        example: ({ language }) => texts(language).plain('zone-name-example'),
        accepts: ['text'],
        parse: (input, { language }) => {
          const name =
            input.kind === 'text'
              ? normaliseText(input.text)
                  .replaceAll(/[\n,;]/g, ' ')
                  .trim()
              : '';
          if (name.length < 2 || name.length > longestName)
            return { ok: false, message: texts(language).t('zone-name-prompt') };
          return { ok: true, value: name };
        },
        show: (name) => escapeHtml(name),
      },
      {
        name: 'words',
        field: 'words',
        title: (language) => texts(language).plain('zone-words'),
        prompt: ({ data, language }) => texts(language).t('zone-words-prompt', { name: data.name ?? '' }),
        example: ({ language }) => texts(language).plain('zone-words-example'),
        accepts: ['text'],
        parse: (input, { language }) => {
          const words = input.kind === 'text' ? readZoneWords(input.text) : [];
          if (words.length === 0 || words.length > 200)
            return { ok: false, message: texts(language).t('zone-words-unclear') };
          return { ok: true, value: words };
        },
        show: (words) => escapeHtml(words.join(', ')),
      },
    ],
    review: ({ language }) => ({
      title: texts(language).t('zone-review'),
      confirm: texts(language).plain('form-confirm'),
    }),
    complete: async (ctx, zone, { language }) => {
      const words = texts(language);
      if (ctx.from === undefined || !desk.roles.may(ctx.from.id, 'manage_money'))
        return { ok: false, message: words.t('not-allowed-now') };
      const by = { userId: ctx.from.id, name: shortName(ctx.from) };
      const found = await putZone(await ctx.durable.tx(), { ...zone, by, at: new Date(desk.clock.nowMs()) });
      desk.company.forget();
      if (found === undefined) return { ok: false, message: words.t('zone-too-many', { most: mostZones }) };
      return { ok: true, card: { html: words.t('zone-done', { name: zone.name, count: found }) } };
    },
    texts: {
      title: (language) => texts(language).plain('zone-title'),
      unfinished: (language) => texts(language).plain('form-unfinished'),
    },
  });
}
