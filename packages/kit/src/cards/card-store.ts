import type { Sql, Tx } from '@durabot/postgres';
import type { ChatMigration } from '@durabot/runtime';
import type { EntityRef } from '../actions/action.ts';

/** A card that stands in a chat. */
export interface StoredCard extends EntityRef {
  readonly id: number;
  readonly kind: string;
  readonly chatId: number;
  /** Negative as long as nobody knows Telegram's. */
  readonly messageId: number;
  readonly topicId: number | undefined;
  readonly userId: number | undefined;
  readonly hash: string;
  readonly photo: string | undefined;
  readonly editedAt: Date | undefined;
}

interface CardRow {
  id: number;
  entity: string;
  entity_id: string;
  kind: string;
  chat_id: number;
  message_id: number;
  topic_id: number | null;
  user_id: number | null;
  rendered_hash: string;
  photo: string | null;
  edited_at: Date | null;
}

const columns = 'id, entity, entity_id, kind, chat_id, message_id, topic_id, user_id, rendered_hash, photo, edited_at';

/** All cards of an entity, held until the commit: who draws them next sees what is drawn here. Served by its unique key. */
export async function lockCards(tx: Tx, bot: string, { entity, entityId }: EntityRef): Promise<StoredCard[]> {
  const { rows } = await tx.prepared<CardRow>(
    'kit_cards_lock',
    `select ${columns} from kit.card where bot = $1 and entity = $2 and entity_id = $3 order by id for update`,
    [bot, entity, entityId],
  );
  return rows.map(toCard);
}

/** One card, held until the commit. */
export async function lockCard(tx: Tx, bot: string, id: number): Promise<StoredCard | undefined> {
  const { rows } = await tx.query<CardRow>(`select ${columns} from kit.card where bot = $1 and id = $2 for update`, [
    bot,
    id,
  ]);
  return rows.map(toCard)[0];
}

function toCard(row: CardRow): StoredCard {
  return {
    id: row.id,
    entity: row.entity,
    entityId: row.entity_id,
    kind: row.kind,
    chatId: row.chat_id,
    messageId: row.message_id,
    topicId: row.topic_id ?? undefined,
    userId: row.user_id ?? undefined,
    hash: row.rendered_hash,
    photo: row.photo ?? undefined,
    editedAt: row.edited_at ?? undefined,
  };
}

/** What was drawn. */
export interface Drawn {
  readonly messageId: number;
  readonly hash: string;
  readonly rev: number | undefined;
  readonly photo: string | undefined;
  readonly at: Date;
}

/** Notes a card that was sent; it takes the place of one that stood in the chat before. */
export async function putCard(
  tx: Tx,
  bot: string,
  card: Omit<StoredCard, 'id' | 'hash' | 'photo' | 'messageId' | 'editedAt'>,
  drawn: Drawn,
): Promise<void> {
  await tx.prepared(
    'kit_card_put',
    `insert into kit.card
       (bot, entity, entity_id, kind, chat_id, topic_id, user_id, message_id, rendered_hash, rendered_rev, photo, drawn_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (bot, entity, entity_id, kind, chat_id) do update set topic_id = excluded.topic_id,
       user_id = excluded.user_id, message_id = excluded.message_id, rendered_hash = excluded.rendered_hash,
       rendered_rev = excluded.rendered_rev, photo = excluded.photo, drawn_at = excluded.drawn_at, edited_at = null`,
    [
      bot,
      card.entity,
      card.entityId,
      card.kind,
      card.chatId,
      card.topicId ?? null,
      card.userId ?? null,
      drawn.messageId,
      drawn.hash,
      drawn.rev ?? null,
      drawn.photo ?? null,
      drawn.at,
    ],
  );
}

/** Notes an edit of a card, or that none was needed. */
export async function noteDrawn(tx: Tx, id: number, drawn: Drawn, edited: boolean): Promise<void> {
  await tx.prepared(
    'kit_card_drawn',
    `update kit.card set message_id = $2, rendered_hash = $3, rendered_rev = $4, photo = $5, drawn_at = $6,
       edited_at = case when $7 then $6 else edited_at end
     where id = $1`,
    [id, drawn.messageId, drawn.hash, drawn.rev ?? null, drawn.photo ?? null, drawn.at, edited],
  );
}

export async function deleteCard(tx: Tx, id: number): Promise<void> {
  await tx.query('delete from kit.card where id = $1', [id]);
}

/** Cards follow a group that became a supergroup. Where both have the same card, the new chat's stays. */
export async function migrateCards(tx: Tx, bot: string, { from, to }: ChatMigration): Promise<void> {
  await tx.query(
    `update kit.card c set chat_id = $3 where c.bot = $1 and c.chat_id = $2 and not exists (
       select 1 from kit.card n where n.bot = $1 and n.chat_id = $3 and n.entity = c.entity
         and n.entity_id = c.entity_id and n.kind = c.kind)`,
    [bot, from, to],
  );
  await tx.query('delete from kit.card where bot = $1 and chat_id = $2', [bot, from]);
}

/** What has not been drawn for so long stays as it is. */
const keptMs = 180 * 24 * 3_600_000;

/** Forgets cards that nothing has happened to for half a year, at most `limit` of them. Served by `card_drawn_idx`. */
export async function sweepCards(sql: Sql, nowMs: number, limit: number): Promise<number> {
  const { rowCount } = await sql.query(
    `delete from kit.card where id = any (array(
       select id from kit.card where drawn_at < $1 order by drawn_at limit $2 for update skip locked))`,
    [new Date(nowMs - keptMs), limit],
  );
  return rowCount;
}
