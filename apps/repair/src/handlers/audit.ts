import { formatWhen, listAudit, verifyAudit, type ActionButton, type AuditEntry, type Outcome } from '@durabot/kit';
import { escapeHtml } from '@durabot/runtime';
import { Composer } from 'grammy';
import { z } from 'zod';
import { auditActions, auditChain } from '../audit.ts';
import type { Desk, RepairContext } from '../desk.ts';
import { categoryLabel, isCategoryId } from '../domain/categories.ts';
import type { CardStyle } from '../domain/order-card.ts';
import { findPeopleByName, findPerson } from '../store/person-store.ts';
import { findOrder, listOrdersByNumber } from '../store/order-store.ts';
import { texts } from '../texts.ts';
import { argumentOf } from './order-of-number.ts';
import { onlyWith } from './permission.ts';

const pageSize = 10;
const pageKind = 'audit.page';
/** A Telegram id is longer than any number of an order that somebody says. */
const shortestUserId = 7;

const filter = z.object({ orderId: z.number().optional(), userId: z.number().optional() });
type Filter = z.infer<typeof filter>;

/** `/audit`, `/audit <number>`, `/audit <person>`: who did what that is looked into afterwards, and whether it is whole. */
export function auditTrail(desk: Desk): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  composer.chatType('private').command(
    'audit',
    onlyWith(desk, 'manage_roles', async (ctx) => {
      const of = await filterOf(desk, argumentOf(ctx).trim());
      if (of === undefined) await ctx.reply(ctx.words.t('audit-nobody'), { parse_mode: 'HTML' });
      else await show(ctx, desk, of, undefined);
    }),
  );
  desk.actions.define({
    kind: pageKind,
    params: z.object({ filter, before: z.number() }),
    run: async (ctx, { params }): Promise<Outcome> => {
      if (ctx.from === undefined || !desk.roles.may(ctx.from.id, 'manage_roles'))
        return { kind: 'not_allowed_now', reason: ctx.words.plain('not-allowed-now') };
      await show(ctx, desk, params.filter, params.before);
      return { kind: 'applied', toast: false };
    },
  });
  return composer;
}

/** An order's number, a person's id or name; nothing for everything; undefined for what is none of them. */
async function filterOf(desk: Desk, typed: string): Promise<Filter | undefined> {
  if (typed === '') return {};
  if (/^\d+$/.test(typed) && typed.length >= shortestUserId) return { userId: Number(typed) };
  const [order] = await listOrdersByNumber(desk.db, typed, 'with_deleted');
  if (order !== undefined) return { orderId: order.id };
  const [person] = await findPeopleByName(desk.db, typed.replace(/^@/, ''), 1);
  return person === undefined ? undefined : { userId: person.userId };
}

async function show(ctx: RepairContext, desk: Desk, of: Filter, before: number | undefined): Promise<void> {
  const { words, language } = ctx;
  const style = { language, zone: desk.settings.zone, nowMs: desk.clock.nowMs() };
  const { entries, next } = await listAudit(desk.db, {
    ...auditChain,
    ...(of.orderId === undefined ? {} : { entity: { kind: 'order', id: String(of.orderId) } }),
    ...(of.userId === undefined ? {} : { actorId: String(of.userId) }),
    page: { size: pageSize, ...(before === undefined ? {} : { before }) },
  });
  const lines: string[] = [];
  for (const entry of entries) lines.push(await auditLine(desk, entry, style));
  const html = [
    words.t('audit-title'),
    // The whole chain is computed anew; once, not for every page.
    ...(before === undefined ? [await verdict(ctx, desk)] : []),
    ...(lines.length === 0 ? [words.t('audit-empty')] : lines),
  ].join('\n\n');
  const older: ActionButton[] =
    next === undefined
      ? []
      : [
          {
            kind: pageKind,
            text: words.plain('orders-older'),
            entity: 'audit',
            entityId: 'page',
            params: { filter: of, before: next },
            scope: { roles: ['admin'] },
          },
        ];
  const inline_keyboard = await desk.actions.keyboard(await ctx.durable.tx(), older.length === 0 ? [] : [older]);
  const other = { parse_mode: 'HTML', reply_markup: { inline_keyboard } } as const;
  if (before === undefined) await ctx.reply(html, other);
  else await ctx.editMessageText(html, other);
}

async function verdict({ words }: RepairContext, desk: Desk): Promise<string> {
  const found = await verifyAudit(desk.db, auditChain);
  return found.kind === 'ok'
    ? words.t('audit-whole', { count: found.count, hash: found.headHash.slice(0, 12) })
    : words.t('audit-broken', { seq: found.seq, because: found.because });
}

async function auditLine(desk: Desk, entry: AuditEntry, style: CardStyle): Promise<string> {
  const words = texts(style.language);
  const known = auditActions.find((action) => action === entry.action);
  const what =
    known === undefined ? escapeHtml(entry.action) : words.t('audit-action', { action: known.replace('.', '_') });
  const { kind, id } = entry.entity;
  const number = kind === 'order' ? (await findOrder(desk.db, Number(id)))?.number : undefined;
  const who = escapeHtml(entry.actor.name ?? words.plain('history-system'));
  const of = escapeHtml(number ?? (await entityName(desk, kind, id, style)));
  const more = [entry.before, entry.after]
    .flatMap((fields) => Object.values(fields ?? {}))
    .map((value) => (typeof value === 'boolean' ? (value ? '✅' : '▫️') : [value].flat().join(', ')))
    .filter((value) => value !== '[hidden]');
  const tail = more.length === 0 ? '' : `: ${escapeHtml(more.join(', '))}`;
  return `<i>${entry.seq} · ${formatWhen(entry.at, style)} · ${who} · ${entry.via}</i>\n<b>${what}</b> ${of}${tail}`;
}

/** What an entry is about, in words. */
async function entityName(desk: Desk, kind: string, id: string, { language }: CardStyle): Promise<string> {
  if (kind === 'retention') return texts(language).plain('audit-files');
  if (kind === 'category' && isCategoryId(id)) return categoryLabel({ kind: 'known', id }, language);
  const person = kind === 'user' ? await findPerson(desk.db, Number(id)) : undefined;
  return person?.firstName ?? `${kind} ${id}`;
}
