import { describe, expect, test } from 'vitest';
import { menuFor } from './menu.ts';
import { fixedRoles } from '@durabot/kit';
import { roleDefinitions, rolesIn } from './roles.ts';
import { texts } from './texts.ts';

const settings = { adminIds: [1], dispatcherIds: [1, 2], masterIds: [2, 3] };
const roles = rolesIn(() => fixedRoles(roleDefinitions(settings)));

describe('roles', () => {
  test('are several for one person', () => {
    expect(roles.rolesOf(1)).toEqual(['admin', 'dispatcher']);
    expect(roles.rolesOf(2)).toEqual(['dispatcher', 'master']);
    expect(roles.rolesOf(3)).toEqual(['master']);
    expect(roles.rolesOf(4)).toEqual([]);
  });

  test('allow what any of them allows', () => {
    expect([1, 2, 3, 4].map((id) => roles.may(id, 'create_order'))).toEqual([true, true, false, false]);
    expect([1, 2, 3, 4].map((id) => roles.may(id, 'see_orders'))).toEqual([true, true, false, false]);
  });

  test('tell the desk each person once', () => {
    expect(roles.desk()).toEqual([1, 2]);
  });

  test("show a client's phone to admins and to the dispatcher who took the order", () => {
    expect([1, 2, 3, 4].map((id) => roles.seesPhone(id, { dispatcherId: 2 }))).toEqual([true, true, false, false]);
    expect(roles.seesPhone(2, { dispatcherId: 1 })).toBe(false);
    // Once a dispatcher, no longer one.
    expect(roles.seesPhone(4, { dispatcherId: 4 })).toBe(false);
  });
});

describe('the menu', () => {
  test('shows what the roles allow, and nothing to strangers', () => {
    const desk = ['➕ New order', '📋 Orders', '📊 Board', '🔎 Search', '👷 Masters', '📈 Reports'];
    expect(buttons(1)).toEqual([...desk, '👥 People', '⚙️ Settings', '❓ Help', '🌐 Language']);
    // A dispatcher who is a master, too.
    expect(buttons(2)).toEqual([...desk, '🧰 My orders', '🟢 Shift', '❓ Help', '🌐 Language']);
    expect(buttons(3)).toEqual(['📈 Reports', '🧰 My orders', '🟢 Shift', '❓ Help', '🌐 Language']);
    expect(buttons(4)).toEqual({ remove_keyboard: true });
  });
});

/** What the menu of this person has, row by row. */
function buttons(userId: number): unknown {
  const menu = menuFor(roles, userId, texts('en'));
  if (!('keyboard' in menu)) return menu;
  return menu.keyboard.flat().map((button) => (typeof button === 'string' ? button : button.text));
}
