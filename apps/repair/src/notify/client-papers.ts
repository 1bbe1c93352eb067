import type { JobContext, JobDefinition, NewJob } from '@durabot/runtime';
import { languageOf } from '@durabot/runtime';
import { InputFile } from 'grammy';
import { z } from 'zod';
import type { Desk } from '../desk.ts';
import { receiptOf, warrantyCardOf } from '../papers/order-papers.ts';
import { drawPaper } from '../papers/paper.ts';
import { findCase } from '../store/load-case.ts';
import { findOrder } from '../store/order-store.ts';
import { findPerson } from '../store/person-store.ts';
import { texts } from '../texts.ts';

const name = 'repair.papers';
const asked = z.object({
  orderId: z.number(),
  userId: z.number(),
  /** Jobs that were asked for before there was a choice want both. */
  papers: z.enum(['all', 'receipt']).default('all'),
});
const made = z.array(z.object({ fileName: z.string(), base64: z.string() }));

/** Asks for the papers of an order that is over; one that is closed again gets them anew. */
export function papersJob(orderId: number, rev: number, userId: number, papers: 'all' | 'receipt'): NewJob {
  return { name, key: `papers/${orderId}/${rev}`, payload: { orderId, userId, papers } };
}

/** For the bot's definition: draws the papers outside of any transaction, and sends them to the client. */
export function paperJobs(desk: Desk): Record<string, JobDefinition> {
  return {
    [name]: {
      run: async ({ payload }) => {
        const { orderId, userId, papers: wanted } = asked.parse(payload);
        const order = await findOrder(desk.db, orderId);
        const one = await findCase(desk.db, orderId);
        if (order === undefined || one === undefined) return [];
        const person = await findPerson(desk.db, userId);
        const language = person?.language ?? languageOf(person?.languageCode);
        const style = { language, zone: desk.settings.zone };
        const words = texts(language);
        const papers = [
          {
            fileName: words.plain('paper-receipt-file', { number: order.number }),
            paper: receiptOf(order, one, style),
          },
          {
            fileName: words.plain('paper-warranty-file', { number: order.number }),
            paper: wanted === 'all' ? warrantyCardOf(order, one, style) : undefined,
          },
        ];
        const at = one.order.closedAt ?? new Date(desk.clock.nowMs());
        const files: z.infer<typeof made> = [];
        for (const { fileName, paper } of papers) {
          if (paper === undefined) continue;
          const bytes = await drawPaper(paper, order.number, at);
          files.push({ fileName: `${fileName}.pdf`, base64: bytes.toString('base64') });
        }
        return files;
      },
      done: sendPapers,
    },
  };
}

async function sendPapers({ api, job }: JobContext): Promise<void> {
  const { userId } = asked.parse(job.payload);
  for (const { fileName, base64 } of made.parse(job.result)) {
    const document = new InputFile(Buffer.from(base64, 'base64'), fileName);
    // A file rings nobody: the notice beside it waits for the morning when it has to.
    await api.sendDocument(userId, document, { disable_notification: true });
  }
}
