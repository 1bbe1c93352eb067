import { mkdtempSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DownloadError, TelegramError } from '@durabot/bot-api';
import {
  createBlobFiles,
  findResidue,
  getReceipt,
  listAudit,
  listBlobs,
  requestErasure,
  runErasure,
  sweepBlobs,
} from '@durabot/kit';
import { runtimeMigrations, systemClock } from '@durabot/runtime';
import { aJpeg, createTestDatabase, silentLog, type TestDatabase } from '@durabot/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditChain } from '../src/audit.ts';
import { parseRepairSettings } from '../src/config.ts';
import { masterLabel } from '../src/notify/client-words.ts';
import { findMeanStars, insertRating } from '../src/store/rating-store.ts';
import { takeInFiles } from '../src/files/take-in.ts';
import { listWaitingFiles, orderBlobs } from '../src/store/kept-file-store.ts';
import { addVisitPhotos, findNewestPlace, listOrderPhotos } from '../src/store/photo-store.ts';
import { repairMigrations } from '../src/migrations.ts';
import { clientErasers } from '../src/privacy/client-erasers.ts';
import { forgetOld } from '../src/privacy/privacy-jobs.ts';
import { joinClient, listFollowedOrders, lockClientLink, putClientLink } from '../src/store/client-link-store.ts';
import { rateOrder } from '../src/use-cases/rate-order.ts';
import { anna, client, createDesk, fillDesk, masterIds, sergey, type Desk } from './a-desk.ts';
import { noon } from './an-order.ts';

let database: TestDatabase;
let desk: Desk;
beforeAll(async () => {
  database = await createTestDatabase([runtimeMigrations, ...repairMigrations]);
  await fillDesk(database.db);
  desk = createDesk(database.db);
});
afterAll(async () => {
  await rm(store.filesDir, { recursive: true, force: true });
  await database.drop();
});

/** What fetching files needs of the desk. */
const store = {
  filesDir: mkdtempSync(join(tmpdir(), 'durabot-test-')),
  log: silentLog,
  clock: { ...systemClock, nowMs: () => noon.getTime() },
  settings: parseRepairSettings({}),
  get db() {
    return database.db;
  },
};

async function keptFiles(): Promise<number> {
  const found = await readdir(store.filesDir, { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).length;
}

const file = (kind: 'photo' | 'voice' | 'document', id: string) => ({
  kind,
  fileId: id,
  fileUniqueId: `u-${id}`,
  asFile: kind === 'document',
});

let phones = 9_160_000_100;
async function anOrderWith(files: readonly ReturnType<typeof file>[]) {
  phones += 1;
  const attachments = files.map(({ kind, fileId, fileUniqueId }) => ({ kind, fileId, fileUniqueId }));
  return desk.submit({ client: { phone: `+7${phones}` }, attachments });
}

/** Telegram's files, with what was asked for. */
function aTelegram(files: Readonly<Record<string, Buffer>>) {
  const asked: string[] = [];
  const wrong = {
    method: 'getFile',
    kind: 'badRequest',
    status: 400,
    description: 'Bad Request: wrong file_id',
  } as const;
  return {
    asked,
    signal: new AbortController().signal,
    fetchFile: async (fileId: string): Promise<Buffer> => {
      asked.push(fileId);
      const bytes = files[fileId];
      if (bytes === undefined) throw new TelegramError(wrong);
      return bytes;
    },
  };
}

const months = (count: number): Date => new Date(noon.getTime() + count * 30.5 * 86_400_000 + 3_600_000);
const line = { kind: 'work', name: 'Насос', quantityMilli: 1000, costMinor: 0, providedBy: 'company' } as const;

/** An order that Sergey has done for more than was agreed to. */
async function aDearerOrder(phone: string): Promise<number> {
  const { useCases } = desk;
  const { id: orderId } = await desk.submit({ client: { phone, name: 'Виктория' } });
  const masterId = sergey.id ?? 0;
  await desk.does(useCases.offer, { orderId, actor: anna, masterId, mode: 'direct' });
  await desk.does(useCases.accept, { orderId, actor: sergey, masterId });
  await desk.does(useCases.arrive, { orderId, actor: sergey });
  await desk.does(useCases.sendEstimate, { orderId, actor: sergey, lines: [{ ...line, unitPriceMinor: 100_000 }] });
  await desk.does(useCases.approveEstimate, { orderId, actor: client });
  await desk.does(useCases.finish, {
    orderId,
    actor: sergey,
    lines: [{ ...line, unitPriceMinor: 150_000 }],
    payments: [],
    debtReason: 'заплатит завтра',
    warrantyDays: 30,
    mismatchReason: 'дороже деталь',
  });
  return orderId;
}

describe('a total that is not the one agreed to', () => {
  test('keeps an order from closing by itself until the client confirms it, once', async () => {
    const { useCases } = desk;
    const orderId = await aDearerOrder('+79160000001');
    expect(await desk.does(useCases.confirmTotal, { orderId, actor: sergey })).toMatchObject({ reason: 'not_yours' });
    const confirmed = await desk.does(useCases.confirmTotal, { orderId, actor: client });
    expect(confirmed).toMatchObject({ kind: 'applied', facts: [{ kind: 'total_confirmed', totalMinor: 150_000 }] });
    expect(await desk.does(useCases.confirmTotal, { orderId, actor: client })).toMatchObject({
      kind: 'already_applied_by_me',
    });
    desk.at = new Date(noon.getTime() + 25 * 3_600_000);
    expect((await desk.fire(orderId)).map(({ kind }) => kind)).toContain('closed');
    desk.at = noon;
  });

  test('may be disputed by the client instead, and then is not confirmed', async () => {
    const { useCases } = desk;
    const orderId = await aDearerOrder('+79160000002');
    await desk.does(useCases.dispute, { orderId, actor: client, reason: 'не договаривались' });
    expect(await desk.does(useCases.confirmTotal, { orderId, actor: client })).toMatchObject({
      reason: 'is_not_disputed',
    });
  });
});

describe('stars', () => {
  test('count once, and three or fewer are a task', async () => {
    const orderId = await aDearerOrder('+79160000003');
    const rate = (stars: number) =>
      desk.does((tx, on: Parameters<typeof rateOrder>[1]) => rateOrder(tx, on, desk.useCases), {
        orderId,
        actor: client,
        stars,
      });
    expect(await rate(3)).toMatchObject({
      kind: 'applied',
      facts: [
        { kind: 'rated', stars: 3 },
        { kind: 'task_opened', task: 'bad_rating', dueAt: new Date(noon.getTime() + 15 * 60_000) },
      ],
    });
    expect(await rate(5)).toMatchObject({ kind: 'already_applied_by_me' });
    const { rows } = await database.db.query('select stars from repair.rating where order_id = $1', [orderId]);
    expect(rows).toEqual([{ stars: 3 }]);
  });
});

describe('a client’s link', () => {
  test('binds all orders of the client; one person may be two clients', async () => {
    const { db } = database;
    const userId = 4_400_000_001;
    const first = await desk.submit({ client: { phone: '+79160000004' } });
    const second = await desk.submit({ client: { phone: '+79160000004' } });
    const other = await desk.submit({ client: { phone: '+79160000005' } });
    for (const [token, order] of [
      ['c1', first],
      ['c2', other],
    ] as const) {
      await db.transaction(async (tx) => {
        await putClientLink(tx, { token, orderId: order.id, at: noon, expiresAt: months(1) });
        await joinClient(tx, { token, clientId: order.clientId, userId, at: noon });
      });
    }
    const followed = await listFollowedOrders(db, userId);
    expect(followed.map(({ orderId }) => orderId)).toEqual([other.id, second.id, first.id]);
    expect(await db.transaction((tx) => lockClientLink(tx, 'c1'))).toMatchObject({ usedBy: userId });
    expect(await db.transaction((tx) => lockClientLink(tx, 'c3'))).toBeUndefined();
  });
});

test('stars of a master are told from the third rating on', async () => {
  const { db } = database;
  const masterId = masterIds[8] ?? 0;
  const told = async (): Promise<string> =>
    masterLabel({ name: 'Сергей', stars: await findMeanStars(db, masterId) }, { language: 'ru' });
  for (const [stars, label] of [
    [5, 'Сергей'],
    [5, 'Сергей'],
    [4, 'Сергей (★ 4,7)'],
  ] as const) {
    const { id: orderId } = await anOrderWith([]);
    await db.query('update repair.service_order set master_id = $2 where id = $1', [orderId, masterId]);
    await db.transaction((tx) => insertRating(tx, { orderId, stars, at: noon }));
    expect(await told()).toBe(label);
  }
});

describe('files of an order', () => {
  test('are fetched once, lose their place unless it was asked for, and are one file however often they were sent', async () => {
    const { db } = database;
    const { id: orderId } = await anOrderWith([file('photo', 'a'), file('photo', 'b'), file('voice', 'v')]);
    const other = await anOrderWith([file('photo', 'a')]);
    const telegram = aTelegram({ a: aJpeg(), b: aJpeg({ pixels: 'other' }), v: Buffer.from('OggS\0') });
    await takeInFiles(store, telegram, { orderId });
    await takeInFiles(store, telegram, { orderId });
    await takeInFiles(store, telegram, { orderId: other.id });
    expect(telegram.asked).toEqual(['a', 'b', 'v', 'a']);
    const { rows } = await db.query<{ hash: string; media_type: string; taken_at: Date; latitude: number | null }>(
      `select hash, media_type, taken_at, latitude from repair.order_attachment
       where order_id = any ($1) and kind = 'photo' order by order_id, position`,
      [[orderId, other.id]],
    );
    expect(rows.map(({ hash }) => hash)).toEqual([rows[0]?.hash, rows[1]?.hash, rows[0]?.hash]);
    expect(rows[0]).toMatchObject({ media_type: 'image/jpeg', taken_at: noon, latitude: null });
    expect(rows[0]?.hash).not.toBe(rows[1]?.hash);
    expect(await keptFiles()).toBe(3);
    const bytes = await createBlobFiles(store.filesDir).read(rows[0]?.hash ?? '');
    expect(bytes.includes('pixels')).toBe(true);
    expect(bytes.includes('Exif')).toBe(false);
  });

  test('keep the place of those that the master sent with it', async () => {
    const { db } = database;
    const { id: orderId } = await anOrderWith([]);
    const masterId = sergey.id ?? 0;
    await desk.does(desk.useCases.offer, { orderId, actor: anna, masterId, mode: 'direct' });
    await desk.does(desk.useCases.accept, { orderId, actor: sergey, masterId });
    const of = { orderId, stage: 'before', at: noon, by: undefined } as const;
    await db.transaction(async (tx) => {
      await addVisitPhotos(tx, { ...of, withPlace: true, place: undefined }, [file('document', 'with')]);
      await addVisitPhotos(tx, { ...of, withPlace: false, place: undefined }, [file('photo', 'without')]);
    });
    const photo = aJpeg({ latitude: -33.5, longitude: 151.25 });
    expect(await takeInFiles(store, aTelegram({ with: photo, without: photo }), { orderId })).toEqual({ places: 1 });
    const found = await listOrderPhotos(db, orderId);
    expect(found.map(({ fileId, place }) => [fileId, place])).toEqual([
      ['with', { latitude: -33.5, longitude: 151.25 }],
      ['without', undefined],
    ]);
    expect(await findNewestPlace(db, orderId)).toEqual({ latitude: -33.5, longitude: 151.25 });
  });

  test('that Telegram has no more, or that are none, keep no other from being fetched, and end after three times', async () => {
    const { db } = database;
    const { id: orderId } = await anOrderWith([file('photo', 'gone'), file('photo', 'text'), file('photo', 'last')]);
    const telegram = aTelegram({ text: Buffer.from('no picture'), last: aJpeg({ pixels: 'last' }) });
    const states = async (): Promise<string[]> => {
      const { rows } = await db.query<{ keep_state: string }>(
        'select keep_state from repair.order_attachment where order_id = $1 order by position',
        [orderId],
      );
      return rows.map(({ keep_state }) => keep_state);
    };
    await takeInFiles(store, telegram, { orderId });
    expect(await states()).toEqual(['waiting', 'refused', 'kept']);
    await takeInFiles(store, telegram, undefined);
    await takeInFiles(store, telegram, undefined);
    expect(await states()).toEqual(['gone', 'refused', 'kept']);
    // A fault of the line says nothing of the file.
    const { id: later } = await anOrderWith([file('photo', 'late')]);
    const broken = { ...telegram, fetchFile: () => Promise.reject(new DownloadError('DOWNLOAD_FAILED', 'cut')) };
    await expect(takeInFiles(store, broken, { orderId: later })).rejects.toThrow('cut');
    await takeInFiles(store, aTelegram({ late: aJpeg({ pixels: 'late' }) }), { orderId: later });
    expect((await listWaitingFiles(db, { orderId: later }, 9)).length).toBe(0);
  });

  test('go with their client, but for what another order has, too', async () => {
    const { db } = database;
    const own = await anOrderWith([file('photo', 'shared'), file('photo', 'own')]);
    const other = await anOrderWith([file('photo', 'shared')]);
    const telegram = aTelegram({ shared: aJpeg({ pixels: 'shared' }), own: aJpeg({ pixels: 'own' }) });
    for (const { id } of [own, other]) await takeInFiles(store, telegram, { orderId: id });
    const before = await keptFiles();
    const subject = { product: 'repair', tenant: 'main', subject: String(own.clientId) } as const;
    await db.transaction((tx) =>
      requestErasure(tx, { ...subject, id: 'files', actor: { kind: 'system', id: 'test' }, via: 'system', at: noon }),
    );
    const receipt = await runErasure(
      db,
      'files',
      clientErasers(() => false),
      () => noon,
    );
    expect(receipt.lines.find(({ table }) => table === 'kit.blob_ref')?.deleted).toBe(2);
    await sweepBlobs(db, createBlobFiles(store.filesDir), noon);
    expect(await keptFiles()).toBe(before - 1);
    expect(await listBlobs(db, orderBlobs(other.id))).toHaveLength(1);
  });
});

describe('forgetting', () => {
  const erasers = clientErasers(() => false);

  test('comes 24 months after the last order and not before; pictures go after 12, money stays', async () => {
    const { db } = database;
    const phone = '+79165554433';
    const orderId = await aDearerOrder(phone);
    const files = createBlobFiles(store.filesDir);
    await takeInFiles(store, aTelegram({ 'photo-1': aJpeg({ pixels: 'old' }) }), { orderId });
    const kept = await keptFiles();
    await desk.does(desk.useCases.close, { orderId, actor: anna, rev: undefined });
    const words = ['Виктория', '9165554433', 'Лесная'];
    const pictures = async (): Promise<number> =>
      (await db.query('select 1 from repair.order_attachment where order_id = $1', [orderId])).rows.length;
    await forgetOld(db, erasers, () => months(11), files);
    expect(await pictures()).toBe(1);
    expect(await keptFiles()).toBe(kept);
    await forgetOld(db, erasers, () => months(13), files);
    expect(await pictures()).toBe(0);
    expect(await keptFiles()).toBe(kept - 1);
    const { entries } = await listAudit(db, { ...auditChain, page: { size: 1 } });
    expect(entries[0]).toMatchObject({ action: 'files.dropped', after: { count: expect.any(Number) } });
    const { rows } = await db.query<{ client_id: number }>('select client_id from repair.service_order where id = $1', [
      orderId,
    ]);
    expect((await findResidue(db, ['repair'], ['9165554433'])).length).toBeGreaterThan(0);
    await forgetOld(db, erasers, () => months(25), files);
    expect(await findResidue(db, ['repair'], ['9165554433'])).toEqual([]);
    const receipt = await getReceipt(db, `retention-${rows[0]?.client_id}`);
    expect(receipt.lines.find(({ table }) => table === 'repair.address')?.anonymised).toBe(1);
    const { rows: sums } = await db.query('select total_minor from repair.service_order where id = $1', [orderId]);
    expect(sums).toEqual([{ total_minor: 150_000 }]);
    // Open orders keep their clients, however long they take.
    expect((await findResidue(db, ['repair'], words)).map(({ table }) => table)).toContain('repair.client');
  });

  test('changes nothing of the history but people’s words, and only while it forgets', async () => {
    const { db } = database;
    const change = (sql: string, erasing: boolean): Promise<unknown> =>
      db.transaction(async (tx) => {
        if (erasing) await tx.query(`select set_config('repair.erasing', 'on', true)`);
        await tx.query(sql);
      });
    const wipe = 'update repair.order_history set reason = null, details = null';
    await expect(change(wipe, false)).rejects.toThrow(/append-only/);
    await expect(change(`${wipe}, at = now()`, true)).rejects.toThrow(/append-only/);
    await expect(change(`update repair.order_history set reason = 'x'`, true)).rejects.toThrow(/append-only/);
    await expect(change('delete from repair.order_history', true)).rejects.toThrow(/append-only/);
  });
});
