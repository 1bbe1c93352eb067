import type { Desk } from '../../desk.ts';
import { texts } from '../../texts.ts';
import type { OrderStep } from './order-draft.ts';
import { openKey, similarCard, similarLine } from './similar-orders.ts';

/** 4, second half: an open order of another phone is for the same address and category; is this really another one? */
export function duplicateStep(desk: Pick<Desk, 'settings'>): OrderStep<'anyway'> {
  return {
    name: 'duplicate',
    field: 'anyway',
    partOf: 'address',
    when: ({ similar }) => similar?.asked === 'duplicate',
    title: (language) => texts(language).plain('step-duplicate'),
    prompt: (view) => {
      const prompt = texts(view.language).t('step-duplicate-prompt');
      const line = similarLine(view);
      return line === undefined ? prompt : `${line}\n\n${prompt}`;
    },
    help: ({ language }) => `${texts(language).t('step-duplicate-prompt')}\n${texts(language).t('dialog-help')}`,
    accepts: ['choice'],
    choices: ({ language }) => [
      { key: openKey, label: texts(language).plain('step-similar-open') },
      { key: 'anyway', label: texts(language).plain('step-similar-anyway'), value: true },
    ],
    // The only choice without a value is the one that shows the other order.
    parse: (_input, view) => ({ ok: false, message: similarCard(view, desk) }),
    show: (_anyway, { language }) => texts(language).t('step-duplicate-anyway'),
  };
}
