import { defineDialog, type Dialog } from '@durabot/runtime';
import type { Desk } from '../../desk.ts';
import type { PaymentInput } from '../../domain/decisions/finishing.ts';
import { takeInLater } from '../../files/take-in.ts';
import { listPriceItems } from '../../store/dispatch-store.ts';
import { addVisitPhotos } from '../../store/photo-store.ts';
import { texts } from '../../texts.ts';
import { completeForm } from './complete-form.ts';
import { ownFieldSteps, ownValuesOf } from '../own-fields.ts';
import { dueOf, fieldsOfReport, finishDraft, linesOf, type FinishDraft, type FinishEnv } from './finish-draft.ts';
import {
  debtStep,
  lineStep,
  mismatchStep,
  moreStep,
  payStep,
  photosStep,
  reviewCardStep,
  splitStep,
  uncheckedStep,
  warrantyStep,
} from './finish-steps.ts';
import { attachPhoto, placedStep, placeOf, pointedStep } from './photo-step.ts';
import { takenBy } from './refuse-form.ts';
import { draftLifeMs } from '../draft-life.ts';

/** More of them make a list that nobody reads. */
const shownPrices = 8;

/** The master's report: lines, money, pictures, warranty, and the card with all of it. */
export function finishDialog(desk: Desk): Dialog {
  const { currency } = desk.settings;
  return defineDialog<FinishDraft, FinishEnv>({
    name: 'order_finish',
    version: 1,
    expiresAfterMs: draftLifeMs,
    data: finishDraft,
    load: async (_, { data }) => ({
      prices: data.category === undefined ? [] : await listPriceItems(desk.db, data.category, shownPrices),
    }),
    steps: [
      lineStep(currency),
      moreStep(currency),
      payStep(currency),
      splitStep(currency),
      debtStep,
      photosStep,
      placedStep,
      pointedStep,
      warrantyStep,
      mismatchStep,
      reviewCardStep,
      ...ownFieldSteps(fieldsOfReport),
      uncheckedStep,
    ],
    attach: attachPhoto,
    review: ({ data, language }) => ({
      title: texts(language).t('form-review', { number: data.number ?? '', form: 'finish' }),
      confirm: texts(language).plain('finish-confirm'),
    }),
    complete: (ctx, data, { id, language }) =>
      completeForm(
        ctx,
        desk,
        data,
        language,
        async (tx, on) => {
          const about = { orderId: on.orderId, stage: 'after', at: on.at, by: on.actor.id } as const;
          takeInLater(ctx, await addVisitPhotos(tx, { ...about, ...placeOf(data) }, data.photos ?? []));
          return desk.orders.finish(tx, {
            ...on,
            lines: linesOf(data),
            payments: paymentsOf(data, { id, takenBy: takenBy(desk, on.actor.id) }),
            debtReason: data.debt,
            warrantyDays: data.warranty,
            mismatchReason: data.mismatch,
            hasReview: data.review === 'yes',
            fieldValues: ownValuesOf(data, fieldsOfReport(data)),
          });
        },
        {
          has_photos: 'photos',
          has_photos_before: 'photos',
          has_payment_or_debt_reason: 'pay',
          explains_mismatch: 'mismatch',
          has_amount: 'line',
        },
      ),
    texts: {
      title: (language) => texts(language).plain('finish-title'),
      unfinished: (language) => texts(language).plain('form-unfinished'),
    },
  });
}

function paymentsOf(
  data: FinishDraft,
  { id, takenBy: master }: { id: string; takenBy: number | undefined },
): PaymentInput[] {
  const parts = partsOf(data);
  return parts.map(({ way, amountMinor }, index) => ({
    kind: 'final',
    method: way,
    amountMinor,
    takenBy: way === 'cash' ? master : undefined,
    ...(data.pay === 'together' && data.together !== undefined ? { externalRef: data.together.number } : {}),
    idempotencyKey: `finish:${id}:${index + 1}`,
  }));
}

/** What is paid now. Lines may have changed after the way was chosen: then nothing may be left to pay. */
function partsOf(data: FinishDraft): NonNullable<FinishDraft['split']> {
  const amountMinor = dueOf(data);
  if (amountMinor <= 0) return [];
  switch (data.pay) {
    case undefined:
    case 'debt':
      return [];
    case 'split':
      return data.split ?? [];
    case 'together':
      return data.together === undefined ? [] : [{ way: data.together.way, amountMinor }];
    case 'cash':
    case 'card':
    case 'transfer':
      return [{ way: data.pay, amountMinor }];
  }
}
