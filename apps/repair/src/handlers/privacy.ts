import type { Outcome } from '@durabot/kit';
import { requestErasure } from '@durabot/kit';
import { Composer, InputFile } from 'grammy';
import { z } from 'zod';
import { clientActions } from '../cards/client-kinds.ts';
import type { Desk, RepairContext } from '../desk.ts';
import { countKept, readClientData } from '../privacy/client-data.ts';
import { eraseJob, retention } from '../privacy/privacy-jobs.ts';
import { listFollowedOrders } from '../store/client-link-store.ts';

/** A question about forgetting is of no use tomorrow. */
const choiceLifeMs = 3_600_000;

/** `/privacy`: what is kept of a client, for how long, a copy to take along, and forgetting all of it. */
export function privacy(desk: Desk): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  composer.chatType('private').command('privacy', (ctx) => tell(ctx, desk));
  const { actions } = desk;
  actions.define({ kind: clientActions.takeHome, params: z.unknown(), run: (ctx) => takeHome(ctx) });
  actions.define({ kind: clientActions.eraseAsk, params: z.unknown(), run: (ctx) => askFirst(ctx, desk) });
  actions.define({
    kind: clientActions.erase,
    params: z.unknown(),
    run: (ctx, press) => forget(ctx, press.idempotencyKey, press.at),
  });
  return composer;
}

async function tell(ctx: RepairContext, desk: Desk): Promise<void> {
  const userId = ctx.from?.id ?? 0;
  const tx = await ctx.durable.tx();
  const { clientIds, orders, addresses, phones } = await countKept(tx, userId);
  const { clientMonths, pictureMonths } = retention;
  if (clientIds.length === 0) {
    await ctx.reply(ctx.words.t('privacy-nothing'), { parse_mode: 'HTML' });
    return;
  }
  const about = { entity: 'client_privacy', entityId: String(userId), scope: { userIds: [userId] }, params: {} };
  const inline_keyboard = await desk.actions.keyboard(tx, [
    [{ ...about, kind: clientActions.takeHome, text: ctx.words.plain('button-privacy-take') }],
    [{ ...about, kind: clientActions.eraseAsk, text: ctx.words.plain('button-privacy-erase') }],
  ]);
  await ctx.reply(ctx.words.t('privacy-kept', { orders, addresses, phones, clientMonths, pictureMonths }), {
    parse_mode: 'HTML',
    reply_markup: { inline_keyboard },
  });
}

/** Small enough to be read at once, so it comes with the answer to the press. */
async function takeHome(ctx: RepairContext): Promise<Outcome> {
  if (ctx.from === undefined) return { kind: 'expired' };
  const data = await readClientData(await ctx.durable.tx(), ctx.from.id);
  const bytes = Buffer.from(`${JSON.stringify(data, undefined, 2)}\n`);
  await ctx.replyWithDocument(new InputFile(bytes, 'my-data.json'), { caption: ctx.words.plain('privacy-file') });
  return { kind: 'applied', toast: false };
}

async function askFirst(ctx: RepairContext, desk: Desk): Promise<Outcome> {
  const userId = ctx.from?.id ?? 0;
  const tx = await ctx.durable.tx();
  const { openOrders } = await countKept(tx, userId);
  if (openOrders > 0) return { kind: 'not_allowed_now', reason: ctx.words.plain('privacy-open-orders') };
  const scope = { userIds: [userId] };
  const text = ctx.words.plain('button-privacy-sure');
  const about = { entity: 'client_privacy', entityId: String(userId), expiresAfterMs: choiceLifeMs };
  const inline_keyboard = await desk.actions.keyboard(tx, [
    [{ ...about, scope, kind: clientActions.erase, text, params: {}, singleUse: true }],
  ]);
  await ctx.reply(ctx.words.t('privacy-sure'), { parse_mode: 'HTML', reply_markup: { inline_keyboard } });
  return { kind: 'applied', toast: false };
}

async function forget(ctx: RepairContext, key: string, at: Date): Promise<Outcome> {
  const userId = ctx.from?.id ?? 0;
  const tx = await ctx.durable.tx();
  const { clientIds, openOrders } = await countKept(tx, userId);
  if (openOrders > 0) return { kind: 'not_allowed_now', reason: ctx.words.plain('privacy-open-orders') };
  if (clientIds.length === 0) return { kind: 'expired' };
  const runIds: string[] = [];
  for (const clientId of clientIds) {
    const id = await requestErasure(tx, {
      id: `${key}:${clientId}`,
      product: 'repair',
      tenant: 'main',
      subject: String(clientId),
      actor: { kind: 'client', id: String(clientId) },
      via: 'bot',
      at,
    });
    runIds.push(id);
  }
  const orderIds = (await listFollowedOrders(tx, userId)).map(({ orderId }) => orderId);
  ctx.durable.jobs.add(eraseJob({ runIds, orderIds, language: ctx.language }));
  await ctx.editMessageText(ctx.words.t('privacy-begun'), { parse_mode: 'HTML' });
  return { kind: 'applied', toast: false };
}
