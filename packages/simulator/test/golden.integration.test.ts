import { writeFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { messages } from './golden/messages.ts';
import { updates } from './golden/updates.ts';
import { startFixture, type Fixture } from './support/fixture.ts';
import { createRecorder, type Goldens } from './support/golden-recorder.ts';
import { NOT_MODELLED, runScenario } from './support/golden-scenario.ts';
import { findDisorder } from './support/field-order.ts';
import { UPDATE_KINDS } from '../src/world/updates.ts';

// What bots read, byte by byte, for every kind of message and update. After a wanted change:
//   UPDATE_GOLDENS=1 npx vitest run --project integration packages/simulator/test/golden
// then `npx oxfmt packages/simulator/test/golden` and `npx tsc`, which compares the new goldens with the published types.
// Read the difference before it is kept.
const isUpdating = process.env['UPDATE_GOLDENS'] === '1';

let fixture: Fixture;
let goldens: Goldens;

beforeAll(async () => {
  fixture = await startFixture();
  const recorder = createRecorder(fixture, UPDATE_KINDS);
  await runScenario(fixture, recorder);
  goldens = recorder.goldens;
  if (isUpdating) {
    write('messages', 'aMessage', goldens.messages);
    write('updates', 'anUpdate', goldens.updates);
  }
}, 60_000);
afterAll(async () => await fixture.stop());

describe('what bots read', () => {
  it.runIf(!isUpdating)('of messages is the same as ever, byte by byte', () => {
    expect(Object.fromEntries(goldens.messages)).toEqual(textsOf(messages));
  });

  it.runIf(!isUpdating)('of updates is the same as ever, byte by byte', () => {
    expect(Object.fromEntries(goldens.updates)).toEqual(textsOf(updates));
  });

  it('has every kind of update that is modelled', () => {
    const seen = new Set([...goldens.updates.values()].map((text) => Object.keys(JSON.parse(text))[1]));
    const missing = UPDATE_KINDS.filter((kind) => !seen.has(kind) && !(kind in NOT_MODELLED));
    expect(missing).toEqual([]);
  });

  it('has its fields in the order of the official server', () => {
    const wrong: string[] = [];
    for (const [name, text] of goldens.messages) wrong.push(...findDisorder(name, 'JsonMessage', JSON.parse(text)));
    for (const [name, text] of goldens.updates) {
      const [kind = '', body] = Object.entries(JSON.parse(text))[1] ?? [];
      wrong.push(...findDisorder(name, kind, body));
    }
    expect(wrong).toEqual([]);
  });
});

function textsOf(objects: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(objects).map(([name, value]) => [name, JSON.stringify(value)]));
}

function write(name: string, check: string, texts: ReadonlyMap<string, string>): void {
  const lines = [...texts].map(([key, text]) => `  ${quote(key)}: ${check}(${literal(JSON.parse(text), '  ')}),`);
  const file = [
    '// Written by golden.integration.test.ts, which says how; not to be edited.',
    `import { ${check} } from '../support/golden-types.ts';`,
    '',
    `export const ${name}: Readonly<Record<string, unknown>> = {`,
    ...lines,
    '};',
    '',
  ];
  writeFileSync(new URL(`golden/${name}.ts`, import.meta.url), file.join('\n'));
}

/** A value as source, one field a line. */
function literal(value: unknown, indent: string): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((item) => `${inner}${literal(item, inner)},\n`).join('')}${indent}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value);
    if (fields.length === 0) return '{}';
    return `{\n${fields.map(([key, item]) => `${inner}${key}: ${literal(item, inner)},\n`).join('')}${indent}}`;
  }
  return typeof value === 'string' ? quote(value) : JSON.stringify(value);
}

function quote(text: string): string {
  return `'${JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)}'`;
}
