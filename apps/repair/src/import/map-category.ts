import { cutText } from './read-cell.ts';
import { matchCategory, type CategoryId, type OrderCategory } from '../domain/categories.ts';

/** The beginnings of the words that the earlier bot's menus used, also in the plural. */
const beginnings: readonly (readonly [pattern: RegExp, id: CategoryId])[] = [
  [/(?:^|\s)стирал/u, 'washing_machine'],
  [/(?:^|\s)(?:холодил|морозил)/u, 'refrigerator'],
  [/(?:^|\s)посудом/u, 'dishwasher'],
  [/(?:^|\s)(?:духов|плит|варочн|электроплит)/u, 'oven'],
  [/(?:^|\s)сушил/u, 'dryer'],
  [/(?:^|\s)(?:водонагрев|бойлер)/u, 'water_heater'],
  [/(?:^|\s)кофе/u, 'coffee_machine'],
  [/(?:^|\s)(?:тв|телевиз)/u, 'tv'],
  [/(?:^|\s)сантех/u, 'plumbing'],
  [/(?:^|\s)электрик/u, 'electrics'],
];

/** The category of an appliance type; what none of ours is keeps its own words. */
export function mapCategory(type: string | undefined): OrderCategory {
  if (type === undefined) return { kind: 'other', text: '—' };
  const id = categoryOf(type);
  return id === undefined ? { kind: 'other', text: cutText(type, 100).trim() } : { kind: 'known', id };
}

/** The categories of a master's specialisation: "стиральные машины, холодильники". */
export function mapSpecialization(text: string | undefined): CategoryId[] {
  const parts = (text ?? '').split(/[,;/\n]|(?<=\s)и(?=\s)/u);
  return [...new Set(parts.map((part) => categoryOf(part.trim())).filter((id) => id !== undefined))];
}

function categoryOf(text: string): CategoryId | undefined {
  const plain = text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[^\p{L}\p{N}\s]/gu, ' ')
    .trim();
  return beginnings.find(([pattern]) => pattern.test(plain))?.[1] ?? matchCategory(text)?.id;
}
