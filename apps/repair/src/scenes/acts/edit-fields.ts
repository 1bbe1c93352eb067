import type { Choice, DialogInput, Language } from '@durabot/runtime';
import { escapeHtml } from '@durabot/runtime';
import { formatMoney } from '@durabot/kit';
import type { RepairSettings } from '../../config.ts';
import { categoryLabel, type CategoryId } from '../../domain/categories.ts';
import { formatWanted } from '../../domain/format-wanted.ts';
import { normaliseText } from '../../domain/normalise-text.ts';
import type { ChangeField, OrderChange } from '../../domain/order-change.ts';
import { orderChange } from '../../domain/order-change.ts';
import {
  readFieldValue,
  showFieldValue,
  typeName,
  type OrderType,
  type OwnField,
  type typeKeys,
} from '../../domain/order-type.ts';
import { phoneOf } from '../../domain/parse-phone.ts';
import { validateAddress } from '../../domain/validate-address.ts';
import { validateProblem } from '../../domain/validate-problem.ts';
import { texts } from '../../texts.ts';
import { fieldChoices } from '../own-fields.ts';
import { readCategory } from '../order/category-step.ts';
import { wantedOf } from '../order/order-draft.ts';
import { phoneIn } from '../order/order-env.ts';
import { longestName } from '../order/phone-step.ts';
import { readPrice } from '../order/read-price.ts';
import { readWhen, whenChoices } from '../order/when-step.ts';

/** What the questions about one field look at. */
export interface FieldView {
  readonly settings: RepairSettings;
  readonly nowMs: number;
  readonly language: Language;
  readonly categories: readonly CategoryId[];
  /** Of which types it may be. */
  readonly types: readonly OrderType[];
  /** Which of the order's own fields is changed. */
  readonly own?: OwnField | undefined;
  /** Who may own an order. */
  readonly desk: readonly { readonly id: number; readonly name: string }[];
  /** The company's parts of town. */
  readonly zones: readonly string[];
}

const priorities = [0, 1, 2, 3] as const;
const longestNotes = 1000;
const longestPart = 20;
/** Fields that may be empty. */
const mayBeEmpty: readonly ChangeField[] = ['zone', 'flat', 'floor', 'entrance', 'intercom', 'price', 'notes', 'own'];

/** The answers that are offered as buttons. */
export function changeChoices(field: ChangeField, view: FieldView): Choice<OrderChange>[] {
  const own = ownChoices(field, view);
  if (!mayBeEmpty.includes(field)) return own;
  const none = field === 'own' ? { key: view.own?.key, label: view.own?.label, value: null } : null;
  const empty = orderChange.safeParse({ field, value: none });
  const label = texts(view.language).plain('edit-clear');
  return empty.success ? [...own, { key: 'clear', label, value: empty.data }] : own;
}

function ownChoices(field: ChangeField, view: FieldView): Choice<OrderChange>[] {
  const { language, nowMs, settings } = view;
  switch (field) {
    case 'category':
      return view.categories.map((id) => ({
        key: id,
        label: categoryLabel({ kind: 'known', id }, language),
        value: { field, value: { kind: 'known', id } },
      }));
    case 'priority':
      return priorities.map((value) => ({
        key: String(value),
        label: texts(language).plain('edit-priority', { priority: value }),
        value: { field, value },
      }));
    case 'wanted':
      return whenChoices({ nowMs, language, zone: settings.zone }).flatMap(({ key, label, value }) =>
        value === undefined ? [] : [{ key, label, value: { field, value } }],
      );
    case 'zone':
      return view.zones.map((name, index) => ({ key: `z${index}`, label: name, value: { field, value: name } }));
    case 'owner':
      return view.desk.map(({ id, name }) => ({ key: `u${id}`, label: name, value: { field, value: { id, name } } }));
    case 'type':
      return view.types.map((type) => ({
        key: `t${type.id}`,
        label: typeName(type, language),
        value: { field, value: { id: type.id, ...namesOf(type) } },
      }));
    case 'own':
      return fieldChoices(view.own, language).flatMap(({ key, label, value }) =>
        value === undefined || view.own === undefined
          ? []
          : [{ key, label, value: { field, value: { key: view.own.key, label: view.own.label, value } } }],
      );
    case 'problem':
    case 'client':
    case 'phone':
    case 'address':
    case 'flat':
    case 'floor':
    case 'entrance':
    case 'intercom':
    case 'price':
    case 'notes':
      return [];
  }
}

/** A field's new value out of what was typed or sent; undefined when it is none. */
export function readField(field: ChangeField, input: DialogInput, view: FieldView): OrderChange | undefined {
  const { settings, nowMs, language } = view;
  const typed = input.kind === 'text' ? normaliseText(input.text) : '';
  switch (field) {
    case 'category': {
      const category = readCategory(typed);
      return category === undefined ? undefined : { field, value: category };
    }
    case 'problem': {
      const problem = validateProblem(typed);
      return problem.ok ? { field, value: problem.text } : undefined;
    }
    case 'client':
      return typed === '' || typed.length > longestName || !/\p{L}/u.test(typed) ? undefined : { field, value: typed };
    case 'phone': {
      const phone = phoneIn(input, { settings });
      return phone?.ok === true ? { field, value: phone.e164 } : undefined;
    }
    case 'address': {
      if (input.kind === 'location')
        return { field, value: { latitude: input.latitude, longitude: input.longitude, ...withText(input.address) } };
      const address = validateAddress(typed);
      return address.ok ? { field, value: { text: address.text } } : undefined;
    }
    case 'flat':
    case 'floor':
    case 'entrance':
    case 'intercom':
      return typed === '' || typed.length > longestPart ? undefined : { field, value: typed };
    case 'wanted': {
      const read = readWhen(input, { nowMs, language, zone: settings.zone });
      return read.ok ? { field, value: read.value } : undefined;
    }
    case 'price': {
      const price = readPrice(typed);
      return typed !== '' && price.ok ? { field, value: price.value } : undefined;
    }
    case 'notes':
      return typed === '' || typed.length > longestNotes ? undefined : { field, value: typed };
    case 'zone': {
      // A word of their own would be no zone of any master.
      const zone = view.zones.find((name) => name.toLowerCase() === typed.toLowerCase());
      return zone === undefined ? undefined : { field, value: zone };
    }
    case 'own': {
      const value = view.own === undefined ? undefined : readFieldValue(view.own, typed);
      if (view.own === undefined || value === undefined) return undefined;
      return { field, value: { key: view.own.key, label: view.own.label, value } };
    }
    case 'priority':
    case 'type':
    case 'owner':
      return undefined;
  }
}

function namesOf({ key, name }: OrderType): { key?: (typeof typeKeys)[number]; name?: string } {
  return { ...(key === undefined ? {} : { key }), ...(name === undefined ? {} : { name }) };
}

function withText(text: string | undefined): { text?: string } {
  return text === undefined ? {} : { text };
}

/** A value as people read it, Telegram HTML; a dash for none. */
export function showField(change: OrderChange, view: FieldView): string {
  const { language, nowMs, settings } = view;
  switch (change.field) {
    case 'category':
      return escapeHtml(categoryLabel(change.value, language));
    case 'phone':
      return escapeHtml(phoneOf(change.value).display);
    case 'address':
      return escapeHtml(change.value.text ?? `📍 ${texts(language).plain('card-pin')}`);
    case 'wanted':
      return escapeHtml(formatWanted(wantedOf(change.value), { zone: settings.zone, language, nowMs }));
    case 'priority':
      return escapeHtml(texts(language).plain('edit-priority', { priority: change.value }));
    case 'price': {
      const { amountMinor, note } = change.value ?? {};
      const amount = amountMinor === undefined ? undefined : formatMoney(amountMinor, settings.currency, language);
      return escapeHtml([amount, note].filter((part) => part !== undefined).join(', ') || '—');
    }
    case 'type':
      return escapeHtml(typeName({ key: change.value.key, name: change.value.name }, language));
    case 'own':
      return escapeHtml(change.value.value === null ? '—' : showFieldValue(change.value.value, language));
    case 'owner':
      return escapeHtml(change.value.name);
    case 'problem':
    case 'client':
    case 'zone':
    case 'flat':
    case 'floor':
    case 'entrance':
    case 'intercom':
    case 'notes':
      return escapeHtml(change.value ?? '—');
  }
}
