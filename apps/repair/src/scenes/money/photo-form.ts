import { shortName } from '@durabot/kit';
import { defineDialog, type Dialog } from '@durabot/runtime';
import { z } from 'zod';
import type { Desk } from '../../desk.ts';
import { takeInLater } from '../../files/take-in.ts';
import { setMasterPhoto } from '../../store/master-photo-store.ts';
import { auditMoney } from '../../store/money-audit.ts';
import { texts } from '../../texts.ts';
import { draftLifeMs } from '../draft-life.ts';

const draft = z.object({
  masterId: z.number(),
  name: z.string(),
  /** Null: none. */
  photo: z.object({ fileId: z.string(), fileUniqueId: z.string() }).nullable(),
});
type Draft = z.infer<typeof draft>;

/** What a master looks like, for clients who wait at the door: sent by themselves or by an administrator. */
export function masterPhotoDialog(desk: Desk): Dialog {
  return defineDialog<Draft>({
    name: 'master_photo',
    version: 1,
    expiresAfterMs: draftLifeMs,
    data: draft,
    steps: [
      {
        name: 'photo',
        field: 'photo',
        title: (language) => texts(language).plain('master-photo-title'),
        prompt: ({ data, language }) => texts(language).t('master-photo-prompt', { name: data.name ?? '' }),
        accepts: ['photo', 'choice'],
        choices: ({ language }) => [{ key: 'none', label: texts(language).plain('master-photo-none'), value: null }],
        parse: (input, { data, language }) =>
          input.kind === 'photo'
            ? { ok: true, value: { fileId: input.fileId, fileUniqueId: input.fileUniqueId } }
            : { ok: false, message: texts(language).t('master-photo-prompt', { name: data.name ?? '' }) },
        show: (photo, { language }) => texts(language).t('photos-count', { count: photo === null ? 0 : 1 }),
      },
    ],
    review: ({ data, language }) => ({
      title: texts(language).t('master-photo-review', { name: data.name ?? '' }),
      confirm: texts(language).plain('form-confirm'),
    }),
    complete: async (ctx, { masterId, name, photo }, { language }) => {
      const words = texts(language);
      const userId = ctx.from?.id;
      if (ctx.from === undefined || userId === undefined || !mayShow(desk, userId, masterId))
        return { ok: false, message: words.t('not-allowed-now') };
      const tx = await ctx.durable.tx();
      const at = new Date(desk.clock.nowMs());
      await setMasterPhoto(tx, masterId, photo ?? undefined, { at, by: userId });
      const entity = { kind: 'master', id: String(masterId) } as const;
      const by = { userId, name: shortName(ctx.from) };
      await auditMoney(tx, { action: 'master.photo_set', entity, after: { hasPhoto: photo !== null }, by, at });
      if (photo !== null) takeInLater(ctx, { masterId });
      return { ok: true, card: { html: words.t('master-photo-done', { name, shown: photo === null ? 0 : 1 }) } };
    },
    texts: {
      title: (language) => texts(language).plain('master-photo-title'),
      unfinished: (language) => texts(language).plain('form-unfinished'),
    },
  });
}

/** Who may say what a master looks like: they, and who keeps their profile. */
export function mayShow(desk: Desk, userId: number, masterId: number): boolean {
  const isOwn = userId === masterId && desk.roles.actorsOf(userId).includes('master');
  return isOwn || desk.roles.may(userId, 'manage_money');
}
