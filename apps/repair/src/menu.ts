import { Keyboard } from 'grammy';
import type { ReplyKeyboardMarkup, ReplyKeyboardRemove } from 'grammy/types';
import type { Role, RolesNow } from './roles.ts';
import { inAllLanguages, type Texts } from './texts.ts';

/** The menu's buttons in their order, by the text that names them, and whose they are; everybody's where nobody is named. */
const menu = [
  { key: 'menu-create', roles: ['admin', 'dispatcher'] },
  { key: 'menu-orders', roles: ['admin', 'dispatcher'] },
  { key: 'menu-board', roles: ['admin', 'dispatcher'] },
  { key: 'menu-search', roles: ['admin', 'dispatcher'] },
  { key: 'menu-masters', roles: ['admin', 'dispatcher'] },
  { key: 'menu-reports', roles: ['admin', 'dispatcher', 'master'] },
  { key: 'menu-users', roles: ['admin'] },
  { key: 'menu-settings', roles: ['admin'] },
  { key: 'menu-my', roles: ['master'] },
  { key: 'menu-shift', roles: ['master'] },
  { key: 'menu-help' },
  { key: 'menu-language' },
] as const satisfies readonly { readonly key: string; readonly roles?: readonly Role[] }[];

export type MenuKey = (typeof menu)[number]['key'];

const buttonsPerRow = 2;

/** The words of a menu button in every language: a person may press one drawn before they changed theirs. */
export const menuWords: Readonly<Record<MenuKey, readonly string[]>> = {
  'menu-create': inAllLanguages('menu-create'),
  'menu-orders': inAllLanguages('menu-orders'),
  'menu-board': inAllLanguages('menu-board'),
  'menu-search': inAllLanguages('menu-search'),
  'menu-masters': inAllLanguages('menu-masters'),
  'menu-reports': inAllLanguages('menu-reports'),
  'menu-settings': inAllLanguages('menu-settings'),
  'menu-users': inAllLanguages('menu-users'),
  'menu-my': inAllLanguages('menu-my'),
  'menu-shift': inAllLanguages('menu-shift'),
  'menu-help': inAllLanguages('menu-help'),
  'menu-language': inAllLanguages('menu-language'),
};

/** Whether a message is a press on the menu. A press comes as a message with the button's words. */
export function isMenuPress(text: string | undefined): boolean {
  return text !== undefined && menu.some(({ key }) => menuWords[key].includes(text));
}

/** The menu of everything that any of a person's roles may do; none for strangers. */
export function menuFor(roles: RolesNow, userId: number, words: Texts): ReplyKeyboardMarkup | ReplyKeyboardRemove {
  const own = roles.rolesOf(userId);
  if (own.length === 0) return { remove_keyboard: true };
  const shown = menu.filter((button) => !('roles' in button) || button.roles.some((role) => own.includes(role)));
  const keyboard = new Keyboard();
  shown.forEach(({ key }, index) => {
    if (index > 0 && index % buttonsPerRow === 0) keyboard.row();
    keyboard.text(words.plain(key));
  });
  return keyboard.resized().persistent();
}
