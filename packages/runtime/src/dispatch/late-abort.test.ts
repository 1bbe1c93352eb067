import { expect, test } from 'vitest';
import { over } from '../over.ts';
import { createLateAbort } from './late-abort.ts';

test('whoever asks before the abort hears of it, and the signal is one and the same', () => {
  const abort = createLateAbort();
  const { signal } = abort;
  expect(signal.aborted).toBe(false);
  abort.abort();
  expect(signal.aborted).toBe(true);
  expect(signal.reason).toBe(over);
  expect(abort.signal).toBe(signal);
});

test('whoever asks after the abort gets a signal that says so', () => {
  const abort = createLateAbort();
  abort.abort();
  expect(abort.signal.aborted).toBe(true);
  expect(abort.signal.reason).toBe(over);
});
