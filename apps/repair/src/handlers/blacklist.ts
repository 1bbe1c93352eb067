import type { ActionButton, ActionPress, Outcome } from '@durabot/kit';
import { formatWhen } from '@durabot/kit';
import type { Dialogs } from '@durabot/runtime';
import { Composer } from 'grammy';
import { z } from 'zod';
import { audit } from '../audit.ts';
import { orderActions } from '../cards/order-kinds.ts';
import type { Desk, RepairContext } from '../desk.ts';
import { maskPhone } from '../domain/mask-phone.ts';
import type { OrderFormDialogs } from '../scenes/acts/order-forms.ts';
import { listBlacklist } from '../store/blacklist-store.ts';
import { unblacklist } from '../use-cases/blacklist.ts';
import { openForm } from './order-actions.ts';
import { argumentOf, onOrderOf } from './order-of-number.ts';
import { onlyWith } from './permission.ts';

const mostListed = 20;
const offKind = 'client.unblacklist';

/** `/blacklist` and `/blacklist <number>`: clients who are not served, and the client of an order among them. */
export function blacklist(desk: Desk, dialogs: Dialogs, forms: OrderFormDialogs): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  composer.chatType('private').command(
    'blacklist',
    onlyWith(desk, 'see_orders', async (ctx) => {
      const typed = argumentOf(ctx);
      if (typed.trim() === '') return show(ctx, desk);
      await onOrderOf(ctx, desk, typed, {
        kind: orderActions.form,
        params: { form: 'blacklist' },
        run: async ({ id }) => {
          await openForm(ctx, desk, dialogs, forms, { entityId: String(id) }, 'blacklist');
        },
      });
    }),
  );
  desk.actions.define({ kind: offKind, params: z.unknown(), run: (ctx, press) => takeOff(ctx, desk, press) });
  return composer;
}

async function show(ctx: RepairContext, desk: Desk): Promise<void> {
  const { words, language } = ctx;
  const style = { language, zone: desk.settings.zone, nowMs: desk.clock.nowMs() };
  const clients = await listBlacklist(desk.db, mostListed);
  const isAdmin = ctx.from !== undefined && desk.roles.may(ctx.from.id, 'manage_roles');
  const rows = clients.map(({ clientId, name, phone }): ActionButton[] => [
    {
      kind: offKind,
      text: words.plain('blacklist-off', { name: name ?? maskPhone(phone) }),
      entity: 'client',
      entityId: String(clientId),
      params: {},
      scope: { roles: ['admin'] },
    },
  ]);
  const inline_keyboard = await desk.actions.keyboard(await ctx.durable.tx(), isAdmin ? rows : []);
  const lines = clients.map(({ name, phone, reason, byName, at }) =>
    words.t('blacklist-line', {
      name: name ?? words.plain('client-unnamed'),
      phone: maskPhone(phone),
      reason,
      by: byName,
      when: formatWhen(at, style),
    }),
  );
  const html = [words.t(clients.length === 0 ? 'blacklist-empty' : 'blacklist-title'), ...lines].join('\n\n');
  await ctx.reply(html, { parse_mode: 'HTML', reply_markup: { inline_keyboard } });
}

async function takeOff(ctx: RepairContext, desk: Desk, { entityId, by, at }: ActionPress<unknown>): Promise<Outcome> {
  const tx = await ctx.durable.tx();
  const clientId = Number(entityId);
  const done = await unblacklist(tx, { clientId, roles: desk.roles.actorsOf(by.userId) });
  if (done === 'not_yours') return { kind: 'not_allowed_now', reason: ctx.words.plain('not-allowed-now') };
  if (done === 'already') return { kind: 'already_applied_by_me' };
  await audit(tx, { at, by, action: 'client.unblacklisted', entity: { kind: 'client', id: clientId } });
  return { kind: 'applied' };
}
