import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TerminalError } from '@durabot/bot-api';
import {
  addBlob,
  chartPng,
  createBlobFiles,
  endExport,
  findExport,
  formatWhen,
  saveExport,
  writeCsv,
  writePdf,
  writeXlsx,
  type ExportActor,
  type ExportRequest,
  type RowSource,
  type Table,
} from '@durabot/kit';
import { type JobContext, type JobDefinition, languages, type TimerContext } from '@durabot/runtime';
import { InputFile } from 'grammy';
import { z } from 'zod';
import type { Desk } from '../desk.ts';
import { texts } from '../texts.ts';
import { fileSource, openSource, type OpenedSource } from './file-source.ts';

export const fileFormats = ['xlsx', 'csv', 'pdf'] as const;
export type FileFormat = (typeof fileFormats)[number];

export const fileJobs = { file: 'repair.file', picture: 'repair.picture' } as const;
/** Takes a file out of the chat when its day is over. */
const expiryTimer = 'repair.file_expiry';

const about = z.object({
  source: fileSource,
  language: z.enum(languages),
  userId: z.number(),
  /** As it stands on the paper. */
  madeBy: z.string(),
  /** When it was asked for. */
  at: z.iso.datetime(),
  /** The message that says that it is being made. */
  messageId: z.number(),
});
const filePayload = about.extend({ exportId: z.string(), format: z.enum(fileFormats) });
export type FilePayload = z.infer<typeof filePayload>;
export type PicturePayload = z.infer<typeof about>;

const fileResult = z.object({ hash: z.string(), name: z.string(), title: z.string() });
const pictureResult = z.object({ base64: z.string(), caption: z.string() });

/** Who a file's entries in the audit are of. */
export function exportActor(userId: number, name: string, at: Date): ExportActor {
  return { actor: { kind: 'user', id: String(userId), name }, via: 'bot', at };
}

/** Whose the bytes of an export are. */
export function exportOwner(exportId: string) {
  return { product: 'repair', tenant: 'main', entity: { kind: 'export', id: exportId } } as const;
}

/** What makes files and pictures of reports, beside the chats. */
export function createFileJobs(desk: Desk): {
  readonly jobs: Readonly<Record<string, JobDefinition>>;
  readonly timers: Readonly<Record<string, (ctx: TimerContext) => Promise<void>>>;
} {
  return {
    jobs: {
      [fileJobs.file]: {
        maxAttempts: 3,
        run: ({ payload }) => makeFile(desk, filePayload.parse(payload)),
        done: (ctx) => sendFile(ctx, desk),
        failed: (ctx) => giveUp(ctx, desk),
      },
      [fileJobs.picture]: {
        maxAttempts: 3,
        run: ({ payload }) => makePicture(desk, about.parse(payload)),
        done: sendPicture,
        failed: (ctx) => giveUp(ctx, desk),
      },
    },
    timers: {
      [expiryTimer]: async ({ api, chatId, timer }) => {
        const { messageId } = z.object({ messageId: z.number() }).parse(timer.payload);
        await api.deleteMessage(chatId, messageId);
      },
    },
  };
}

async function open(desk: Desk, { source, language, at }: PicturePayload): Promise<OpenedSource> {
  const { zone, currency } = desk.settings;
  const opened = await openSource(desk.db, source, { language, zone, currency }, new Date(at));
  if (opened === undefined)
    throw new TerminalError('EXPORT_SOURCE_GONE', 'What the file was asked of is not there any more.');
  return opened;
}

async function makeFile(desk: Desk, payload: FilePayload): Promise<z.infer<typeof fileResult>> {
  const { exportId, format, language, userId, madeBy } = payload;
  const now = new Date(desk.clock.nowMs());
  const job = await findExport(desk.db, exportId, now);
  // As of now: a role may have been taken since the file was asked for.
  const roles = await desk.roles.grants.rolesOf(desk.db, userId);
  if (job === undefined || job.status === 'expired' || roles.length === 0)
    throw new TerminalError('EXPORT_NOT_ALLOWED', `Export ${exportId} is over, or its person may have it no more.`);
  const opened = await open(desk, payload);
  const { csv_delimiter: delimiter } = await desk.company.current();
  const request: ExportRequest = {
    language,
    roles,
    madeBy,
    madeAt: new Date(payload.at),
    zone: desk.settings.zone,
    filters: opened.filters,
  };
  const write = <Row>(table: Table<Row>, rows: RowSource<Row>): AsyncGenerator<Buffer, number> => {
    switch (format) {
      case 'csv':
        return writeCsv(table, rows, request, { delimiter });
      case 'xlsx':
        return writeXlsx(table, rows, request);
      case 'pdf':
        return writePdf(table, rows, request);
    }
  };
  const folder = await mkdtemp(join(tmpdir(), 'durabot-export-'));
  try {
    const path = join(folder, 'file');
    const saved = await opened.withTable((table, rows) => saveExport(path, write(table, rows)));
    const bytes = await readFile(path);
    const mediaType = {
      csv: 'text/csv',
      pdf: 'application/pdf',
      xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    };
    await desk.db.transaction(async (tx) => {
      const file = { name: 'file', bytes, mediaType: mediaType[format], at: now };
      await addBlob(tx, createBlobFiles(desk.filesDir), exportOwner(exportId), file);
      await endExport(tx, exportId, { kind: 'finished', ...saved }, exportActor(userId, madeBy, now));
    });
    return { hash: saved.hash, name: `${opened.fileName}.${format}`, title: opened.title };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function sendFile(ctx: JobContext, desk: Desk): Promise<void> {
  const payload = filePayload.parse(ctx.job.payload);
  const { hash, name, title } = fileResult.parse(ctx.job.result);
  const job = await findExport(await ctx.durable.tx(), payload.exportId, new Date(desk.clock.nowMs()));
  if (job === undefined || job.status !== 'finished') return giveUp(ctx, desk);
  const bytes = await createBlobFiles(desk.filesDir).read(hash);
  const { language } = payload;
  const until = formatWhen(job.expiresAt, { language, zone: desk.settings.zone, nowMs: desk.clock.nowMs() });
  const caption = texts(language).t('export-caption', { title, rows: job.rowCount ?? 0, until });
  await ctx.api.deleteMessage(ctx.chatId, payload.messageId);
  const sent = await ctx.api.sendDocument(ctx.chatId, new InputFile(bytes, name), { caption, parse_mode: 'HTML' });
  const messageId = sent.message_id;
  ctx.durable.timers.set({ name: expiryTimer, key: payload.exportId, dueAt: job.expiresAt, payload: { messageId } });
}

async function makePicture(desk: Desk, payload: PicturePayload): Promise<z.infer<typeof pictureResult>> {
  const { title, filters, made } = await open(desk, payload);
  if (made?.chart === undefined) throw new TerminalError('EXPORT_SOURCE_GONE', 'There is nothing to draw any more.');
  const subtitle = filters.map(([, value]) => value).join(' · ');
  const png = await chartPng(made.chart, { title, subtitle, language: payload.language });
  // Some 60 kB: a picture goes with the job's own row, and is stored nowhere else.
  return { base64: png.toString('base64'), caption: `${title} · ${subtitle}` };
}

async function sendPicture(ctx: JobContext): Promise<void> {
  const { messageId } = about.parse(ctx.job.payload);
  const { base64, caption } = pictureResult.parse(ctx.job.result);
  await ctx.api.deleteMessage(ctx.chatId, messageId);
  await ctx.api.sendPhoto(ctx.chatId, new InputFile(Buffer.from(base64, 'base64'), 'chart.png'), { caption });
}

async function giveUp(ctx: JobContext, desk: Desk): Promise<void> {
  const payload = about.extend({ exportId: z.string().optional() }).parse(ctx.job.payload);
  if (payload.exportId !== undefined) {
    const actor = exportActor(payload.userId, payload.madeBy, new Date(desk.clock.nowMs()));
    await endExport(await ctx.durable.tx(), payload.exportId, { kind: 'failed' }, actor);
  }
  const html = texts(payload.language).t('export-failed');
  await ctx.api.editMessageText(ctx.chatId, payload.messageId, html, { parse_mode: 'HTML' });
}
