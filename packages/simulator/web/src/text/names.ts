import type { Chat, Dialog, User } from '../api/types.ts';

export function nameOf(person: Pick<User, 'first_name' | 'last_name'>): string {
  return person.last_name ? `${person.first_name} ${person.last_name}` : person.first_name;
}

function chatTitle(chat: Chat): string {
  if (chat.title) return chat.title;
  return nameOf({
    first_name: chat.first_name ?? String(chat.id),
    ...(chat.last_name ? { last_name: chat.last_name } : {}),
  });
}

export function dialogTitle(dialog: Dialog): string {
  return dialog.bot ? dialog.bot.first_name : chatTitle(dialog.chat);
}

/** Up to two first letters of a title, whole characters and not halves of them. */
export function initialsOf(title: string): string {
  const words = title.split(/\s+/u).map((word) => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? '');
  const letters = words.filter((letter) => letter !== '');
  const [first = firstCharacter(title.trim()) ?? '?'] = letters;
  const last = letters.length > 1 ? letters.at(-1) : '';
  return `${first}${last ?? ''}`.toLocaleUpperCase();
}

function firstCharacter(text: string): string | undefined {
  for (const { segment } of new Intl.Segmenter().segment(text)) return segment;
  return undefined;
}

/** Number of colours an avatar can have; the style sheet defines each. */
export const AVATAR_COLORS = 7;

/** Always the same colour for the same id, negative ones of groups included. */
export function colorOf(id: number): number {
  return Math.abs(id) % AVATAR_COLORS;
}

export function sizeLabel(bytes: number, language: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power === 0 ? 0 : 1,
  }).format(bytes / 1024 ** power);
}
