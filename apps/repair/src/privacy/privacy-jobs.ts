import {
  createBlobFiles,
  listOpenErasures,
  requestErasure,
  runErasure,
  sweepBlobs,
  type BlobFiles,
  type Eraser,
  type ErasureReceipt,
} from '@durabot/kit';
import type { Database } from '@durabot/postgres';
import type { JobContext, JobDefinition, NewJob } from '@durabot/runtime';
import { languages } from '@durabot/runtime';
import { z } from 'zod';
import type { Desk } from '../desk.ts';
import { audit } from '../audit.ts';
import { dropFilesOfEnded } from '../store/kept-file-store.ts';
import { texts } from '../texts.ts';
import { clientErasers } from './client-erasers.ts';
import { listForgettable } from './client-data.ts';

const erase = 'repair.erase';
const monthMs = 30.5 * 24 * 3_600_000;
/** How long names, phones and addresses are kept after the last order, and pictures and voices after the end of theirs. */
export const retention = { clientMonths: 24, pictureMonths: 12 } as const;
/** In one run; the next day goes on. */
const mostADay = 500;
const ordersABatch = 50;

const asked = z.object({
  runIds: z.array(z.string()),
  orderIds: z.array(z.number()),
  language: z.enum(languages),
});
const done = z.array(z.object({ id: z.string(), lines: z.array(z.object({ table: z.string(), rows: z.number() })) }));

/** Forgets somebody who has asked for it; the chat gets the receipt. */
export function eraseJob(on: z.infer<typeof asked>): NewJob {
  return { name: erase, key: `erase/${on.runIds.join('/')}`, payload: on };
}

/** For the bot's definition: forgetting on request, and every night what has been kept long enough. */
export function privacyJobs(desk: Desk): Record<string, JobDefinition> {
  const { db, clock } = desk;
  const erasers = clientErasers((userId) => desk.roles.rolesOf(userId).length > 0);
  const now = (): Date => new Date(clock.nowMs());
  return {
    [erase]: {
      run: async ({ payload }) => {
        const { runIds } = asked.parse(payload);
        const receipts: z.infer<typeof done> = [];
        for (const id of runIds) receipts.push(shortReceipt(await runErasure(db, id, erasers, now)));
        // What nothing refers to is gone before the receipt is read.
        await sweepBlobs(db, createBlobFiles(desk.filesDir), now());
        return receipts;
      },
      done: (ctx) => sendReceipt(ctx, desk),
    },
    'repair.retention': {
      cron: { pattern: '20 3 * * *', catchUpMs: 24 * 3_600_000 },
      run: () => forgetOld(db, erasers, now, createBlobFiles(desk.filesDir)),
    },
  };
}

/** Forgets the clients whose time has come, goes on with what a crash has left half done, and drops old pictures. */
export async function forgetOld(
  db: Database,
  erasers: readonly Eraser[],
  now: () => Date,
  files: BlobFiles,
): Promise<void> {
  const at = now();
  const before = new Date(at.getTime() - retention.clientMonths * monthMs);
  for (const clientId of await listForgettable(db, before, mostADay)) {
    await db.transaction((tx) =>
      requestErasure(tx, {
        id: `retention-${clientId}`,
        product: 'repair',
        tenant: 'main',
        subject: String(clientId),
        actor: { kind: 'system', id: 'retention' },
        via: 'system',
        at,
      }),
    );
  }
  for (const id of await listOpenErasures(db, 'repair')) await runErasure(db, id, erasers, now);
  await dropOldFiles(db, at);
  await sweepBlobs(db, files, now());
}

/** Drops photos and voices in batches; the audit says how many, in the commit that drops them. */
async function dropOldFiles(db: Database, at: Date): Promise<void> {
  const before = new Date(at.getTime() - retention.pictureMonths * monthMs);
  const dropBatch = (): Promise<number> =>
    db.transaction(async (tx) => {
      const count = await dropFilesOfEnded(tx, before, at, ordersABatch);
      const entity = { kind: 'retention', id: 'files' } as const;
      if (count > 0) await audit(tx, { at, by: undefined, action: 'files.dropped', entity, after: { count } });
      return count;
    });
  for (let batch = 0; batch < mostADay / ordersABatch; batch++) if ((await dropBatch()) === 0) return;
}

function shortReceipt({ id, lines }: ErasureReceipt): z.infer<typeof done>[number] {
  const touched = lines.map(({ table, deleted, anonymised }) => ({ table, rows: deleted + anonymised }));
  return { id, lines: touched.filter(({ rows }) => rows > 0) };
}

async function sendReceipt(ctx: JobContext, desk: Desk): Promise<void> {
  const { language, orderIds } = asked.parse(ctx.job.payload);
  const words = texts(language);
  const sums = new Map<string, number>();
  for (const { lines } of done.parse(ctx.job.result))
    for (const { table, rows } of lines) sums.set(table, (sums.get(table) ?? 0) + rows);
  const list = [...sums].map(([table, rows]) => words.t('privacy-receipt-line', { table, rows }));
  await ctx.api.sendMessage(ctx.chatId, [words.t('privacy-erased'), ...list].join('\n'), { parse_mode: 'HTML' });
  // What the desk has open shows nobody's name any more.
  for (const orderId of orderIds) await desk.cards.refresh(ctx, { entity: 'order', entityId: String(orderId) });
}
