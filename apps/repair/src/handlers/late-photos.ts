import { Composer } from 'grammy';
import type { Message } from 'grammy/types';
import type { Desk, RepairContext } from '../desk.ts';
import { takeInLater } from '../files/take-in.ts';
import { limits } from '../domain/sla.ts';
import { findPhotoSet, joinPhotoSet, type Photo } from '../store/photo-store.ts';

/** Parts of an album that come after the answer they belong to was given: they join its photos, for a minute. */
export function latePhotos(desk: Desk): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  composer.on(['message:photo', 'message:document'], async (ctx, next) => {
    const { media_group_id: albumId } = ctx.message;
    if (albumId === undefined) return next();
    const nowMs = desk.clock.nowMs();
    const album = { id: albumId, by: ctx.from.id, since: new Date(nowMs - limits.lateAlbumMs) };
    const set = await findPhotoSet(desk.db, album);
    if (set === undefined || (ctx.message.document !== undefined && !set.withPlace)) return next();
    const all = ctx.durable.album?.updates.map(({ message }) => message) ?? [ctx.message];
    const photos = all.flatMap((message) => photoOf(message));
    const count = await joinPhotoSet(await ctx.durable.tx(), set, photos, { at: new Date(nowMs), by: ctx.from.id });
    takeInLater(ctx, set.orderId);
    await desk.cards.refresh(ctx, { entity: 'order', entityId: String(set.orderId) });
    await ctx.reply(ctx.words.t('photos-joined', { number: set.number, count }), { parse_mode: 'HTML' });
    return undefined;
  });
  return composer;
}

function photoOf(message: Message | undefined): Photo[] {
  // Telegram orders the sizes from small to large.
  const file = message?.photo?.at(-1) ?? message?.document;
  if (file === undefined) return [];
  return [
    {
      fileId: file.file_id,
      fileUniqueId: file.file_unique_id,
      asFile: message?.document !== undefined,
      caption: message?.caption,
      albumId: message?.media_group_id,
    },
  ];
}
