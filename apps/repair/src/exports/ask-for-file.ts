import { requestExport, shortName } from '@durabot/kit';
import type { Desk, RepairContext } from '../desk.ts';
import { exportActor, fileJobs, type FileFormat, type FilePayload, type PicturePayload } from './file-jobs.ts';
import { openSource, type FileSource } from './file-source.ts';

/** Begins to make a file for whoever pressed; it comes as a document of its own. @returns whether there is such a thing */
export async function askForFile(
  ctx: RepairContext,
  desk: Desk,
  source: FileSource,
  format: FileFormat,
): Promise<boolean> {
  if (ctx.from === undefined) return false;
  const { language, from } = ctx;
  const at = new Date(desk.clock.nowMs());
  const { zone, currency } = desk.settings;
  const tx = await ctx.durable.tx();
  const opened = await openSource(tx, source, { language, zone, currency }, at);
  if (opened === undefined) return false;
  const exportId = desk.ids.short();
  const roles = await desk.roles.grants.rolesOf(tx, from.id);
  const { filters } = opened;
  await opened.withTable((table) =>
    requestExport(
      tx,
      table,
      { language, roles, filters },
      {
        id: exportId,
        product: 'repair',
        tenant: 'main',
        format,
        ...exportActor(from.id, shortName(from), at),
      },
    ),
  );
  const payload: FilePayload = { ...(await waiting(ctx, source, at)), exportId, format };
  ctx.durable.jobs.add({ name: fileJobs.file, payload, serialKey: `files/${from.id}` });
  return true;
}

/** Begins to draw the chart of a report; it comes as a picture. */
export async function askForPicture(ctx: RepairContext, desk: Desk, source: FileSource): Promise<void> {
  const payload = await waiting(ctx, source, new Date(desk.clock.nowMs()));
  ctx.durable.jobs.add({ name: fileJobs.picture, payload, serialKey: `files/${payload.userId}` });
}

/** Says that it is being made, and notes what for. */
async function waiting(ctx: RepairContext, source: FileSource, at: Date): Promise<PicturePayload> {
  const message = await ctx.reply(ctx.words.t('export-waiting'), { parse_mode: 'HTML' });
  return {
    source,
    language: ctx.language,
    userId: ctx.from?.id ?? 0,
    madeBy: ctx.from === undefined ? '' : shortName(ctx.from),
    at: at.toISOString(),
    messageId: message.message_id,
  };
}
