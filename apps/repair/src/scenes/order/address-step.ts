import { shorten, type DialogInput, escapeHtml } from '@durabot/runtime';
import { validateAddress } from '../../domain/validate-address.ts';
import { longestText } from '../../domain/validate-problem.ts';
import type { Address } from '../../store/client-store.ts';
import { texts } from '../../texts.ts';
import { typeOfDraft, type OrderDraft, type OrderStep, type OrderView } from './order-draft.ts';
import { similarOf } from './similar-orders.ts';

/** 4: where to go: one of the client's places, words, or a point on the map. */
export const addressStep: OrderStep<'address'> = {
  name: 'address',
  field: 'address',
  // What comes to the workshop needs no way to it.
  when: (draft) => typeOfDraft(draft)?.place !== 'workshop',
  title: (language) => texts(language).plain('step-address'),
  prompt: ({ language }) => texts(language).t('step-address-prompt'),
  example: ({ language }) => texts(language).plain('step-address-example'),
  help: ({ language }) => `${texts(language).t('step-address-prompt')}\n${texts(language).t('dialog-help')}`,
  accepts: ['text', 'location', 'choice'],
  columns: 1,
  choices: ({ env, language }) =>
    env.addresses.map((address) => ({
      key: savedKey(address),
      label: shorten(address.text ?? `📍 ${texts(language).plain('card-pin')}`, 48),
    })),
  parse: (input, view) => {
    const address = addressIn(input, view.env.addresses);
    if (address === undefined) return refused(input.kind === 'text' ? input.text : '', view.language);
    return { ok: true, value: address, also: alsoSimilar(view) };
  },
  show: (address, { language }) => {
    if (address === undefined) return '—';
    const pin = address.latitude === undefined ? [] : [`📍 ${texts(language).plain('card-pin')}`];
    return escapeHtml([...(address.text === undefined ? [] : [address.text]), ...pin].join(', '));
  },
};

/** The address in an answer, if there is one. */
export function addressIn(input: DialogInput, saved: readonly Address[]): OrderDraft['address'] | undefined {
  if (input.kind === 'choice') {
    const chosen = saved.find((address) => savedKey(address) === input.key);
    return chosen === undefined ? undefined : draftAddress(chosen);
  }
  if (input.kind === 'location') {
    const { latitude, longitude } = input;
    const text = [input.title, input.address].filter((part) => part !== undefined).join(', ');
    return { latitude, longitude, ...(text === '' ? {} : { text: text.slice(0, longestText) }) };
  }
  const validated = validateAddress(input.kind === 'text' ? input.text : '');
  return validated.ok ? { text: validated.text } : undefined;
}

/** A warning that was given with the phone stands: the dispatcher has decided, and is not asked a second time. */
function alsoSimilar({ data, env }: OrderView): { similar?: OrderDraft['similar'] | undefined; anyway?: undefined } {
  if (data.similar?.asked === 'client') return {};
  const similar = similarOf(env.similar, undefined);
  return data.similar?.orderId === similar?.orderId ? {} : { similar, anyway: undefined };
}

function savedKey({ id }: Address): string {
  return `a${id}`;
}

function refused(typed: string, language: OrderView['language']): { ok: false; message: string } {
  const words = texts(language);
  const validated = validateAddress(typed);
  const reason = validated.ok ? 'too_short' : validated.reason;
  const example = `<i>${words.t('for-example', { example: words.plain('step-address-example') })}</i>`;
  switch (reason) {
    case 'too_short':
      return { ok: false, message: `${words.t('step-address-short')}\n${example}` };
    case 'too_long':
      return { ok: false, message: words.t('step-address-long', { max: longestText }) };
    case 'no_digit':
      return { ok: false, message: `${words.t('step-address-no-digit')}\n${example}` };
  }
}

function draftAddress({ text, latitude, longitude }: Address): OrderDraft['address'] {
  return {
    ...(text === undefined ? {} : { text }),
    ...(latitude === undefined || longitude === undefined ? {} : { latitude, longitude }),
  };
}
