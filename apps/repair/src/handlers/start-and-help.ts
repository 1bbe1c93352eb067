import { Composer } from 'grammy';
import { showOwnCommands } from '../commands.ts';
import type { Desk, RepairContext } from '../desk.ts';
import { menuFor, menuWords } from '../menu.ts';
import { Html, type Texts } from '../texts.ts';
import type { Role } from '../roles.ts';

/** `/start`, `/help` and their menu button: who you are here and what you can do. */
export function startAndHelp(desk: Desk): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  const privately = composer.chatType('private');
  privately.command('start', async (ctx) => {
    await sendWelcome(ctx, desk);
    await showOwnCommands(ctx, desk.roles, ctx.language);
  });
  privately.command('help', (ctx) => sendHelp(ctx, desk));
  privately.hears([...menuWords['menu-help']], (ctx) => sendHelp(ctx, desk));
  return composer;
}

async function sendWelcome(ctx: RepairContext, desk: Desk): Promise<void> {
  if (ctx.from === undefined) return;
  const { words } = ctx;
  const name = ctx.from.first_name;
  const roles = desk.roles.rolesOf(ctx.from.id);
  const reply_markup = menuFor(desk.roles, ctx.from.id, words);
  if (roles.length === 0) {
    await ctx.reply(words.t('start-unknown', { name, id: String(ctx.from.id) }), { parse_mode: 'HTML', reply_markup });
    return;
  }
  const key = desk.roles.may(ctx.from.id, 'create_order') ? 'start-desk' : 'start-master';
  await ctx.reply(words.t(key, { name, roles: new Html(rolesLine(roles, words)) }), {
    parse_mode: 'HTML',
    reply_markup,
  });
}

async function sendHelp(ctx: RepairContext, desk: Desk): Promise<void> {
  if (ctx.from === undefined) return;
  const { words } = ctx;
  if (desk.roles.rolesOf(ctx.from.id).length === 0) return sendWelcome(ctx, desk);
  const key = desk.roles.may(ctx.from.id, 'create_order') ? 'help-desk' : 'help-master';
  await ctx.reply(words.t(key), { parse_mode: 'HTML', reply_markup: menuFor(desk.roles, ctx.from.id, words) });
}

const roleKeys = { admin: 'role-admin', dispatcher: 'role-dispatcher', master: 'role-master' } as const;

function rolesLine(roles: readonly Role[], words: Texts): string {
  const names = roles.map((role) => words.plain(roleKeys[role])).join(', ');
  return words.t(roles.length === 1 ? 'role-line' : 'roles-line', { roles: names });
}
