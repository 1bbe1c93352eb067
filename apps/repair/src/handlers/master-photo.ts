import type { ActionButton } from '@durabot/kit';
import type { Dialog, Dialogs } from '@durabot/runtime';
import { z } from 'zod';
import type { Desk } from '../desk.ts';
import { mayShow } from '../scenes/money/photo-form.ts';
import { findMasterById } from '../store/master-store.ts';

const photoKind = 'master.photo';

/** The button that asks for a master's photo, for whom `scope` names. */
export function photoButton(masterId: number, text: string, scope: NonNullable<ActionButton['scope']>): ActionButton {
  return { kind: photoKind, text, entity: 'master_profile', entityId: String(masterId), params: {}, scope };
}

/** `📷`: from the master's shift, and from their profile. */
export function masterPhoto(desk: Desk, dialogs: Dialogs, dialog: Dialog): void {
  desk.actions.define({
    kind: photoKind,
    params: z.unknown(),
    run: async (ctx, { entityId, by }) => {
      const master = await findMasterById(await ctx.durable.tx(), Number(entityId));
      if (master === undefined) return { kind: 'expired' };
      if (!mayShow(desk, by.userId, master.userId))
        return { kind: 'not_allowed_now', reason: ctx.words.plain('not-allowed-now') };
      const values = { masterId: master.userId, name: master.name };
      await dialogs.prefill(ctx, dialog, { values, guessed: [], note: '' });
      return { kind: 'applied', toast: false };
    },
  });
}
