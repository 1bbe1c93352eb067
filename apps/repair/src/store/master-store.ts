import type { Sql, Tx } from '@durabot/postgres';
import type { MasterStatus } from '../domain/machines/master-machine.ts';

/** A master, as whoever writes to them needs it. */
export interface Master {
  readonly userId: number;
  readonly name: string;
  readonly status: MasterStatus;
  /** Where they work with the bot: a group of their own, or in private. */
  readonly chatId: number;
  readonly needsConfirmation: boolean;
  readonly openVisits: number;
}

const columns = `
  master.user_id, master.name, master.status, coalesce(master.group_chat_id, master.user_id) as chat_id,
  master.needs_confirmation,
  (select count(*) from repair.visit
   where master_id = master.user_id and status in ('planned', 'en_route', 'on_site')) as open_visits`;

export async function findMasterById(sql: Sql, userId: number): Promise<Master | undefined> {
  const { rows } = await sql.query<MasterRow>(`select ${columns} from repair.master where user_id = $1`, [userId]);
  return rows.map(toMaster)[0];
}

/** Whose own group a chat is. */
export async function findMasterOfGroup(sql: Sql, chatId: number): Promise<Master | undefined> {
  const { rows } = await sql.query<MasterRow>(
    `select ${columns} from repair.master where group_chat_id = $1 and status <> 'fired' order by user_id limit 1`,
    [chatId],
  );
  return rows.map(toMaster)[0];
}

/** Everybody who is employed, by name. */
export async function listMasters(sql: Sql): Promise<Master[]> {
  const { rows } = await sql.query<MasterRow>(
    `select ${columns} from repair.master where status <> 'fired' order by name, user_id`,
  );
  return rows.map(toMaster);
}

/** Lets a master work in a group of their own from now on; undefined: in private again. */
export async function setMasterGroup(tx: Tx, userId: number, chatId: number | undefined): Promise<void> {
  await tx.query('update repair.master set group_chat_id = $2, rev = rev + 1 where user_id = $1', [
    userId,
    chatId ?? null,
  ]);
}

/** A group that became a supergroup stays its master's. */
export async function migrateMasterGroup(tx: Tx, { from, to }: { from: number; to: number }): Promise<void> {
  await tx.query('update repair.master set group_chat_id = $2 where group_chat_id = $1', [from, to]);
}

interface MasterRow {
  user_id: number;
  name: string;
  status: MasterStatus;
  chat_id: number;
  needs_confirmation: boolean;
  open_visits: number;
}

function toMaster(row: MasterRow): Master {
  return {
    userId: row.user_id,
    name: row.name,
    status: row.status,
    chatId: row.chat_id,
    needsConfirmation: row.needs_confirmation,
    openVisits: row.open_visits,
  };
}
