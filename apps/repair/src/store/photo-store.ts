import type { Sql, Tx } from '@durabot/postgres';

/** A photo as Telegram gave it. */
export interface Photo {
  readonly fileId: string;
  readonly fileUniqueId: string;
  readonly caption?: string | undefined;
  /** What it was sent together with. */
  readonly albumId?: string | undefined;
}

export type PhotoStage = 'before' | 'after';

/** A photo that an order has, from its description or from one of its visits. */
export interface OrderPhoto {
  readonly stage: PhotoStage | 'order';
  readonly fileId: string;
  readonly caption: string | undefined;
}

/** A set that a part which comes late belongs to. */
export interface PhotoSet {
  readonly visitId: number;
  readonly orderId: number;
  readonly number: string;
  readonly stage: PhotoStage;
}

/**
 * Keeps photos of the visit under way, in the order in which they came; the same one once. An order that shares the
 * visit of another one has its photos there.
 */
export async function addVisitPhotos(
  tx: Tx,
  on: { readonly orderId: number; readonly stage: PhotoStage; readonly at: Date; readonly by: number | undefined },
  photos: readonly Photo[],
): Promise<void> {
  if (photos.length === 0) return;
  await tx.query(
    `insert into repair.visit_photo (visit_id, stage, file_id, file_unique_id, caption, album_id, added_at, added_by)
     select visit.id, $2, file_id, file_unique_id, caption, album_id, $3, $4
     from repair.visit,
          unnest($5::text[], $6::text[], $7::text[], $8::text[]) with ordinality
            as file (file_id, file_unique_id, caption, album_id, position)
     where visit.status in ('planned', 'en_route', 'on_site') and visit.order_id = coalesce(
       (select parent_order_id from repair.service_order where id = $1), $1)
     order by position
     on conflict do nothing`,
    [
      on.orderId,
      on.stage,
      on.at,
      on.by ?? null,
      photos.map(({ fileId }) => fileId),
      photos.map(({ fileUniqueId }) => fileUniqueId),
      photos.map(({ caption }) => caption ?? null),
      photos.map(({ albumId }) => albumId ?? null),
    ],
  );
}

/** The set of an album that somebody has sent since, the newest; served by `visit_photo_album_idx`. */
export async function findPhotoSet(
  sql: Sql,
  album: { readonly id: string; readonly by: number; readonly since: Date },
): Promise<PhotoSet | undefined> {
  const { rows } = await sql.query<PhotoSet>(
    `select visit_id as "visitId", visit.order_id as "orderId", number, stage
     from repair.visit_photo
     join repair.visit on visit.id = visit_id
     join repair.service_order on service_order.id = visit.order_id
     where album_id = $1 and added_by = $2 and added_at >= $3
     order by added_at desc
     limit 1`,
    [album.id, album.by, album.since],
  );
  return rows[0];
}

/** Adds what came late to a set, whatever has become of its visit. @returns how many photos the set has now */
export async function joinPhotoSet(
  tx: Tx,
  set: PhotoSet,
  photos: readonly Photo[],
  { at, by }: { readonly at: Date; readonly by: number },
): Promise<number> {
  await tx.query(
    `insert into repair.visit_photo (visit_id, stage, file_id, file_unique_id, caption, album_id, added_at, added_by)
     select $1, $2, file_id, file_unique_id, caption, album_id, $3, $4
     from unnest($5::text[], $6::text[], $7::text[], $8::text[]) with ordinality
            as file (file_id, file_unique_id, caption, album_id, position)
     order by position
     on conflict do nothing`,
    [
      set.visitId,
      set.stage,
      at,
      by,
      photos.map(({ fileId }) => fileId),
      photos.map(({ fileUniqueId }) => fileUniqueId),
      photos.map(({ caption }) => caption ?? null),
      photos.map(({ albumId }) => albumId ?? null),
    ],
  );
  const { rows } = await tx.query<{ count: number }>(
    'select count(*) as count from repair.visit_photo where visit_id = $1 and stage = $2',
    [set.visitId, set.stage],
  );
  return rows[0]?.count ?? 0;
}

/** All photos of an order: those it came with, then before and after, visit by visit. */
export async function listOrderPhotos(sql: Sql, orderId: number): Promise<OrderPhoto[]> {
  const { rows } = await sql.query<{ stage: OrderPhoto['stage']; file_id: string; caption: string | null }>(
    `select 'order' as stage, file_id, caption, 0 as visit_seq, position as seq
     from repair.order_attachment
     where order_id = $1 and kind = 'photo'
     union all
     select stage, file_id, caption, visit.seq, visit_photo.seq
     from repair.visit_photo
     join repair.visit on visit.id = visit_id
     where visit.order_id = $1
     order by visit_seq, stage desc, seq`,
    [orderId],
  );
  return rows.map(({ stage, file_id: fileId, caption }) => ({ stage, fileId, caption: caption ?? undefined }));
}

/** Voice messages of an order, from its description and its diagnosis. */
export async function listOrderVoices(sql: Sql, orderId: number): Promise<string[]> {
  const { rows } = await sql.query<{ file_id: string }>(
    `select file_id from repair.order_attachment where order_id = $1 and kind = 'voice' order by position`,
    [orderId],
  );
  return rows.map(({ file_id: fileId }) => fileId);
}

/** What a master found out: their words stay with the visit, the device's data with the order, a voice with its files. */
export async function saveFindings(
  tx: Tx,
  orderId: number,
  found: {
    readonly diagnosis: string;
    readonly voice?: Photo | undefined;
    readonly model?: string | undefined;
    readonly serial?: string | undefined;
    readonly ageYears?: number | undefined;
  },
): Promise<void> {
  await tx.query(
    `update repair.visit set notes = $2
     where order_id = $1 and status in ('planned', 'en_route', 'on_site')`,
    [orderId, found.diagnosis],
  );
  await tx.query(
    `update repair.service_order
     set device_model = coalesce($2, device_model), device_serial = coalesce($3, device_serial),
         device_age_years = coalesce($4, device_age_years)
     where id = $1`,
    [orderId, found.model ?? null, found.serial ?? null, found.ageYears ?? null],
  );
  if (found.voice === undefined) return;
  await tx.query(
    `insert into repair.order_attachment (order_id, position, kind, file_id, file_unique_id)
     select $1, coalesce(max(position), 0) + 1, 'voice', $2, $3
     from repair.order_attachment
     where order_id = $1
     on conflict do nothing`,
    [orderId, found.voice.fileId, found.voice.fileUniqueId],
  );
}

/** What is known of the device, and what the last visit found. */
export interface Findings {
  readonly diagnosis: string | undefined;
  readonly model: string | undefined;
  readonly serial: string | undefined;
  readonly ageYears: number | undefined;
}

export async function findFindings(sql: Sql, orderId: number): Promise<Findings> {
  const { rows } = await sql.query<{
    diagnosis: string | null;
    device_model: string | null;
    device_serial: string | null;
    device_age_years: number | null;
  }>(
    `select device_model, device_serial, device_age_years,
            (select notes from repair.visit
             where order_id = service_order.id and notes is not null order by seq desc limit 1) as diagnosis
     from repair.service_order
     where id = $1`,
    [orderId],
  );
  const row = rows[0];
  return {
    diagnosis: row?.diagnosis ?? undefined,
    model: row?.device_model ?? undefined,
    serial: row?.device_serial ?? undefined,
    ageYears: row?.device_age_years ?? undefined,
  };
}
