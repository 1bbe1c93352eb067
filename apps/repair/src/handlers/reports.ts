import type { ActionPress, Outcome } from '@durabot/kit';
import type { Tx } from '@durabot/postgres';
import type { Dialog, Dialogs } from '@durabot/runtime';
import { Composer } from 'grammy';
import { z } from 'zod';
import type { Desk, RepairContext } from '../desk.ts';
import { askForFile, askForPicture } from '../exports/ask-for-file.ts';
import { fileFormats } from '../exports/file-jobs.ts';
import { fileSource, type FileSource } from '../exports/file-source.ts';
import { menuWords } from '../menu.ts';
import { askedPeriod, groupNames, mayRead, scopeOf } from '../reports/report-menu.ts';
import { groupPage, menuPage, reportActions, reportPage, type Page, type PageReader } from '../reports/report-page.ts';

/** `/reports`: which report, of which days, as a text, a picture or a file. Masters read what is about themselves. */
export function reportMenu(desk: Desk, dialogs: Dialogs, datesDialog: Dialog): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  const privately = composer.chatType('private');
  privately.command('reports', (ctx) => sendMenu(ctx, desk));
  privately.hears([...menuWords['menu-reports']], (ctx) => sendMenu(ctx, desk));

  const { actions } = desk;
  const page = <Params>(
    kind: string,
    params: z.ZodType<Params>,
    draw: (tx: Tx, reader: PageReader, press: ActionPress<Params>) => Promise<Page | undefined>,
  ): void => {
    actions.define({
      kind,
      params,
      run: async (ctx, press): Promise<Outcome> => {
        const reader = readerOf(ctx, desk);
        const drawn = reader === undefined ? undefined : await draw(await ctx.durable.tx(), reader, press);
        if (drawn === undefined) return refused(ctx);
        await ctx.editMessageText(drawn.html, { parse_mode: 'HTML', reply_markup: drawn.reply_markup });
        return { kind: 'applied', toast: false };
      },
    });
  };
  page(reportActions.menu, z.unknown(), (tx, reader) => menuPage(desk, tx, reader));
  page(reportActions.group, z.object({ group: z.enum(groupNames) }), async (tx, reader, { params }) =>
    reader.scope.kind === 'company' ? groupPage(desk, tx, reader, params.group) : undefined,
  );
  page(reportActions.show, z.object({ report: z.string(), period: askedPeriod }), async (tx, reader, { params }) =>
    mayRead(reader.scope, params.report) ? reportPage(desk, tx, reader, params) : undefined,
  );
  actions.define({
    kind: reportActions.dates,
    params: z.object({ report: z.string() }),
    run: async (ctx, { params }) => {
      if (!mayRead(readerOf(ctx, desk)?.scope, params.report)) return refused(ctx);
      await dialogs.prefill(ctx, datesDialog, { values: { report: params.report }, guessed: [], note: '' });
      return { kind: 'applied', toast: false };
    },
  });
  actions.define({
    kind: reportActions.picture,
    params: z.object({ source: fileSource }),
    run: async (ctx, { params: { source } }) => {
      if (!mayHave(ctx, desk, source)) return refused(ctx);
      await askForPicture(ctx, desk, source);
      return { kind: 'applied', toast: false };
    },
  });
  actions.define({
    kind: reportActions.file,
    params: z.object({ source: fileSource, format: z.enum(fileFormats) }),
    run: async (ctx, { params: { source, format } }) => {
      if (!mayHave(ctx, desk, source) || !(await askForFile(ctx, desk, source, format))) return refused(ctx);
      return { kind: 'applied', toast: false };
    },
  });
  return composer;
}

/** What stands in a button was allowed when it was drawn; a role may have been taken since. */
function mayHave(ctx: RepairContext, desk: Desk, source: FileSource): boolean {
  const scope = readerOf(ctx, desk)?.scope;
  if (source.kind !== 'report' || !mayRead(scope, source.report)) return false;
  return scope?.kind === 'company' || source.masterId === scope?.masterId;
}

function readerOf(ctx: RepairContext, desk: Desk): PageReader | undefined {
  const userId = ctx.from?.id ?? 0;
  const scope = scopeOf(desk, userId);
  return scope === undefined ? undefined : { userId, language: ctx.language, scope };
}

function refused(ctx: RepairContext): Outcome {
  return { kind: 'not_allowed_now', reason: ctx.words.plain('not-allowed-now') };
}

async function sendMenu(ctx: RepairContext, desk: Desk): Promise<void> {
  const reader = readerOf(ctx, desk);
  if (reader === undefined) {
    await ctx.reply(ctx.words.t('not-allowed-now'), { parse_mode: 'HTML' });
    return;
  }
  const page = await menuPage(desk, await ctx.durable.tx(), reader);
  await ctx.reply(page.html, { parse_mode: 'HTML', reply_markup: page.reply_markup });
}
