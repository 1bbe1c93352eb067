import { DownloadError, TelegramError } from '@durabot/bot-api';
import { createBlobFiles, pictureNotesOf, takeIn, type FileKind, type IntakeRules, type Turn } from '@durabot/kit';
import type { JobContext, JobDefinition, NewJob, RunningJob } from '@durabot/runtime';
import { z } from 'zod';
import type { Desk } from '../desk.ts';
import { instantOfLocal } from '../domain/wall-clock.ts';
import { keepFile, listWaitingFiles, noteNotKept, type FileOwner, type WaitingFile } from '../store/kept-file-store.ts';

const names = { own: 'repair.take_in', left: 'repair.take_in_left' } as const;
/** The hosted Bot API hands out no larger ones. */
const mostBytes = 20 * 1024 * 1024;
/** What is refused so often is gone: Telegram says the same of a file that it cannot give just now. */
const mostTries = 3;
/** In one run; what is left is there for the next. */
const batch = 200;

const pictures: readonly FileKind[] = ['jpeg', 'png', 'webp', 'heic'];
const accepted: Readonly<Record<WaitingFile['kind'], readonly FileKind[]>> = {
  photo: pictures,
  voice: ['ogg', 'mp3', 'm4a'],
  audio: ['mp3', 'm4a', 'ogg', 'wav'],
  video: ['mp4', 'quicktime'],
  document: [...pictures, 'pdf', 'docx', 'xlsx', 'odt', 'text', 'mp4', 'quicktime', 'mp3', 'm4a', 'ogg'],
};

/** What of the desk is needed. */
type IntakeDesk = Pick<Desk, 'db' | 'clock' | 'settings' | 'filesDir' | 'log'>;

const payload = z.union([z.object({ orderId: z.number() }), z.object({ masterId: z.number() })]);
const result = z.object({ places: z.number() });

/** Fetches the files of an order, or a master's photo, a moment later; adding it twice is doing it once. */
function takeInJob(owner: FileOwner): NewJob {
  const key = 'orderId' in owner ? `take-in/order/${owner.orderId}` : `take-in/master/${owner.masterId}`;
  return { name: names.own, key, serialKey: key, payload: owner };
}

/** Has the files of an order, or a master's photo, fetched after the commit; of nobody, nothing. */
export function takeInLater({ durable }: Pick<Turn, 'durable'>, owner: number | FileOwner | undefined): void {
  if (owner !== undefined) durable.jobs.add(takeInJob(typeof owner === 'number' ? { orderId: owner } : owner));
}

/** For the bot's definition: files are fetched when they are sent, and every hour those that could not be had. */
export function takeInJobs(desk: Desk): Record<string, JobDefinition> {
  return {
    [names.own]: {
      run: (job) => takeInFiles(desk, job, payload.parse(job.payload)),
      done: (ctx) => showPlaces(ctx, desk),
    },
    [names.left]: {
      cron: { pattern: '47 * * * *', catchUpMs: 0 },
      maxAttempts: 1,
      run: (job) => takeInFiles(desk, job, undefined),
    },
  };
}

/**
 * Fetches what waits, one file after another; each is a commit of its own, so whoever runs again goes on. A file that
 * Telegram does not hand out keeps no other from being fetched.
 *
 * @throws the first fault that another attempt may heal
 */
export async function takeInFiles(
  desk: IntakeDesk,
  { fetchFile, signal }: Pick<RunningJob, 'fetchFile' | 'signal'>,
  owner: FileOwner | undefined,
): Promise<z.infer<typeof result>> {
  let places = 0;
  let fault: unknown;
  for (const file of await listWaitingFiles(desk.db, owner, batch)) {
    if (signal.aborted) break;
    try {
      if (await takeInOne(desk, file, await fetchFile(file.fileId, mostBytes))) places += 1;
    } catch (error) {
      if (signal.aborted) throw error;
      const state = stateAfter(error, file);
      if (state === undefined) {
        fault ??= error;
        continue;
      }
      await noteNotKept(desk.db, file, state);
      desk.log.info({ holder: file.holder, seq: file.seq, state }, 'file not kept');
    }
  }
  if (fault !== undefined) throw fault;
  return { places };
}

/** @returns whether it came with a place */
async function takeInOne(desk: IntakeDesk, file: WaitingFile, original: Buffer): Promise<boolean> {
  const rules: IntakeRules = { accept: accepted[file.kind], mostBytes, keepLocation: file.withPlace };
  const taken = await takeIn(original, rules);
  if (taken.kind === 'refused') {
    await noteNotKept(desk.db, file, 'refused');
    desk.log.info({ holder: file.holder, seq: file.seq, because: taken.because }, 'file not taken');
    return false;
  }
  // Looked for in what came: what is kept has no notes any more.
  const notes = pictureNotesOf(taken.fileKind, original);
  const place = file.withPlace ? notes.place : undefined;
  const kept = {
    bytes: taken.bytes,
    mediaType: taken.mediaType,
    takenAt: notes.takenAt === undefined ? undefined : momentOf(notes.takenAt, desk.settings.zone),
    place,
  };
  const at = new Date(desk.clock.nowMs());
  const isKept = await desk.db.transaction((tx) => keepFile(tx, createBlobFiles(desk.filesDir), file, kept, at));
  return isKept && place !== undefined;
}

/** What a camera says by its clock, in the desk's zone unless it says its own. */
function momentOf(takenAt: string, zone: string): Date {
  return takenAt.length > '2026-11-21T12:00:00'.length ? new Date(takenAt) : instantOfLocal(takenAt, zone);
}

/** What a file is that Telegram refuses, here or in an hour; undefined for faults that say nothing of the file. */
function stateAfter(error: unknown, { tries }: WaitingFile): 'waiting' | 'gone' | 'refused' | undefined {
  if (error instanceof DownloadError && error.code === 'DOWNLOAD_TOO_LARGE') return 'refused';
  if (!(error instanceof TelegramError) || (error.status !== 400 && error.status !== 404)) return undefined;
  if (error.description.includes('too big')) return 'refused';
  return tries + 1 >= mostTries ? 'gone' : 'waiting';
}

/** Whoever looks at the order sees where its pictures were taken. */
async function showPlaces(ctx: JobContext, desk: Desk): Promise<void> {
  const owner = payload.parse(ctx.job.payload);
  if (!('orderId' in owner) || result.parse(ctx.job.result).places === 0) return;
  await desk.cards.refresh(ctx, { entity: 'order', entityId: String(owner.orderId) });
}
