import type { Language } from '@durabot/runtime';
import type { OrderStatus } from './machines/order-machine.ts';

const labels: Readonly<Record<OrderStatus, { emoji: string; name: Readonly<Record<Language, string>> }>> = {
  draft: { emoji: '✏️', name: { ru: 'Черновик', uk: 'Чернетка', en: 'Draft' } },
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
