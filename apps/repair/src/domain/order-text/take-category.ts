import type { CategoryId, OrderCategory } from '../categories.ts';
import { guess, missing, sure, wordEnd, wordStart, type Reading } from './piece.ts';

/** How each category is called within a longer text; `sure` names the appliance, `guess` may mean something else too. */
const words: readonly [id: CategoryId, sure: string, guess?: string][] = [
  ['dishwasher', String.raw`посудомо\p{L}*(?:\s+машин\p{L}*)?|посудоми\p{L}*(?:\s+машин\p{L}*)?|пмм|dish\s?washer`],
  ['dryer', String.raw`сушильн\p{L}*(?:\s+машин\p{L}*)?|сушилк\p{L}*|сушарк\p{L}*|(?:tumble\s+)?dr[iy]er`],
  [
    'washing_machine',
    String.raw`стиральн\p{L}*(?:\s+машин\p{L}*)?|стиралк\p{L}*|стиралочк\p{L}*|пральн\p{L}*(?:\s+машин\p{L}*)?|пралк\p{L}*|washing\s+machine|washer`,
    String.raw`машинк\p{L}*`,
  ],
  [
    'refrigerator',
    String.raw`холодильник\p{L}*|холодос\p{L}*|fridge|refrigerator|морозилк\p{L}*|морозильн\p{L}*|freezer`,
  ],
  ['water_heater', String.raw`водонагрев\p{L}*|водонагрів\p{L}*|бойлер\p{L}*|колонк\p{L}*|water\s+heater|boiler`],
  [
    'coffee_machine',
    String.raw`кофемашин\p{L}*|кофеварк\p{L}*|кавомашин\p{L}*|кавоварк\p{L}*|(?:coffee|espresso)\s+(?:machine|maker)`,
  ],
  [
    'oven',
    String.raw`духовк\p{L}*|духов\p{L}*\s+шкаф\p{L}*|варочн\p{L}*(?:\s+панел\p{L}*)?|варильн\p{L}*(?:\s+поверхн\p{L}*)?|электроплит\p{L}*|електроплит\p{L}*|плит[аыуіи]|stove|cooker|hob|oven`,
  ],
  ['tv', String.raw`телевизор\p{L}*|телевізор\p{L}*|телек|телик|tv(?:\s+set)?|television`, 'тв'],
  [
    'plumbing',
    String.raw`сантехник\p{L}*|сантехнік\p{L}*|смесител\p{L}*|змішувач\p{L}*|унитаз\p{L}*|унітаз\p{L}*|plumber|plumbing|toilet|tap|faucet`,
    String.raw`кран\p{L}{0,2}|труб[аыуиі]|sink|раковин\p{L}*`,
  ],
  [
    'electrics',
    String.raw`электрик\p{L}*|електрик\p{L}*|розетк\p{L}*|проводк\p{L}*|electrician|wiring|socket`,
    String.raw`электрич\p{L}*|електрич\p{L}*|lights?|выключател\p{L}*|вимикач\p{L}*`,
  ],
];

/** Appliances that are repaired too, but have no category of their own. */
const others = String.raw`микроволнов\p{L}*|мікрохвильов\p{L}*|пылесос\p{L}*|пилосос\p{L}*|кондиционер\p{L}*|кондиціонер\p{L}*|вытяжк\p{L}*|витяжк\p{L}*|чайник\p{L}*|мультиварк\p{L}*|утюг\p{L}*|праск[аиу]|ноутбук\p{L}*|компьютер\p{L}*|комп'ютер\p{L}*|microwave|vacuum(?:\s+cleaner)?|air\s+conditioner|kettle|laptop|iron`;

/** An appliance at the beginning of what is wrong with it: the category says it already. */
export const appliance = new RegExp(
  `^(?:${[...words.map(([, surely]) => surely), others].join('|')})${wordEnd}[\\s,:.-]*`,
  'iu',
);

interface Named {
  readonly category: OrderCategory;
  readonly isSure: boolean;
  readonly at: number;
}

/** The appliance that a text names; of several the first, which then is a guess. The text keeps it. */
export function readCategory(text: string): Reading<OrderCategory> {
  const lower = text.toLowerCase().replaceAll('ё', 'е');
  const named: Named[] = [];
  let hidden = lower;
  const look = (pattern: string, category: (match: string) => OrderCategory, isSure: boolean): void => {
    const match = new RegExp(`${wordStart}(?:${pattern})${wordEnd}`, 'u').exec(hidden);
    if (match === null) return;
    named.push({ category: category(match[0]), isSure, at: match.index });
    // "Dishwasher" and "посудомоечная машина" must not be found a second time as something smaller.
    hidden = hidden.slice(0, match.index) + ' '.repeat(match[0].length) + hidden.slice(match.index + match[0].length);
  };
  for (const [id, surely] of words) look(surely, () => ({ kind: 'known', id }), true);
  look(others, (called) => ({ kind: 'other', text: called }), true);
  // "Течет кран у холодильника": a word that alone means little says nothing beside an appliance.
  if (named.length === 0) {
    for (const [id, , perhaps] of words) if (perhaps !== undefined) look(perhaps, () => ({ kind: 'known', id }), false);
  }
  const [first, second] = named.toSorted((one, other) => one.at - other.at);
  if (first === undefined) return missing;
  return first.isSure && second === undefined ? sure(first.category) : guess(first.category);
}
