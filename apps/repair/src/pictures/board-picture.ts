import { chartPng, formatDay, formatTime, formatWhen, type Chart } from '@durabot/kit';
import type { Language } from '@durabot/runtime';
import type { Desk } from '../desk.ts';
import { categoryLabel } from '../domain/categories.ts';
import { countBoard } from '../store/board-store.ts';
import { listBoardCards, type BoardCard } from '../store/day-store.ts';
import { toOrderCategory } from '../store/order-row.ts';
import { texts } from '../texts.ts';

const statuses = ['new', 'offering', 'assigned', 'in_progress', 'on_hold', 'work_done'] as const;
const perStatus = 6;

/** The board as it stands: what is open by state, what is overdue marked; no client on it. */
export async function boardPicture(desk: Pick<Desk, 'db' | 'clock' | 'settings'>, language: Language): Promise<Buffer> {
  const nowMs = desk.clock.nowMs();
  const at = new Date(nowMs);
  const words = texts(language);
  const { byStatus, overdue } = await countBoard(desk.db, at);
  const cards = await listBoardCards(desk.db, at, perStatus);
  const style = { zone: desk.settings.zone, language, nowMs };
  const chart: Chart = {
    kind: 'columns',
    columns: statuses.map((status) => ({
      title: words.plain('board-column', { status }),
      count: byStatus.get(status) ?? 0,
      cards: cards.filter((card) => card.status === status).map((card) => cardOf(card, language, style)),
    })),
  };
  return chartPng(chart, {
    title: words.plain('board-picture-title'),
    subtitle: words.plain('board-picture-at', { when: formatWhen(at, style), overdue }),
    language,
  });
}

function cardOf(
  card: BoardCard,
  language: Language,
  style: { readonly zone: string; readonly language: Language; readonly nowMs: number },
): { title: string; line: string; isUrgent: boolean } {
  const device = categoryLabel(toOrderCategory(card.category, card.categoryText ?? null), language);
  const isToday = formatDay(card.wantedFrom, style) === formatDay(new Date(style.nowMs), style);
  const when = isToday ? formatTime(card.wantedFrom, style) : formatDay(card.wantedFrom, style);
  return {
    title: `${Number(card.number.split('-')[2] ?? 0)} · ${when}`,
    line: card.masterName ?? device,
    isUrgent: card.isOverdue,
  };
}
