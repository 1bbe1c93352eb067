import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { callForm, type ApiAnswer, type Fixture } from './fixture.ts';

/** A call and the refusal that it must meet, word for word. */
export interface Refusal {
  method: string;
  params: object;
  /** Files to upload with it: bytes and name. */
  files?: Record<string, readonly [Buffer, string]>;
  code: number;
  description: string;
}

interface Row {
  code: number;
  description: string;
  layer?: string;
}

const data: { methods: Record<string, Row[]>; groups: Record<string, Row[]> } = JSON.parse(
  readFileSync(new URL('../../data/bot-api-errors.json', import.meta.url), 'utf8'),
);

export interface RefusalTable {
  fixture: () => Fixture;
  /** Called once all is prepared. */
  refusals: () => readonly Refusal[];
  /** Every row of the open servers for these methods must be met by a call of this method. */
  methods: readonly string[];
  /** Shared rows that any of the calls may meet. */
  groups?: readonly string[];
  /** Rows that no call of the table provokes, and why; `method: description` or the description alone. */
  elsewhere?: Readonly<Record<string, string>>;
}

/** Two tests: each call is refused in the exact words, and each row of the reference data is met. */
export function describeRefusals(table: RefusalTable): void {
  it('refusals have the exact code and words', async () => {
    const wrong: object[] = [];
    for (const { method, params, files, code, description } of table.refusals()) {
      const answer = await callWith(table.fixture(), method, params, files);
      const isRight = answer.status === code && answer.error_code === code && answer.description === description;
      if (!isRight) wrong.push({ method, params, expected: description, got: answer.description ?? 'ok' });
    }
    expect(wrong).toEqual([]);
  });

  it('refusals cover every row that the open servers answer', () => {
    const missing: string[] = [];
    const { elsewhere = {} } = table;
    const needless = new Set(Object.keys(elsewhere));
    const refusals = table.refusals();
    const miss = (owner: string, { description }: Row): void => {
      const name = `${owner}: ${description}`;
      const excuses = [name, description].filter((excuse) => excuse in elsewhere);
      if (excuses.length === 0) missing.push(name);
      for (const excuse of excuses) needless.delete(excuse);
    };
    for (const method of table.methods) {
      const rows = data.methods[method] ?? [];
      for (const row of rows) {
        if (row.layer === 'telegram-server') continue;
        if (!refusals.some((refusal) => refusal.method === method && meets(refusal, row, rows))) miss(method, row);
      }
    }
    for (const group of table.groups ?? []) {
      const rows = data.groups[group] ?? [];
      for (const row of rows) if (!refusals.some((refusal) => meets(refusal, row, rows))) miss(group, row);
    }
    expect({ missing, needless: [...needless] }).toEqual({ missing: [], needless: [] });
  });
}

async function callWith(
  { api, url, bot }: Fixture,
  method: string,
  params: object,
  files: Refusal['files'],
): Promise<ApiAnswer> {
  if (files === undefined) return await api(method, params);
  const form = new FormData();
  for (const [name, value] of Object.entries(params)) {
    form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  for (const [name, [bytes, fileName]] of Object.entries(files)) {
    form.set(name, new Blob([new Uint8Array(bytes)]), fileName);
  }
  return await callForm(url, bot.token, method, form);
}

/** Rows of the open servers for a method that none of these descriptions is. */
export function missingRows(method: string, descriptions: readonly string[]): string[] {
  const rows = (data.methods[method] ?? []).filter((row) => row.layer !== 'telegram-server');
  return rows
    .map((row) => row.description)
    .filter((row) => !descriptions.some((description) => description === row || patternOf(row).test(description)));
}

/** Words that a row has as they stand do not count for another one that leaves a part of them open. */
function meets({ code, description }: Refusal, row: Row, rows: readonly Row[]): boolean {
  if (code !== row.code || !patternOf(row.description).test(description)) return false;
  return description === row.description || !rows.some((other) => other.description === description);
}

/** The words of a row, with anything in place of its `{names}`. */
function patternOf(description: string): RegExp {
  const parts = description.split(/\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}
