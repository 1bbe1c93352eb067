import type { Sql } from '@durabot/postgres';

/** Whether the engine's tables are there: only where a bot has jobs. */
export async function jobsThere(sql: Sql): Promise<boolean> {
  const { rows } = await sql.query<{ there: boolean }>(
    "select to_regclass('graphile_worker._private_jobs') is not null as there",
  );
  return rows[0]?.there === true;
}

/** Jobs by bot, with the age of the oldest. */
export const jobDepthSql = `
select 'job' as stage, split_part(t.identifier, '/', 1) as bot, count(*)::int as depth,
  coalesce(extract(epoch from now() - min(j.created_at)), 0)::float8 as age
from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id group by 2`;
