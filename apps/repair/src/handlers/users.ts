import type { ActionButton, ActionPress, Outcome } from '@durabot/kit';
import type { Tx } from '@durabot/postgres';
import { escapeHtml, languageOf } from '@durabot/runtime';
import { Composer } from 'grammy';
import type { InlineKeyboardMarkup } from 'grammy/types';
import { z } from 'zod';
import { audit } from '../audit.ts';
import type { Desk, RepairContext } from '../desk.ts';
import { menuWords } from '../menu.ts';
import { type Role, roleNames } from '../roles.ts';
import { findPerson, listPeople, listVisitors, type Person } from '../store/person-store.ts';
import { Html, texts, type Texts } from '../texts.ts';
import { skillsFace } from './master-profile.ts';
import { takeOn } from './masters.ts';

/** More buttons would make a list that nobody reads; anybody else is found by `/users <id>`. */
const mostListed = 30;
const mostVisitors = 10;

const roleKeys = { admin: 'role-admin', dispatcher: 'role-dispatcher', master: 'role-master' } as const;
const kinds = { list: 'users.list', show: 'user.show', role: 'user.role' } as const;

const showParams = z.object({ userId: z.number() });
const roleParams = z.object({ userId: z.number(), role: z.enum(roleNames), on: z.boolean() });

interface Card {
  readonly html: string;
  readonly reply_markup: InlineKeyboardMarkup;
}

/** `/users`: who has which role, and buttons that give and take them. */
export function users(desk: Desk): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  const privately = composer.chatType('private');
  privately.command(['users', 'roles'], (ctx) => sendUsers(ctx, desk, ctx.match));
  privately.hears([...menuWords['menu-users']], (ctx) => sendUsers(ctx, desk, ''));
  const { actions } = desk;
  actions.define({
    kind: kinds.list,
    params: z.unknown(),
    run: (ctx) => turnTo(ctx, (tx) => listCard(desk, tx, ctx.words)),
  });
  actions.define({
    kind: kinds.show,
    params: showParams,
    run: (ctx, { params }) => turnTo(ctx, (tx) => userCard(desk, tx, ctx.words, params.userId)),
  });
  actions.define({ kind: kinds.role, params: roleParams, run: (ctx, press) => changeRole(desk, ctx, press) });
  return composer;
}

async function sendUsers(ctx: RepairContext, desk: Desk, typed: string): Promise<void> {
  if (ctx.from === undefined || !desk.roles.may(ctx.from.id, 'manage_roles')) {
    await ctx.reply(ctx.words.t('not-allowed-now'), { parse_mode: 'HTML' });
    return;
  }
  const tx = await ctx.durable.tx();
  const asked = Number(typed.trim());
  const isId = Number.isSafeInteger(asked) && asked > 0;
  const card = isId ? await userCard(desk, tx, ctx.words, asked) : await listCard(desk, tx, ctx.words);
  await ctx.reply(card.html, { parse_mode: 'HTML', reply_markup: card.reply_markup });
}

/** Shows another card in the message of the button. */
async function turnTo(ctx: RepairContext, draw: (tx: Tx) => Promise<Card>): Promise<Outcome> {
  const { html, reply_markup } = await draw(await ctx.durable.tx());
  await ctx.editMessageText(html, { parse_mode: 'HTML', reply_markup });
  return { kind: 'applied', toast: false };
}

async function changeRole(
  desk: Desk,
  ctx: RepairContext,
  { params: { userId, role, on }, by, at }: ActionPress<z.output<typeof roleParams>>,
): Promise<Outcome> {
  const { words } = ctx;
  const tx = await ctx.durable.tx();
  const { kind } = on
    ? await desk.roles.grants.grant(tx, { userId, role, by: by.userId })
    : await desk.roles.grants.revoke(tx, { userId, role });
  if (kind === 'fixed_by_settings') return { kind: 'not_allowed_now', reason: words.plain('user-role-fixed') };
  if (kind === 'last_holder') return { kind: 'not_allowed_now', reason: words.plain('user-role-last') };
  await turnTo(ctx, () => userCard(desk, tx, words, userId));
  // Somebody else has done it since the card was drawn.
  if (kind === 'had_it' || kind === 'had_it_not') return { kind: 'stale_but_compatible' };
  await auditRole(tx, { on, role, userId, by, at });
  await tellOfRoles(desk, ctx, tx, userId);
  if (role === 'master' && on) await askTrades(desk, ctx, tx, userId);
  return { kind: 'applied' };
}

async function auditRole(
  tx: Tx,
  { on, role, userId, by, at }: { on: boolean; role: Role; userId: number; by: ActionPress<unknown>['by']; at: Date },
): Promise<void> {
  const roles = { roles: [role] };
  await audit(tx, {
    at,
    by,
    action: on ? 'role.granted' : 'role.revoked',
    entity: { kind: 'user', id: userId },
    ...(on ? { after: roles } : { before: roles }),
  });
}

/** A new master is in the books at once, and whoever made them one says what they can do. */
async function askTrades(desk: Desk, ctx: RepairContext, tx: Tx, userId: number): Promise<void> {
  const name = nameOf(userId, await findPerson(tx, userId));
  await takeOn(desk, tx, { masterId: userId, name });
  const face = await skillsFace(ctx, desk, tx, userId);
  if (face === undefined) return;
  const inline_keyboard = await desk.actions.keyboard(tx, face.rows);
  await ctx.reply(face.html, { parse_mode: 'HTML', reply_markup: { inline_keyboard } });
}

/** Somebody who has never opened the bot cannot be written to; they read it when they do. */
async function tellOfRoles(desk: Desk, ctx: RepairContext, tx: Tx, userId: number): Promise<void> {
  const person = await findPerson(tx, userId);
  if (person === undefined || userId === ctx.from?.id) return;
  const words = texts(person.language ?? languageOf(person.languageCode));
  const roles = await desk.roles.grants.rolesOf(tx, userId);
  const text = roles.length === 0 ? words.t('roles-gone') : words.t('roles-changed', { roles: namesOf(roles, words) });
  ctx.durable.send({
    method: 'sendMessage',
    payload: { chat_id: userId, text, parse_mode: 'HTML' },
    class: 'notification',
  });
}

async function listCard(desk: Desk, tx: Tx, words: Texts): Promise<Card> {
  const holders = desk.roles.people();
  const known = new Map((await listPeople(tx, holders)).map((person) => [person.userId, person]));
  const visitors = await listVisitors(tx, { except: holders, limit: mostVisitors });
  const staff = holders.map((userId) => ({
    userId,
    name: nameOf(userId, known.get(userId)),
    roles: desk.roles.rolesOf(userId),
  }));
  const listed = [
    ...staff,
    ...visitors.map((person) => ({ userId: person.userId, name: nameOf(person.userId, person), roles: [] as const })),
  ].slice(0, mostListed);
  const lines = listed.map(({ name, roles }) => {
    const what = roles.length === 0 ? words.t('users-no-role') : namesOf(roles, words);
    return `• ${escapeHtml(name)}: ${what}`;
  });
  const buttons = listed.map(({ userId, name }) => button(kinds.show, name, userId, { userId }));
  return {
    html: [`<b>${words.t('users-title')}</b>`, '', ...lines, '', words.t('users-hint')].join('\n'),
    reply_markup: { inline_keyboard: await desk.actions.keyboard(tx, inPairs(buttons)) },
  };
}

async function userCard(desk: Desk, tx: Tx, words: Texts, userId: number): Promise<Card> {
  const person = await findPerson(tx, userId);
  const roles = await desk.roles.grants.rolesOf(tx, userId);
  const rows = roleNames.map((role) => {
    const has = roles.includes(role);
    const name = words.plain(roleKeys[role]);
    return [button(kinds.role, has ? `✅ ${name}` : `➕ ${name}`, userId, { userId, role, on: !has })];
  });
  const back = button(kinds.list, words.plain('users-back'), userId, {});
  const name = new Html(`<b>${escapeHtml(nameOf(userId, person))}</b>`);
  const what = roles.length === 0 ? words.plain('users-no-role') : namesOf(roles, words);
  const lines = [words.t('user-card', { name, id: String(userId), roles: what })];
  if (person === undefined) lines.push(words.t('user-unknown'));
  return {
    html: lines.join('\n\n'),
    reply_markup: { inline_keyboard: await desk.actions.keyboard(tx, [...rows, [back]]) },
  };
}

function button(kind: string, text: string, userId: number, params: unknown): ActionButton {
  return { kind, text, entity: 'user', entityId: String(userId), params, scope: { roles: ['admin'] } };
}

function nameOf(userId: number, person: Person | undefined): string {
  if (person === undefined) return `ID ${userId}`;
  return [person.firstName, person.lastName].filter((part) => part !== undefined).join(' ');
}

function namesOf(roles: readonly Role[], words: Texts): string {
  return roles.map((role) => words.plain(roleKeys[role])).join(', ');
}

function inPairs<T>(all: readonly T[]): T[][] {
  const rows: T[][] = [];
  for (let at = 0; at < all.length; at += 2) rows.push(all.slice(at, at + 2));
  return rows;
}
