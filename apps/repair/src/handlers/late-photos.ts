import { Composer } from 'grammy';
import type { Message } from 'grammy/types';
import type { Desk, RepairContext } from '../desk.ts';
import { limits } from '../domain/sla.ts';
import { findPhotoSet, joinPhotoSet, type Photo } from '../store/photo-store.ts';

/** Parts of an album that come after the answer they belong to was given: they join its photos, for a minute. */
export function latePhotos(desk: Desk): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  composer.on('message:photo', async (ctx, next) => {
    const { media_group_id: albumId } = ctx.message;
    if (albumId === undefined) return next();
    const nowMs = desk.clock.nowMs();
    const album = { id: albumId, by: ctx.from.id, since: new Date(nowMs - limits.lateAlbumMs) };
    const set = await findPhotoSet(desk.db, album);
    if (set === undefined) return next();
    const all = ctx.durable.album?.updates.map(({ message }) => message) ?? [ctx.message];
    const photos = all.flatMap((message) => photoOf(message));
    const count = await joinPhotoSet(await ctx.durable.tx(), set, photos, { at: new Date(nowMs), by: ctx.from.id });
    await desk.cards.refresh(ctx, { entity: 'order', entityId: String(set.orderId) });
    await ctx.reply(ctx.words.t('photos-joined', { number: set.number, count }), { parse_mode: 'HTML' });
    return undefined;
  });
  return composer;
}

function photoOf(message: Message | undefined): Photo[] {
  // Telegram orders the sizes from small to large.
  const largest = message?.photo?.at(-1);
  if (largest === undefined) return [];
  return [
    {
      fileId: largest.file_id,
      fileUniqueId: largest.file_unique_id,
      caption: message?.caption,
      albumId: message?.media_group_id,
    },
  ];
}
