import type { Sql, Tx } from '@durabot/postgres';
import { categoryIds, type CategoryId } from '../domain/categories.ts';

/** What the company repairs, in the usual order: every category that nobody has switched off. */
export async function listOfferedCategories(sql: Sql): Promise<CategoryId[]> {
  const { rows } = await sql.query<{ category: string }>(
    'select category from repair.category_setting where not is_offered',
  );
  const off = new Set(rows.map(({ category }) => category));
  return categoryIds.filter((id) => !off.has(id));
}

/** Offers a category in dialogs, or offers it no more; orders that have it keep it. */
export async function setCategoryOffered(
  tx: Tx,
  setting: { readonly category: CategoryId; readonly isOffered: boolean; readonly by: number; readonly at: Date },
): Promise<void> {
  await tx.query(
    `insert into repair.category_setting (category, is_offered, changed_at, changed_by)
     values ($1, $2, $3, $4)
     on conflict (category) do update
     set is_offered = excluded.is_offered, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
    [setting.category, setting.isOffered, setting.at, setting.by],
  );
}
