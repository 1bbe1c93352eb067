import type { Desk } from '../../desk.ts';
import { phoneOf } from '../../domain/parse-phone.ts';
import type { KnownClient } from '../../store/client-store.ts';
import { escapeHtml } from '@durabot/runtime';
import { texts } from '../../texts.ts';
import type { SlotDraft } from '../own-fields.ts';
import { slotsAfter } from './client-step.ts';
import type { OrderDraft, OrderStep, OrderView } from './order-draft.ts';
import { phoneIn, recentKey } from './order-env.ts';
import { similarOf } from './similar-orders.ts';

/** As long as the database takes. */
export const longestName = 200;

/** 3: the client's phone, typed with or without a name, as a contact, or one of the last. */
export function phoneStep(desk: Desk): OrderStep<'phone'> {
  return {
    name: 'phone',
    field: 'phone',
    title: (language) => texts(language).plain('step-phone'),
    prompt: ({ language }) => texts(language).t('step-phone-prompt'),
    example: ({ language }) => texts(language).plain('step-phone-example'),
    help: ({ language }) => `${texts(language).t('step-phone-prompt')}\n${texts(language).t('dialog-help')}`,
    accepts: ['text', 'contact', 'choice'],
    columns: 1,
    choices: ({ env, language }) =>
      env.recentClients.map((client) => {
        const last4 = client.phone.slice(-4);
        const tail = `${last4.slice(0, 2)}-${last4.slice(2)}`;
        const name = client.name ?? texts(language).plain('client-unnamed');
        return { key: recentKey(client), label: texts(language).plain('step-phone-recent', { tail, name }) };
      }),
    parse: (input, view) => {
      if (input.kind === 'choice') {
        const recent = view.env.recentClients.find((client) => recentKey(client) === input.key);
        return recent === undefined ? notFound('none', view) : accepted(recent.phone, recent.name, view);
      }
      const phone = phoneIn(input, desk);
      if (phone === undefined) return notFound('none', view);
      if (!phone.ok) return notFound(phone.reason, view);
      const name = input.kind === 'contact' ? [input.firstName, input.lastName].join(' ').trim() : phone.rest;
      return accepted(phone.e164, nameIn(name), view);
    },
    show: ({ e164, name }) =>
      escapeHtml(name === undefined ? phoneOf(e164).display : `${phoneOf(e164).display}, ${name}`),
  };
}

function accepted(
  e164: string,
  name: string | undefined,
  { env, data }: OrderView,
): { ok: true; value: OrderDraft['phone']; also: Also } {
  const shownName = name ?? env.client?.name;
  const value = { e164, ...(shownName === undefined ? {} : { name: shownName }) };
  // Another phone is another client: whether the order goes back to an earlier one has to be asked anew.
  const relation = data.phone?.e164 === e164 ? {} : { relation: undefined, ...slotsAfter(data.relation, undefined) };
  const known = knownOf(env.client);
  const similar = data.phone?.e164 === e164 ? {} : { similar: similarOf(env.similar, known), anyway: undefined };
  return { ok: true, value, also: { known, ...relation, ...similar } };
}

type Also = {
  [Field in 'known' | 'relation' | 'similar' | 'anyway' | keyof SlotDraft]?: OrderDraft[Field] | undefined;
};

export function knownOf(client: KnownClient | undefined): OrderDraft['known'] {
  return client?.lastOrder === undefined ? undefined : { clientId: client.id, lastOrderId: client.lastOrder.id };
}

/** What stood beside a number is a name if it looks like one: a few words of letters, no house and no time. */
function nameIn(rest: string | undefined): string | undefined {
  if (rest === undefined || rest.length > longestName || /\d/.test(rest)) return undefined;
  return /^\p{L}[\p{L}\p{M}.'’ -]*$/u.test(rest) && rest.split(' ').length <= 4 ? rest : undefined;
}

function notFound(reason: 'none' | 'invalid', { language }: OrderView): { ok: false; message: string } {
  const words = texts(language);
  const example = words.t('for-example', { example: words.plain('step-phone-example') });
  return { ok: false, message: `${words.t(`step-phone-${reason}`)}\n<i>${example}</i>` };
}
