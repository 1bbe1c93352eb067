import { expect, test } from 'vitest';
import { freeLane, laneLocksOf } from './lane-locks.ts';

const ids = { owner: () => '', short: () => 'abcdefghij', virtualMessageId: () => -1 };
const own = (lane: string): { bot: string; lane: string; byItself: boolean } => ({ bot: 'shop', lane, byItself: true });
const foreign = (lane: string): { bot: string; lane: string; byItself: boolean } => ({ ...own(lane), byItself: false });

test('a lane is locked in one bucket, the same each time, and alone only against other chats', () => {
  const { buckets, exclusive } = laneLocksOf([own('7'), own('7')]);
  expect(buckets).toHaveLength(1);
  expect(exclusive).toEqual([false]);
  expect(laneLocksOf([foreign('7')])).toEqual({ buckets, exclusive: [true] });
});

test('a bucket that is needed in both ways is held alone, whichever comes first', () => {
  expect(laneLocksOf([own('7'), foreign('7')]).exclusive).toEqual([true]);
  expect(laneLocksOf([foreign('7'), own('7')]).exclusive).toEqual([true]);
});

test('buckets come ascending and each once, and their number is limited', () => {
  const { buckets, exclusive } = laneLocksOf(Array.from({ length: 2_000 }, (_, chat) => foreign(String(1_000 + chat))));
  expect(buckets).toEqual([...new Set(buckets)].toSorted((one, other) => one - other));
  expect(exclusive).toHaveLength(buckets.length);
  expect(buckets.at(0)).toBeGreaterThanOrEqual(0);
  expect(buckets.at(-1)).toBeLessThan(256);
});

test('lanes of different bots are different lanes, and a free lane needs no lock', () => {
  expect(laneLocksOf([own('7')]).buckets).not.toEqual(laneLocksOf([{ ...own('7'), bot: 'desk' }]).buckets);
  expect(laneLocksOf([own(freeLane(ids)), foreign(freeLane(ids))])).toEqual({ buckets: [], exclusive: [] });
});
