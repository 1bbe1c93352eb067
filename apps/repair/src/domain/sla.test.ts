import { describe, expect, test } from 'vitest';
import { deskPolicy, timersOfStatus, usualRules } from './sla.ts';

const moscow = deskPolicy({ zone: 'Europe/Moscow' });
const at = (text: string) => new Date(`${text}+03:00`);
const due = (status: 'new' | 'assigned' | 'closed', when: string) =>
  Object.fromEntries(timersOfStatus(status, at(when), moscow).map(({ event, dueAt }) => [event, dueAt]));

describe('limits that a company sets', () => {
  test('count from the next timer on: the rules are asked each time', () => {
    let minutes = 5;
    const policy = deskPolicy({
      zone: 'Europe/Moscow',
      rules: () => ({ ...usualRules, limits: { ...usualRules.limits, noOfferMs: minutes * 60_000 } }),
    });
    const first = () =>
      timersOfStatus('new', at('2026-11-21T12:00:00'), policy).find(({ event }) => event === 'no_offer_1');
    expect(first()?.dueAt).toEqual(at('2026-11-21T12:05:00'));
    minutes = 20;
    expect(first()?.dueAt).toEqual(at('2026-11-21T12:20:00'));
  });
});

describe('the desk’s calendar', () => {
  test('is silent from ten to six', () => {
    expect(moscow.isNight(at('2026-11-21T21:59:00'))).toBe(false);
    expect(moscow.isNight(at('2026-11-21T22:00:00'))).toBe(true);
    expect(moscow.isNight(at('2026-11-22T05:59:00'))).toBe(true);
    expect(moscow.isNight(at('2026-11-22T06:00:00'))).toBe(false);
    expect(moscow.outsideNight(at('2026-11-21T23:00:00'))).toEqual(at('2026-11-22T06:00:00'));
    expect(moscow.outsideNight(at('2026-11-22T01:00:00'))).toEqual(at('2026-11-22T06:00:00'));
    expect(moscow.outsideNight(at('2026-11-22T12:00:00'))).toEqual(at('2026-11-22T12:00:00'));
    expect(deskPolicy({ zone: 'Europe/Moscow', nightFrom: 0, nightTo: 0 }).isNight(at('2026-11-22T03:00:00'))).toBe(
      false,
    );
  });

  test('keeps the wall clock where it changes', () => {
    const kyiv = deskPolicy({ zone: 'Europe/Kyiv' });
    // On the night of 2026-03-29 the clock goes from three to four.
    expect(kyiv.nextMorning(new Date('2026-03-28T20:00:00Z'))).toEqual(new Date('2026-03-29T07:00:00Z'));
    expect(kyiv.outsideNight(new Date('2026-03-28T23:00:00Z'))).toEqual(new Date('2026-03-29T03:00:00Z'));
    const { dayFrom, dayTo } = kyiv.dayOf(new Date('2026-03-29T12:00:00Z'));
    expect(dayTo.getTime() - dayFrom.getTime()).toBe(23 * 3_600_000);
  });
});

describe('recalling', () => {
  test('an order without an offer grows rarer and ends', () => {
    expect(due('new', '2026-11-21T12:00:00')).toEqual({
      no_offer_1: at('2026-11-21T12:05:00'),
      no_offer_2: at('2026-11-21T12:20:00'),
      no_offer_3: at('2026-11-21T13:00:00'),
      limit_new: at('2026-11-21T14:00:00'),
    });
  });

  test('does not come all at once after a night', () => {
    expect(due('new', '2026-11-21T23:30:00')).toMatchObject({
      no_offer_1: at('2026-11-22T06:00:00'),
      no_offer_2: at('2026-11-22T06:15:00'),
      no_offer_3: at('2026-11-22T06:55:00'),
    });
  });

  test('keeps to the limits of each status', () => {
    expect(due('assigned', '2026-11-21T09:00:00')).toEqual({ limit_assigned: at('2026-11-21T17:00:00') });
    expect(due('closed', '2026-11-21T09:00:00')).toEqual({});
  });
});
