import { readdirSync, readFileSync } from 'node:fs';
import { languages } from '@durabot/runtime';
import { expect, test } from 'vitest';
import { masterMachine } from '../domain/machines/master-machine.ts';
import { offerMachine } from '../domain/machines/offer-machine.ts';
import { orderMachine } from '../domain/machines/order-machine.ts';
import { visitMachine } from '../domain/machines/visit-machine.ts';
import { texts } from '../texts.ts';

/** Only the program itself meets these. */
const nobodyReads = ['is_expired', 'system_only_without_mismatch', 'timer_is_settled'];

const source = new URL('..', import.meta.url);

function saidInCode(): string[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^(domain|use-cases)\/.*(?<!\.test)\.ts$/.test(file),
  );
  const code = files.map((file) => readFileSync(new URL(file, source), 'utf8')).join('\n');
  return [...code.matchAll(/(?:notAllowed\(|kind: 'not_allowed_now', reason: )'(\w+)'/g)].map(([, name = '']) => name);
}

test.each(languages)('A14: every reason for which something is refused has words of its own in %s', (language) => {
  const guards = [orderMachine, visitMachine, offerMachine, masterMachine].flatMap(({ transitions }) =>
    transitions.flatMap((row) => (row.guards ?? []).map(({ name }) => name)),
  );
  const reasons = new Set([...guards, ...saidInCode()]);
  expect(reasons.size).toBeGreaterThan(60);
  const words = texts(language);
  const nothingInParticular = words.plain('refusal', { reason: 'other' });
  const wordless = [...reasons].filter(
    (reason) => !nobodyReads.includes(reason) && words.plain('refusal', { reason }) === nothingInParticular,
  );
  expect(wordless).toEqual([]);
});
