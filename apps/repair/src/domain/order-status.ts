import type { Language } from '@durabot/runtime';

/** Where an order stands. */
export const orderStatuses = [
  'new',
  'offering',
  'assigned',
  'in_progress',
  'on_hold',
  'work_done',
  'closed',
  'refused',
  'cancelled',
] as const;

export type OrderStatus = (typeof orderStatuses)[number];

export type Actor = 'dispatcher' | 'admin' | 'master' | 'client' | 'system';

export interface Transition {
  /** Undefined for the beginning of an order. */
  readonly from: OrderStatus | undefined;
  readonly event: string;
  readonly to: OrderStatus;
  readonly who: readonly Actor[];
}

const move = (from: OrderStatus | undefined, event: string, to: OrderStatus, ...who: Actor[]): Transition => ({
  from,
  event,
  to,
  who,
});

/** Every legal change of an order. What is not here does not happen. */
export const transitions: readonly Transition[] = [
  move(undefined, 'submit', 'new', 'dispatcher', 'admin', 'client'),
  move('new', 'offer', 'offering', 'dispatcher', 'system'),
  move('offering', 'accept', 'assigned', 'master', 'dispatcher'),
  move('offering', 'offers_ended', 'new', 'system'),
  move('new', 'assign', 'assigned', 'dispatcher'),
  move('assigned', 'start_visit', 'in_progress', 'master', 'dispatcher'),
  move('assigned', 'release', 'new', 'master', 'dispatcher', 'admin'),
  move('in_progress', 'release', 'new', 'master', 'dispatcher', 'admin'),
  move('assigned', 'hold', 'on_hold', 'master', 'dispatcher'),
  move('in_progress', 'hold', 'on_hold', 'master', 'dispatcher'),
  move('on_hold', 'resume_assigned', 'assigned', 'master', 'dispatcher', 'system'),
  move('on_hold', 'resume_in_progress', 'in_progress', 'master', 'dispatcher', 'client', 'system'),
  move('on_hold', 'resume_new', 'new', 'master', 'dispatcher', 'system'),
  move('in_progress', 'finish', 'work_done', 'master'),
  move('work_done', 'close', 'closed', 'dispatcher', 'admin', 'system'),
  move('work_done', 'return', 'in_progress', 'dispatcher'),
  ...(['new', 'offering', 'assigned', 'in_progress', 'on_hold'] as const).map((from) =>
    move(from, 'refuse', 'refused', 'master', 'dispatcher', 'client'),
  ),
  ...(['new', 'offering', 'assigned', 'on_hold'] as const).map((from) =>
    move(from, 'cancel', 'cancelled', 'dispatcher', 'admin', 'client'),
  ),
  move('closed', 'reopen', 'in_progress', 'admin'),
];

export type TransitionResult =
  | { readonly ok: true; readonly to: OrderStatus }
  | {
      readonly ok: false;
      readonly kind: 'illegal_transition';
      readonly from: OrderStatus | undefined;
      readonly event: string;
    };

/** Where `event` leads from `from` when one of `actors` causes it. */
export function transition(from: OrderStatus | undefined, event: string, actors: readonly Actor[]): TransitionResult {
  const found = transitions.find(
    (one) => one.from === from && one.event === event && one.who.some((actor) => actors.includes(actor)),
  );
  return found === undefined ? { ok: false, kind: 'illegal_transition', from, event } : { ok: true, to: found.to };
}

const labels: Readonly<Record<OrderStatus, { emoji: string; name: Readonly<Record<Language, string>> }>> = {
  new: { emoji: '🆕', name: { ru: 'Новая', uk: 'Нова', en: 'New' } },
  offering: { emoji: '📣', name: { ru: 'Предложена', uk: 'Запропонована', en: 'Offered' } },
  assigned: { emoji: '👷', name: { ru: 'Принята мастером', uk: 'Прийнята майстром', en: 'Assigned' } },
  in_progress: { emoji: '🛠', name: { ru: 'На объекте', uk: 'На об’єкті', en: 'In progress' } },
  on_hold: { emoji: '⏸', name: { ru: 'Отложена', uk: 'Відкладена', en: 'On hold' } },
  work_done: { emoji: '🏁', name: { ru: 'Работа сделана', uk: 'Роботу виконано', en: 'Work done' } },
  closed: { emoji: '✅', name: { ru: 'Завершена', uk: 'Завершена', en: 'Closed' } },
  refused: { emoji: '🙅', name: { ru: 'Отказ', uk: 'Відмова', en: 'Refused' } },
  cancelled: { emoji: '✖️', name: { ru: 'Отменена', uk: 'Скасована', en: 'Cancelled' } },
};

/** Emoji and word, as a status is always shown. */
export function statusLabel(status: OrderStatus, language: Language): string {
  const label = labels[status];
  return `${label.emoji} ${label.name[language]}`;
}
