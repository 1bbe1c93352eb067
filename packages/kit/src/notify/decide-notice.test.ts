import { describe, expect, test } from 'vitest';
import { decideNotice, endOfQuiet, type NoticeClass, type NoticeFacts, type NoticeWishes } from './decide-notice.ts';

const wishes: NoticeWishes = { zone: 'Europe/Moscow', quiet: { from: '22:00', until: '08:00' }, kinds: {} };
/** 23:30 and 12:00 in Moscow. */
const night = Date.parse('2026-11-21T20:30:00Z');
const noon = Date.parse('2026-11-21T09:00:00Z');
const morning = new Date('2026-11-22T05:00:00Z');
const facts: NoticeFacts = {
  nowMs: noon,
  workLastHour: 0,
  aboutTopic: 0,
  aboutTopicLastDay: 0,
  lastPromoAtMs: undefined,
  promosUnanswered: 0,
};
const now = { kind: 'now' };
const later = { kind: 'later', at: morning };
const off = { kinds: { k: false } };
const on = { kinds: { k: true } };

describe('a notice', () => {
  test.each<[NoticeClass, string, Partial<NoticeWishes>, Partial<NoticeFacts>, object]>([
    ['transactional', 'by day', {}, {}, now],
    ['transactional', 'at night', {}, { nowMs: night }, later],
    ['transactional', 'at night to somebody who waits', {}, { nowMs: night, waiting: true }, now],
    ['transactional', 'that was switched off', off, {}, now],
    ['work', 'by day', {}, {}, now],
    ['work', 'at night', {}, { nowMs: night }, later],
    ['work', 'at night on shift', {}, { nowMs: night, onShift: true }, now],
    ['work', 'that was switched off', off, {}, { kind: 'drop', why: 'switched_off' }],
    ['work', 'after nine others', {}, { workLastHour: 9 }, now],
    ['work', 'after ten others', {}, { workLastHour: 10 }, { kind: 'digest', at: new Date('2026-11-21T10:00:00Z') }],
    ['work', 'after ten others at night', {}, { workLastHour: 10, nowMs: night }, { kind: 'digest', at: morning }],
    ['reminder', 'by day', {}, {}, now],
    ['reminder', 'at night', {}, { nowMs: night }, later],
    ['reminder', 'the third time', {}, { aboutTopic: 2 }, now],
    ['reminder', 'the fourth time', {}, { aboutTopic: 3 }, { kind: 'drop', why: 'too_often' }],
    ['reminder', 'that was switched off', off, {}, { kind: 'drop', why: 'switched_off' }],
    ['safety', 'at night', {}, { nowMs: night }, now],
    ['safety', 'that was switched off', off, {}, now],
    ['safety', 'within a day', {}, { aboutTopicLastDay: 1 }, { kind: 'drop', why: 'told_already' }],
    ['promo', 'that nobody asked for', {}, {}, { kind: 'drop', why: 'not_wanted' }],
    ['promo', 'that was asked for', on, {}, now],
    ['promo', 'at night', on, { nowMs: night }, later],
    ['promo', 'that was switched off', off, {}, { kind: 'drop', why: 'switched_off' }],
    ['promo', 'a day after another', on, { lastPromoAtMs: noon - 86_400_000 }, { kind: 'drop', why: 'too_often' }],
    ['promo', 'a week after another', on, { lastPromoAtMs: noon - 7 * 86_400_000 }, now],
    ['promo', 'after three without answer', on, { promosUnanswered: 3 }, { kind: 'drop', why: 'unanswered' }],
  ])('of class %s %s', (noticeClass, _when, wish, fact, decision) => {
    expect(decideNotice({ class: noticeClass, kind: 'k' }, { ...wishes, ...wish }, { ...facts, ...fact })).toEqual(
      decision,
    );
  });
});

describe('quiet hours', () => {
  const quiet = { from: '01:30', until: '03:30' };
  test.each([
    // The clocks go from 2:00 to 3:00 in Berlin at 1:00Z.
    ['before they begin', '2026-03-29T00:29:00Z', undefined],
    ['over the hour that is not there', '2026-03-29T00:30:00Z', '2026-03-29T01:30:00.000Z'],
    ['after they end', '2026-03-29T01:30:00Z', undefined],
    // And from 3:00 to 2:00 at 1:00Z in autumn: one hour more of quiet.
    ['over the hour that comes twice', '2026-10-24T23:45:00Z', '2026-10-25T02:30:00.000Z'],
    ['in its second pass', '2026-10-25T01:15:00Z', '2026-10-25T02:30:00.000Z'],
  ])('are right %s', (_when, at, end) => {
    expect(endOfQuiet({ zone: 'Europe/Berlin', quiet }, Date.parse(at))?.toISOString()).toBe(end);
  });

  test('may go over midnight, and may be none', () => {
    expect(endOfQuiet(wishes, Date.parse('2026-11-21T19:00:00Z'))).toEqual(morning);
    expect(endOfQuiet(wishes, morning.getTime())).toBeUndefined();
    expect(endOfQuiet({ zone: 'UTC', quiet: { from: '08:00', until: '08:00' } }, noon)).toBeUndefined();
    expect(endOfQuiet({ zone: 'UTC', quiet: undefined }, noon)).toBeUndefined();
  });
});
