import { defineDialog, type Dialog } from '@durabot/runtime';
import type { Desk } from '../../desk.ts';
import { listPriceItems } from '../../store/dispatch-store.ts';
import { texts } from '../../texts.ts';
import { completeForm } from './complete-form.ts';
import { linesDraft, linesOf, type FinishEnv, type LinesDraft } from './finish-draft.ts';
import { lineStep, moreStep, total } from './finish-steps.ts';
import { draftLifeMs } from '../draft-life.ts';

/** More of them would not be read. */
const shownPrices = 12;

/** What the work would cost: lines of work and parts, their sum, and then the client is asked. */
export function estimateDialog(desk: Desk): Dialog {
  const { currency } = desk.settings;
  return defineDialog<LinesDraft, FinishEnv>({
    name: 'order_estimate',
    version: 1,
    expiresAfterMs: draftLifeMs,
    data: linesDraft,
    load: async (_, { data }) => ({
      prices: data.category === undefined ? [] : await listPriceItems(desk.db, data.category, shownPrices),
    }),
    steps: [lineStep(currency), moreStep(currency)],
    review: (view) => ({
      title: texts(view.language).t('form-review', { number: view.data.number ?? '', form: 'estimate' }),
      footer: total(view, currency),
      confirm: texts(view.language).plain('estimate-confirm'),
    }),
    complete: (ctx, data, { language }) =>
      completeForm(
        ctx,
        desk,
        data,
        language,
        (tx, on) => desk.orders.sendEstimate(tx, { ...on, lines: linesOf(data) }),
        { estimate_has_lines: 'line' },
      ),
    texts: {
      title: (language) => texts(language).plain('estimate-title'),
      unfinished: (language) => texts(language).plain('form-unfinished'),
    },
  });
}
