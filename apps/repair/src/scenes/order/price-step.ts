import type { Desk } from '../../desk.ts';
import { formatMoney } from '@durabot/kit';
import { escapeHtml } from '@durabot/runtime';
import { texts } from '../../texts.ts';
import type { OrderStep, OrderView } from './order-draft.ts';
import { longestNote, readPrice } from './read-price.ts';

/** 6: which price and conditions the client was told, if any. */
export function priceStep(desk: Desk): OrderStep<'price'> {
  return {
    name: 'price',
    field: 'price',
    optional: true,
    title: (language) => texts(language).plain('step-price'),
    prompt: ({ language }) => texts(language).t('step-price-prompt'),
    example: ({ language }) => texts(language).plain('step-price-example'),
    help: ({ language }) => `${texts(language).t('step-price-prompt')}\n${texts(language).t('dialog-help')}`,
    accepts: ['text'],
    parse: (input, view) => {
      const read = readPrice(input.kind === 'text' ? input.text : '');
      return read.ok ? read : { ok: false, message: refusal(read.reason, view.language) };
    },
    show: (price, { language }) => {
      const amount =
        price?.amountMinor === undefined ? [] : [formatMoney(price.amountMinor, desk.settings.currency, language)];
      return escapeHtml([...amount, ...(price?.note === undefined ? [] : [price.note])].join(', '));
    },
  };
}

function refusal(reason: 'negative' | 'too_large' | 'too_long', language: OrderView['language']): string {
  const words = texts(language);
  switch (reason) {
    case 'negative':
      return words.t('step-price-negative');
    case 'too_large':
      return words.t('step-price-large');
    case 'too_long':
      return words.t('step-price-long', { max: longestNote });
  }
}
