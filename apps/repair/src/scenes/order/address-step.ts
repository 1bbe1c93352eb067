import { shorten } from '@durabot/runtime';
import { validateAddress } from '../../domain/validate-address.ts';
import { longestText } from '../../domain/validate-problem.ts';
import type { Address } from '../../store/client-store.ts';
import { escapeHtml, texts } from '../../texts.ts';
import type { OrderDraft, OrderStep, OrderView } from './order-draft.ts';

/** 4: where to go: one of the client's places, words, or a point on the map. */
export const addressStep: OrderStep<'address'> = {
  name: 'address',
  field: 'address',
  title: (language) => texts(language).plain('step-address'),
  prompt: ({ language }) => texts(language).t('step-address-prompt'),
  example: ({ language }) => texts(language).plain('step-address-example'),
  help: ({ language }) => `${texts(language).t('step-address-prompt')}\n${texts(language).t('dialog-help')}`,
  accepts: ['text', 'location', 'choice'],
  columns: 1,
  choices: ({ env, language }) =>
    env.addresses.map((address) => ({
      key: `a${address.id}`,
      label: shorten(address.text ?? `📍 ${texts(language).plain('card-pin')}`, 48),
      value: draftAddress(address),
    })),
  parse: (input, view) => {
    if (input.kind === 'location') {
      const { latitude, longitude } = input;
      const text = [input.title, input.address].filter((part) => part !== undefined).join(', ');
      return { ok: true, value: { latitude, longitude, ...(text === '' ? {} : { text: text.slice(0, longestText) }) } };
    }
    return readAddress(input.kind === 'text' ? input.text : '', view);
  },
  show: (address, { language }) => {
    const pin = address.latitude === undefined ? [] : [`📍 ${texts(language).plain('card-pin')}`];
    return escapeHtml([...(address.text === undefined ? [] : [address.text]), ...pin].join(', '));
  },
};

function readAddress(
  typed: string,
  { language }: OrderView,
): { ok: true; value: OrderDraft['address'] } | { ok: false; message: string } {
  const words = texts(language);
  const validated = validateAddress(typed);
  if (validated.ok) return { ok: true, value: { text: validated.text } };
  const example = `<i>${escapeHtml(words.plain('step-address-example'))}</i>`;
  switch (validated.reason) {
    case 'too_short':
      return { ok: false, message: `${words.t('step-address-short')} ${example}` };
    case 'too_long':
      return { ok: false, message: words.t('step-address-long', { max: longestText }) };
    case 'no_digit':
      return { ok: false, message: `${words.t('step-address-no-digit')} ${example}` };
  }
}

function draftAddress({ text, latitude, longitude }: Address): OrderDraft['address'] {
  return {
    ...(text === undefined ? {} : { text }),
    ...(latitude === undefined || longitude === undefined ? {} : { latitude, longitude }),
  };
}
