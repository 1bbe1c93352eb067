import { expect, test } from 'vitest';
import { firstCommit, firstStretch, isSampled, recordSpan, type Span } from './tracer.ts';

function recorded(correlationId: string, name: 'store' | 'send', parent?: { name: 'commit'; key: string }): Span {
  const spans: Span[] = [];
  recordSpan({ record: (span) => spans.push(span) }, () => ({
    correlationId,
    ...(name === 'store' ? firstStretch : { name, key: 'c1' }),
    parent,
    startMs: 10,
    endMs: 5,
  }));
  const [span] = spans;
  if (span === undefined) throw new Error('Nothing was recorded.');
  return span;
}

test('processes that know nothing of each other give the same ids, and other updates get others', () => {
  const span = recorded('repair:u1', 'send', firstCommit);
  expect(span).toEqual(recorded('repair:u1', 'send', firstCommit));
  expect(span.traceId).toMatch(/^[\da-f]{32}$/);
  expect(span.spanId).toMatch(/^[\da-f]{16}$/);
  expect(span.traceId).toBe(recorded('repair:u1', 'store').traceId);
  expect(span.traceId).not.toBe(recorded('repair:u2', 'send').traceId);
  expect(span.endMs).toBe(span.startMs);
});

test('without a tracer nothing is reckoned', () => {
  recordSpan(undefined, () => {
    throw new Error('Somebody asked.');
  });
  expect(isSampled('f'.repeat(32), 1)).toBe(true);
  expect(isSampled('0'.repeat(32), 0)).toBe(false);
});
