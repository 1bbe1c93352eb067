import { createBlobFiles, type ActionPress, type Outcome } from '@durabot/kit';
import type { Attempt, RefusalContext } from '@durabot/runtime';
import { InputFile } from 'grammy';
import { z } from 'zod';
import { orderActions } from '../cards/order-kinds.ts';
import { viewerOf } from '../cards/order-viewer.ts';
import type { Desk, RepairContext } from '../desk.ts';
import { mapUrl } from '../domain/map-url.ts';
import { findKeptHash } from '../store/kept-file-store.ts';
import { findCase } from '../store/load-case.ts';
import { findOrder } from '../store/order-store.ts';
import { listOrderPhotos, listOrderVoices } from '../store/photo-store.ts';

/** Telegram takes no more in one album. */
const albumSize = 10;
const refusalName = 'repair.photos';

/** One message: a photo, a file or a voice, or several of a kind as an album. */
const shown = z.object({
  chatId: z.number(),
  topicId: z.number().optional(),
  files: z.array(
    z.object({
      holder: z.enum(['visit', 'order']),
      seq: z.number(),
      kind: z.enum(['photo', 'document', 'voice']),
      fileId: z.string(),
      caption: z.string(),
    }),
  ),
});
type Shown = z.infer<typeof shown>;
type ShownFile = Shown['files'][number];

/** `📷 Фото`: the photos of an order again, as albums: as it came, before, after; then what was said. */
export function orderPhotos(desk: Desk): void {
  desk.actions.define({
    kind: orderActions.photos,
    params: z.unknown(),
    run: (ctx, press) => showPhotos(ctx, desk, press),
  });
}

async function showPhotos(ctx: RepairContext, desk: Desk, press: ActionPress<unknown>): Promise<Outcome> {
  const refused: Outcome = { kind: 'not_allowed_now', reason: ctx.words.plain('refusal', { reason: 'not_yours' }) };
  if (ctx.chat === undefined) return refused;
  const tx = await ctx.durable.tx();
  const orderId = Number(press.entityId);
  const [order, one] = [await findOrder(tx, orderId), await findCase(tx, orderId)];
  if (order === undefined || one === undefined) return { kind: 'expired' };
  const viewer = { chatId: ctx.chat.id, userId: ctx.chat.type === 'private' ? press.by.userId : undefined };
  const who = await viewerOf(tx, desk, { order, state: one.order, viewer, at: press.at });
  if (who === undefined || (!who.isDesk && !who.isOwnMaster)) return refused;
  const message = ctx.callbackQuery?.message;
  const topicId = message?.is_topic_message === true ? message.message_thread_id : undefined;
  const to = { chatId: ctx.chat.id, ...(topicId === undefined ? {} : { topicId }) };
  const photos = await listOrderPhotos(tx, orderId);
  for (const stage of ['order', 'before', 'after'] as const) {
    let title: string | undefined = ctx.words.plain('photos-of', { number: order.number, stage });
    for (const kind of ['photo', 'document'] as const) {
      const own = photos.filter((photo) => photo.stage === stage && photo.kind === kind);
      for (let from = 0; from < own.length; from += albumSize) {
        const files = own.slice(from, from + albumSize).map(({ holder, seq, fileId, caption, place }, index) => {
          const link = place === undefined ? undefined : `📍 ${mapUrl(place)}`;
          const lines = [index === 0 ? title : undefined, caption, link].filter((line) => line !== undefined);
          return { holder, seq, kind, fileId, caption: lines.join('\n') };
        });
        sendById(ctx.durable, { ...to, files });
        title = undefined;
      }
    }
  }
  for (const { seq, fileId } of await listOrderVoices(tx, orderId))
    sendById(ctx.durable, { ...to, files: [{ holder: 'order', seq, kind: 'voice', fileId, caption: order.number }] });
  return { kind: 'applied', toast: false };
}

/** By Telegram's own ids, which costs nothing; where it knows one no more, the bytes that were kept go in their place. */
function sendById(durable: Attempt, one: Shown): void {
  const { method, payload } = messageOf(one, ({ fileId }) => fileId);
  durable.send({ method, payload, class: 'reply', onRefused: { name: refusalName, payload: one } });
}

function messageOf(
  { chatId, topicId, files }: Shown,
  mediaOf: (file: ShownFile) => string,
): { readonly method: string; readonly payload: Record<string, unknown> } {
  const to = { chat_id: chatId, ...(topicId === undefined ? {} : { message_thread_id: topicId }) };
  const [first] = files;
  if (first === undefined || files.length > 1) {
    const media = files.map((file) => ({ type: file.kind, media: mediaOf(file), caption: file.caption }));
    return { method: 'sendMediaGroup', payload: { ...to, media } };
  }
  const { kind, caption } = first;
  const method = { photo: 'sendPhoto', document: 'sendDocument', voice: 'sendVoice' }[kind];
  return { method, payload: { ...to, [kind]: mediaOf(first), caption } };
}

/** For the bot's definition: photos whose ids Telegram refused are uploaded from what was kept. */
export function photoRefusals(desk: Desk): Record<string, (ctx: RefusalContext) => Promise<void>> {
  return {
    [refusalName]: async (ctx) => {
      if (ctx.refusal.code !== 'UNREACHABLE') await upload(ctx, desk, shown.parse(ctx.refusal.payload));
    },
  };
}

async function upload({ api, durable }: RefusalContext, desk: Desk, { chatId, topicId, files }: Shown): Promise<void> {
  const tx = await durable.tx();
  const blobs = createBlobFiles(desk.filesDir);
  const kept: { readonly file: ShownFile; readonly input: InputFile }[] = [];
  for (const file of files) {
    const hash = await findKeptHash(tx, file);
    if (hash === undefined || !(await blobs.has(hash))) continue;
    kept.push({ file, input: new InputFile(await blobs.read(hash), nameOf(file)) });
  }
  const thread = topicId === undefined ? {} : { message_thread_id: topicId };
  const [first] = kept;
  if (first === undefined) return;
  if (kept.length > 1) {
    const all = kept.map(({ file, input }) => ({ media: input, caption: file.caption }));
    if (first.file.kind === 'document')
      await api.sendMediaGroup(
        chatId,
        all.map((one) => ({ type: 'document', ...one })),
        thread,
      );
    else
      await api.sendMediaGroup(
        chatId,
        all.map((one) => ({ type: 'photo', ...one })),
        thread,
      );
    return;
  }
  const other = { caption: first.file.caption, ...thread };
  switch (first.file.kind) {
    case 'photo':
      await api.sendPhoto(chatId, first.input, other);
      break;
    case 'document':
      await api.sendDocument(chatId, first.input, other);
      break;
    case 'voice':
      await api.sendVoice(chatId, first.input, other);
  }
}

function nameOf({ kind, seq }: ShownFile): string {
  return `${seq}.${kind === 'voice' ? 'ogg' : 'jpg'}`;
}
