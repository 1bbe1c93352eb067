import { Keyboard } from 'grammy';
import type { ReplyKeyboardMarkup, ReplyKeyboardRemove } from 'grammy/types';
import type { RolesNow } from './roles.ts';
import { inAllLanguages, type Texts } from './texts.ts';

/** The menu's buttons by the text that names them. A press comes as a message with the button's words. */
const menuKeys = ['menu-create', 'menu-orders', 'menu-help', 'menu-language'] as const;

export type MenuKey = (typeof menuKeys)[number];

/** The words of a menu button in every language: a person may press one drawn before they changed theirs. */
export const menuWords: Readonly<Record<MenuKey, readonly string[]>> = {
  'menu-create': inAllLanguages('menu-create'),
  'menu-orders': inAllLanguages('menu-orders'),
  'menu-help': inAllLanguages('menu-help'),
  'menu-language': inAllLanguages('menu-language'),
};

/** Whether a message is a press on the menu. */
export function isMenuPress(text: string | undefined): boolean {
  return text !== undefined && menuKeys.some((key) => menuWords[key].includes(text));
}

/** The menu of everything that any of a person's roles may do; none for strangers. */
export function menuFor(roles: RolesNow, userId: number, words: Texts): ReplyKeyboardMarkup | ReplyKeyboardRemove {
  if (roles.rolesOf(userId).length === 0) return { remove_keyboard: true };
  const keyboard = new Keyboard();
  if (roles.may(userId, 'create_order')) keyboard.text(words.plain('menu-create'));
  if (roles.may(userId, 'see_orders')) keyboard.text(words.plain('menu-orders'));
  return keyboard.row().text(words.plain('menu-help')).text(words.plain('menu-language')).resized().persistent();
}
