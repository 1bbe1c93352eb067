import type { Tx } from '@durabot/postgres';
import { createTestDatabase } from '@durabot/testing';
import type { TestDatabase } from '@durabot/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { appendAudit, kitMigrations, listAudit, verifyAudit } from '../src/index.ts';
import type { AuditContent, AuditPolicies } from '../src/index.ts';

let database: TestDatabase;
const chain = { product: 'repair', tenant: 'main' };
const policies: AuditPolicies = {
  order: { status: 'keep', clientName: 'maskName', phone: 'maskPhone', price: 'keep' },
};

beforeAll(async () => {
  database = await createTestDatabase([kitMigrations]);
});
afterAll(() => database.drop());
beforeEach(() => asSuperuser('truncate kit.audit_entry, kit.audit_chain'));

function entry(changes: Partial<AuditContent> = {}): AuditContent {
  return {
    ...chain,
    at: new Date('2026-11-22T10:00:00.123Z'),
    actor: { kind: 'user', id: '42', name: 'Анна Ковальчук' },
    via: 'bot',
    action: 'order.cancelled',
    entity: { kind: 'order', id: 'A-1' },
    ...changes,
  };
}

async function append(...entries: AuditContent[]): Promise<void> {
  for (const one of entries) await database.db.transaction((tx) => appendAudit(tx, one, policies));
}

/** As somebody who owns the database, past every trigger. */
async function asSuperuser(statement: string): Promise<void> {
  await database.db.transaction(async (tx) => {
    await tx.query(`set local session_replication_role = replica`);
    await tx.query(statement);
  });
}

const ids = (count: number): AuditContent[] =>
  Array.from({ length: count }, (_, n) => entry({ entity: { kind: 'order', id: `A-${n + 1}` } }));

describe('appending', () => {
  test('an entry keeps who, what and why, with names masked and unknown fields hidden', async () => {
    await append(
      entry({
        before: {
          status: 'new',
          clientName: 'Сергей Петров',
          phone: '+7 916 123-45-17',
          note: 'code 1234',
          price: null,
        },
        after: { status: 'cancelled', constructor: 'x' },
        reason: 'client',
        correlationId: 'repair:u1',
      }),
    );
    const { entries } = await listAudit(database.db, chain);
    expect(entries).toMatchObject([
      {
        seq: 1,
        at: new Date('2026-11-22T10:00:00.123Z'),
        actor: { kind: 'user', id: '42', name: 'Анна К.' },
        before: { status: 'new', clientName: 'Сергей П.', phone: '+79*******17', note: '[hidden]', price: null },
        after: { status: 'cancelled', constructor: '[hidden]' },
        reason: 'client',
        correlationId: 'repair:u1',
      },
    ]);
    const { rows } = await database.db.query(`select 1 from kit.audit_entry where audit_entry::text ~ 'Петров|1234'`);
    expect(rows).toEqual([]);
  });

  test('an entry goes with its transaction', async () => {
    const failing = database.db.transaction(async (tx) => {
      await appendAudit(tx, entry(), policies);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await listAudit(database.db, chain)).toEqual({ entries: [], next: undefined });
  });

  test('texts that the database cannot hold do not break the chain', async () => {
    await append(
      entry({
        reason: `zero \u0000 and half \ud83d of a pair`,
        after: { status: 'a\u0000b', price: { b: 1e21, a: [-0, 1.5, null, undefined, new Date(0)] } },
      }),
    );
    expect(await verifyAudit(database.db, chain)).toMatchObject({ kind: 'ok', count: 1 });
  });

  test('a chain that an open transaction has written to is free until that commits', async () => {
    const slow = await database.db.begin();
    await appendAudit(slow, entry({ entity: { kind: 'order', id: 'slow' } }), policies);
    await append(entry({ entity: { kind: 'order', id: 'quick' } }));
    await slow.commit();
    const { entries } = await listAudit(database.db, chain);
    expect(entries.map(({ seq, entity }) => [seq, entity.id])).toEqual([
      [2, 'slow'],
      [1, 'quick'],
    ]);
  });

  test('writers at the same time make one chain without gaps, each tenant its own', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        database.db.transaction(async (tx: Tx) => {
          await appendAudit(tx, entry({ tenant: `t${n % 2}` }), policies);
          await appendAudit(tx, entry({ tenant: `t${n % 2}` }), policies);
        }),
      ),
    );
    for (const tenant of ['t0', 't1'])
      expect(await verifyAudit(database.db, { ...chain, tenant })).toMatchObject({ kind: 'ok', count: 40 });
  });

  test.each([
    `update kit.audit_entry set action = 'x'`,
    `update kit.audit_entry set seq = null, hash = null, prev_hash = null`,
    `delete from kit.audit_entry`,
    `truncate kit.audit_entry`,
  ])('the database refuses: %s', async (statement) => {
    await append(entry());
    await expect(database.db.query(statement)).rejects.toMatchObject({ code: '23001' });
  });
});

describe('reading', () => {
  test('pages go from the latest to the first, and filters hold together', async () => {
    await append(...ids(5), entry({ action: 'order.made' }), entry({ actor: { kind: 'user', id: '7' } }));
    const first = await listAudit(database.db, { ...chain, page: { size: 3 } });
    const second = await listAudit(database.db, { ...chain, page: { size: 4, before: first.next ?? 0 } });
    expect([...first.entries, ...second.entries].map(({ seq }) => seq)).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(second.next).toBeUndefined();

    const seqs = async (filter: object) =>
      (await listAudit(database.db, { ...chain, ...filter })).entries.map((e) => e.seq);
    expect(await seqs({ entity: { kind: 'order', id: 'A-1' } })).toEqual([7, 6, 1]);
    expect(await seqs({ entity: { kind: 'order', id: 'A-1' }, actorId: '42' })).toEqual([6, 1]);
    expect(await seqs({ action: 'order.made' })).toEqual([6]);
    expect(await seqs({ tenant: 'other' })).toEqual([]);
  });
});

describe('verifying', () => {
  test('an untouched chain is whole, over several pages too', async () => {
    await database.db.transaction(async (tx) => {
      for (const one of ids(520)) await appendAudit(tx, one, policies);
    });
    expect(await verifyAudit(database.db, chain)).toMatchObject({ kind: 'ok', count: 520 });
    expect(await verifyAudit(database.db, { ...chain, tenant: 'none' })).toMatchObject({ kind: 'ok', count: 0 });
  });

  test.each([
    ['a changed action', `update kit.audit_entry set action = 'order.made' where seq = 3`, 3, 'altered'],
    ['a changed time', `update kit.audit_entry set at = at + interval '1 ms' where seq = 2`, 2, 'altered'],
    ['a changed field', `update kit.audit_entry set after = '{"price": 1}' where seq = 5`, 5, 'altered'],
    ['a deleted entry', `delete from kit.audit_entry where seq = 2`, 2, 'missing'],
    ['the first, deleted', `delete from kit.audit_entry where seq = 1`, 1, 'missing'],
    ['the last, deleted', `delete from kit.audit_entry where seq = 5`, 5, 'missing'],
    ['all, deleted', `delete from kit.audit_entry`, 1, 'missing'],
    [
      'two, swapped',
      `update kit.audit_entry e set seq = case e.seq when 2 then -4 when 4 then -2 end where seq in (2, 4);
       update kit.audit_entry e set seq = -seq where seq < 0`,
      2,
      'reordered',
    ],
    [
      'one, forged behind the last',
      `insert into kit.audit_entry (product, tenant, seq, at, actor_kind, actor_id, via, action, entity_kind, entity_id,
         content_hash, prev_hash, hash)
       select product, tenant, 6, at, actor_kind, actor_id, via, action, entity_kind, entity_id, content_hash, hash, hash
       from kit.audit_entry where seq = 5`,
      6,
      'altered',
    ],
    [
      'a changed hash of the head',
      `update kit.audit_chain set last_hash = decode(repeat('00', 32), 'hex')`,
      5,
      'altered',
    ],
  ])('%s shows', async (_what, statement, seq, because) => {
    await append(...ids(5));
    await database.db.query('alter table kit.audit_entry drop constraint if exists audit_entry_seq_check');
    await asSuperuser(statement);
    expect(await verifyAudit(database.db, chain)).toEqual({ kind: 'broken', seq, because });
  });

  test('a chain that was made anew in all its hashes differs from what was noted elsewhere', async () => {
    await append(...ids(3));
    const noted = await verifyAudit(database.db, chain);
    if (noted.kind !== 'ok') throw new Error('The chain was broken before.');
    await asSuperuser('truncate kit.audit_entry, kit.audit_chain');
    await append(...ids(2), entry());
    const expected = { seq: noted.count, hash: noted.headHash };
    expect(await verifyAudit(database.db, chain)).toMatchObject({ kind: 'ok', count: 3 });
    expect(await verifyAudit(database.db, chain, expected)).toEqual({ kind: 'broken', seq: 3, because: 'altered' });
    await append(entry());
    expect(await verifyAudit(database.db, chain, { ...expected, seq: 9 })).toEqual({
      kind: 'broken',
      seq: 5,
      because: 'missing',
    });
  });
});
