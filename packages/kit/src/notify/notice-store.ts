import type { Sql, Tx } from '@durabot/postgres';
import { z } from 'zod';
import type { NoticeClass, NoticeFacts, NoticeWishes } from './decide-notice.ts';

/** What is said, as it waits to be sent. */
export const noticeMessage = z.object({
  chatId: z.number(),
  html: z.string(),
  /** Telegram's id of a photo that the words stand under. */
  photo: z.string().optional(),
  /** Rows of buttons, as Telegram takes them. */
  keyboard: z.array(z.array(z.record(z.string(), z.unknown()))).optional(),
  /** Who is told when Telegram refuses it for good. */
  onRefused: z.object({ name: z.string(), payload: z.unknown() }).optional(),
});

export type NoticeMessage = z.infer<typeof noticeMessage>;

/** What a person has chosen. */
export type NoticeSettings = Pick<NoticeWishes, 'quiet' | 'kinds'>;

interface SettingRow {
  quiet_from: string | null;
  quiet_until: string | null;
  kinds: Record<string, boolean>;
}

/** What somebody has chosen; nothing for who has chosen nothing. */
export async function findNoticeSettings(sql: Sql, bot: string, userId: number): Promise<NoticeSettings | undefined> {
  const { rows } = await sql.query<SettingRow>(
    'select quiet_from, quiet_until, kinds from kit.notify_setting where bot = $1 and user_id = $2',
    [bot, userId],
  );
  return rows.map(toSettings)[0];
}

/** Lets nobody else tell this person anything until the commit: caps are counted before they are reached. */
export async function lockPerson(tx: Tx, bot: string, userId: number): Promise<NoticeSettings> {
  await tx.query('insert into kit.notify_setting (bot, user_id) values ($1, $2) on conflict do nothing', [bot, userId]);
  const { rows } = await tx.query<SettingRow>(
    'select quiet_from, quiet_until, kinds from kit.notify_setting where bot = $1 and user_id = $2 for update',
    [bot, userId],
  );
  return rows.map(toSettings)[0] ?? { quiet: undefined, kinds: {} };
}

function toSettings(row: SettingRow): NoticeSettings {
  const { quiet_from: from, quiet_until: until, kinds } = row;
  return { quiet: from === null || until === null ? undefined : { from, until }, kinds };
}

/** Sets quiet hours, or kinds that are wanted or not; what is not given stays. */
export async function putNoticeSettings(
  tx: Tx,
  bot: string,
  userId: number,
  settings: Partial<NoticeSettings>,
): Promise<void> {
  const { quiet, kinds } = settings;
  await tx.query(
    `insert into kit.notify_setting as s (bot, user_id, quiet_from, quiet_until, kinds) values ($1, $2, $3, $4, $5)
     on conflict (bot, user_id) do update set
       quiet_from = coalesce(excluded.quiet_from, s.quiet_from), quiet_until = coalesce(excluded.quiet_until, s.quiet_until),
       kinds = s.kinds || excluded.kinds`,
    [bot, userId, quiet?.from ?? null, quiet?.until ?? null, JSON.stringify(kinds ?? {})],
  );
}

/** What has been told to somebody so far. Served by `notice_person_idx`. */
export async function readNoticeFacts(
  tx: Tx,
  bot: string,
  { userId, kind, topic, nowMs }: { userId: number; kind: string; topic: string | undefined; nowMs: number },
): Promise<Omit<NoticeFacts, 'nowMs'>> {
  const { rows } = await tx.query<{
    work: number;
    about: number;
    about_day: number;
    last_promo: Date | null;
    unanswered: number;
  }>(
    `with promo as (
       select created_at, answered_at from kit.notice where bot = $1 and user_id = $2 and class = 'promo'
       order by created_at desc limit 3
     )
     select
       (select count(*)::int from kit.notice where bot = $1 and user_id = $2 and class = 'work'
          and created_at > $5::timestamptz - interval '1 hour') as work,
       (select count(*)::int from kit.notice where bot = $1 and user_id = $2 and kind = $3 and topic = $4) as about,
       (select count(*)::int from kit.notice where bot = $1 and user_id = $2 and kind = $3 and topic = $4
          and created_at > $5::timestamptz - interval '24 hours') as about_day,
       (select max(created_at) from promo) as last_promo,
       (select count(*)::int from promo where answered_at is null) as unanswered`,
    [bot, userId, kind, topic ?? null, new Date(nowMs)],
  );
  const [row] = rows;
  return {
    workLastHour: row?.work ?? 0,
    aboutTopic: row?.about ?? 0,
    aboutTopicLastDay: row?.about_day ?? 0,
    lastPromoAtMs: row?.last_promo?.getTime(),
    promosUnanswered: row?.unanswered ?? 0,
  };
}

/** Notes a notice. @returns false when one with its `dedupKey` is there already */
export async function insertNotice(
  tx: Tx,
  bot: string,
  notice: {
    userId: number;
    class: NoticeClass;
    kind: string;
    topic: string | undefined;
    dedupKey: string | undefined;
    at: Date;
    /** Undefined for one that is sent now. */
    waits: { dueAt: Date; message: NoticeMessage } | undefined;
  },
): Promise<boolean> {
  const { waits } = notice;
  const { rowCount } = await tx.query(
    `insert into kit.notice (bot, user_id, class, kind, topic, dedup_key, message, created_at, due_at, sent_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
    [
      bot,
      notice.userId,
      notice.class,
      notice.kind,
      notice.topic ?? null,
      notice.dedupKey ?? null,
      waits === undefined ? null : JSON.stringify(waits.message),
      notice.at,
      waits?.dueAt ?? null,
      waits === undefined ? notice.at : null,
    ],
  );
  return rowCount > 0;
}

/** Takes what waits for somebody and is due, the oldest first; it counts as sent with the commit. */
export async function takeDueNotices(tx: Tx, bot: string, userId: number, now: Date): Promise<NoticeMessage[]> {
  const { rows } = await tx.query<{ message: unknown }>(
    `with due as (
       select id, message from kit.notice where bot = $1 and user_id = $2 and sent_at is null and due_at <= $3
       order by id for update
     ), sent as (
       update kit.notice n set sent_at = $3, message = null from due where n.id = due.id
     )
     select message from due order by id`,
    [bot, userId, now],
  );
  return rows.map(({ message }) => noticeMessage.parse(message));
}

/** The person has done something, so what they were told counts as answered. */
export async function markAnswered(tx: Tx, bot: string, userId: number, at: Date): Promise<void> {
  await tx.query(
    `update kit.notice set answered_at = $3
     where bot = $1 and user_id = $2 and class = 'promo' and answered_at is null and sent_at is not null`,
    [bot, userId, at],
  );
}

const keptMs = 180 * 24 * 3_600_000;

/** Forgets what was told half a year ago, at most `limit` of it. Served by `notice_age_idx`. */
export async function sweepNotices(sql: Sql, nowMs: number, limit: number): Promise<number> {
  const { rowCount } = await sql.query(
    `delete from kit.notice where id = any (array(
       select id from kit.notice where created_at < $1 and sent_at is not null
       order by created_at limit $2 for update skip locked))`,
    [new Date(nowMs - keptMs), limit],
  );
  return rowCount;
}
