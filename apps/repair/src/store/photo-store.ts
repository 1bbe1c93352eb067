import type { Sql, Tx } from '@durabot/postgres';

/** A photo as Telegram gave it. */
export interface Photo {
  readonly fileId: string;
  readonly fileUniqueId: string;
  readonly caption?: string | undefined;
  /** What it was sent together with. */
  readonly albumId?: string | undefined;
  /** Sent as a file. */
  readonly asFile?: boolean | undefined;
}

/** A point on the map. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

export type PhotoStage = 'before' | 'after';

/** A photo that an order has, from its description or from one of its visits. */
export interface OrderPhoto {
  readonly stage: PhotoStage | 'order';
  /** Which row it is. */
  readonly holder: 'visit' | 'order';
  readonly seq: number;
  readonly kind: 'photo' | 'document';
  readonly fileId: string;
  readonly caption: string | undefined;
  /** Where it was taken, if the master wanted that kept. */
  readonly place: Place | undefined;
}

/** A set that a part which comes late belongs to. */
export interface PhotoSet {
  readonly visitId: number;
  readonly orderId: number;
  readonly number: string;
  readonly stage: PhotoStage;
  readonly withPlace: boolean;
}

/**
 * Keeps photos of the visit under way, in the order in which they came; the same one once. An order that shares the
 * visit of another one has its photos there.
 *
 * @returns the order whose visit has them now; undefined when none were new
 */
export async function addVisitPhotos(
  tx: Tx,
  on: {
    readonly orderId: number;
    readonly stage: PhotoStage;
    readonly at: Date;
    readonly by: number | undefined;
    /** The master wants to have kept where they were taken. */
    readonly withPlace: boolean;
    /** Where, if they said it by a point on the map. */
    readonly place: Place | undefined;
  },
  photos: readonly Photo[],
): Promise<number | undefined> {
  if (photos.length === 0) return undefined;
  const { rows } = await tx.query<{ order_id: number }>(
    `with added as (
       insert into repair.visit_photo (visit_id, stage, file_id, file_unique_id, caption, album_id, kind,
         added_at, added_by, with_place, latitude, longitude)
       select visit.id, $2, file_id, file_unique_id, caption, album_id, kind, $3, $4, $10, $11, $12
       from repair.visit,
            unnest($5::text[], $6::text[], $7::text[], $8::text[], $9::text[]) with ordinality
              as file (file_id, file_unique_id, caption, album_id, kind, position)
       where visit.status in ('planned', 'en_route', 'on_site') and visit.order_id = coalesce(
         (select parent_order_id from repair.service_order where id = $1), $1)
       order by position
       on conflict do nothing
       returning visit_id
     )
     select visit.order_id from repair.visit where id in (select visit_id from added)`,
    [
      on.orderId,
      on.stage,
      on.at,
      on.by ?? null,
      ...columnsOf(photos),
      on.withPlace,
      on.place?.latitude ?? null,
      on.place?.longitude ?? null,
    ],
  );
  return rows[0]?.order_id;
}

function columnsOf(photos: readonly Photo[]): (string | null)[][] {
  return [
    photos.map(({ fileId }) => fileId),
    photos.map(({ fileUniqueId }) => fileUniqueId),
    photos.map(({ caption }) => caption ?? null),
    photos.map(({ albumId }) => albumId ?? null),
    photos.map(({ asFile }) => (asFile === true ? 'document' : 'photo')),
  ];
}

/** The set of an album that somebody has sent since, the newest; served by `visit_photo_album_idx`. */
export async function findPhotoSet(
  sql: Sql,
  album: { readonly id: string; readonly by: number; readonly since: Date },
): Promise<PhotoSet | undefined> {
  const { rows } = await sql.query<PhotoSet>(
    `select visit_id as "visitId", visit.order_id as "orderId", number, stage, with_place as "withPlace"
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
    `insert into repair.visit_photo (visit_id, stage, file_id, file_unique_id, caption, album_id, kind,
       added_at, added_by, with_place)
     select $1, $2, file_id, file_unique_id, caption, album_id, kind, $3, $4, $10
     from unnest($5::text[], $6::text[], $7::text[], $8::text[], $9::text[]) with ordinality
            as file (file_id, file_unique_id, caption, album_id, kind, position)
     order by position
     on conflict do nothing`,
    [set.visitId, set.stage, at, by, ...columnsOf(photos), set.withPlace],
  );
  const { rows } = await tx.query<{ count: number }>(
    'select count(*) as count from repair.visit_photo where visit_id = $1 and stage = $2',
    [set.visitId, set.stage],
  );
  return rows[0]?.count ?? 0;
}

/** All photos of an order: those it came with, then before and after, visit by visit. */
export async function listOrderPhotos(sql: Sql, orderId: number): Promise<OrderPhoto[]> {
  const { rows } = await sql.query<{
    stage: OrderPhoto['stage'];
    holder: OrderPhoto['holder'];
    seq: number;
    kind: OrderPhoto['kind'];
    file_id: string;
    caption: string | null;
    latitude: number | null;
    longitude: number | null;
  }>(
    `select 'order' as stage, 'order' as holder, seq, kind, file_id, caption, null as latitude, null as longitude,
            0 as visit_seq
     from repair.order_attachment
     where order_id = $1 and kind = 'photo'
     union all
     select stage, 'visit', visit_photo.seq, kind, file_id, caption, visit_photo.latitude, visit_photo.longitude,
            visit.seq
     from repair.visit_photo
     join repair.visit on visit.id = visit_id
     where visit.order_id = $1
     order by visit_seq, stage desc, seq`,
    [orderId],
  );
  return rows.map(({ file_id: fileId, caption, latitude, longitude, stage, holder, seq, kind }) => ({
    stage,
    holder,
    seq,
    kind,
    fileId,
    caption: caption ?? undefined,
    place: latitude === null || longitude === null ? undefined : { latitude, longitude },
  }));
}

/** Where the newest photo of an order was taken, of those that say so. */
export async function findNewestPlace(sql: Sql, orderId: number): Promise<Place | undefined> {
  const { rows } = await sql.query<Place>(
    `select visit_photo.latitude, visit_photo.longitude
     from repair.visit_photo
     join repair.visit on visit.id = visit_id
     where visit.order_id = $1 and visit_photo.latitude is not null
     order by visit_photo.seq desc
     limit 1`,
    [orderId],
  );
  return rows[0];
}

/** Voice messages of an order, from its description and its diagnosis. */
export async function listOrderVoices(
  sql: Sql,
  orderId: number,
): Promise<{ readonly seq: number; readonly fileId: string }[]> {
  const { rows } = await sql.query<{ seq: number; fileId: string }>(
    `select seq, file_id as "fileId"
     from repair.order_attachment
     where order_id = $1 and kind = 'voice'
     order by position`,
    [orderId],
  );
  return rows;
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
