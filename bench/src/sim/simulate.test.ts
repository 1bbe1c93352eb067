import { describe, expect, test } from 'vitest';
import { shares, type Costs } from './costs.ts';
import type { Scenario } from './scenario.ts';
import { simulate } from './simulate.ts';

const costs: Costs = {
  measured: { command: '', date: '', commit: '', machine: '' },
  updateBotUs: 200,
  statementBotUs: 100,
  updateDatabaseUs: 100,
  statementDatabaseUs: 200,
  statementWaitMs: 1,
  idleProcessBotUs: 0,
  idleProcessDatabaseUs: 0,
  idleBotBotUs: 0,
  idleBotDatabaseUs: 0,
  processMib: 0,
  botMib: 0,
  databaseMib: 0,
  personBytes: 0,
  seenUpdateBytes: 0,
  sentMessageBytes: 0,
  logBytes: 0,
  peopleUs: 0,
};

const scenario: Scenario = {
  costs,
  cores: 2,
  processes: 1,
  bots: 1,
  limits: false,
  telegramMs: 20,
  networkMs: 0,
  concurrency: 500,
  sendConcurrency: 500,
  arrivals: { kind: 'closed', people: 1 },
  warmUpSeconds: 1,
  seconds: 5,
  seed: 1,
};

const atRate = (perSecond: number, changes: Partial<Scenario> = {}): Scenario => ({
  ...scenario,
  arrivals: { kind: 'open', perSecond, people: 10_000 },
  ...changes,
});

test('the same scenario has the same outcome, another seed another one', () => {
  expect(simulate(atRate(100))).toEqual(simulate(atRate(100)));
  expect(simulate(atRate(100)).p99Ms).not.toBe(simulate(atRate(100, { seed: 2 })).p99Ms);
});

test('alone, an update takes the sum of its parts: three statements before its answer leaves', () => {
  const { p50Ms, deliveredP50Ms, statementsPerUpdate } = simulate(atRate(1, { seconds: 60 }));
  const botMs = ((1 - shares.bot.settle) * costs.updateBotUs) / 1_000;
  const databaseMs = ((1 - shares.database.settle) * costs.updateDatabaseUs) / 1_000;
  expect(p50Ms).toBeCloseTo(botMs + databaseMs + 3 * (0.1 + 0.2 + 1), 6);
  expect(deliveredP50Ms).toBeCloseTo(p50Ms + 20, 6);
  expect(statementsPerUpdate).toBeCloseTo(4, 1);
});

test('with light load a process is used as much as its updates cost (utilisation law)', () => {
  const { use, perS } = simulate(atRate(50, { seconds: 60 }));
  expect(use.Node / (perS * 0.0006)).toBeCloseTo(1, 1);
  expect(use.database / ((perS * 0.0009) / 2)).toBeCloseTo(1, 1);
});

test.each([10, 100, 400])("%d people are as many as answers come in the time of one (Little's law)", (people) => {
  const outcome = simulate({ ...scenario, arrivals: { kind: 'closed', people } });
  expect((outcome.perS * outcome.deliveredP50Ms) / 1_000 / people).toBeCloseTo(1, 1);
});

test('the busier it is, the more updates share a statement, and no process does more than it can', () => {
  const few = simulate(atRate(50));
  const many = simulate(atRate(3_000));
  expect(few.statementsPerUpdate).toBeGreaterThan(3.5);
  expect(many.statementsPerUpdate).toBeLessThan(0.7 * few.statementsPerUpdate);
  expect(many.perS / many.offeredPerS).toBeGreaterThan(0.95);
  const tooMany = simulate(atRate(10_000));
  expect(tooMany.use.Node).toBeLessThanOrEqual(1.01);
  expect(tooMany.perS).toBeLessThan(0.6 * tooMany.offeredPerS);
  expect(tooMany.waiting).toBeGreaterThan(10_000);
});

test('more processes on more cores take more, and what they bring each other costs statements', () => {
  const changes = { cores: 8, databaseCores: 8, bots: 8, seconds: 2 };
  const one = simulate(atRate(8_000, changes));
  const four = simulate(atRate(8_000, { ...changes, processes: 4 }));
  expect(one.perS).toBeLessThan(0.8 * one.offeredPerS);
  expect(four.perS).toBeGreaterThan(0.95 * four.offeredPerS);
  const light = { cores: 8, databaseCores: 8, bots: 8 };
  expect(simulate(atRate(50, { ...light, processes: 4 })).statementsPerUpdate).toBeGreaterThan(
    simulate(atRate(50, light)).statementsPerUpdate + 0.5,
  );
});

describe("Telegram's limits", () => {
  test('a bot sends no more than thirty a second, whatever comes', () => {
    const { perS, use, first, waiting } = simulate(atRate(60, { limits: true, seconds: 30 }));
    expect(perS).toBeCloseTo(30 / 1.01, 0);
    expect(Math.abs(use.Telegram - 1)).toBeLessThan(0.03);
    expect(first).toBe('Telegram');
    expect(waiting).toBeGreaterThan(800);
  });

  test('a broadcast goes at that pace and leaves room for replies', () => {
    const limited = { limits: true, seconds: 30, broadcastRecipients: 3_000 };
    const alone = simulate(atRate(0.001, limited));
    expect(alone.broadcastPerS).toBeCloseTo(30 / 1.01, 0);
    const beside = simulate(atRate(10, limited));
    expect(beside.broadcastPerS + beside.perS).toBeCloseTo(30 / 1.01, 0);
    expect(beside.p99Ms).toBeLessThan(1_000);
  });

  test('a group gets twenty messages a minute', () => {
    const arrivals = { kind: 'open', perSecond: 2, people: 50, groupSize: 50 } as const;
    const { perS } = simulate({ ...scenario, limits: true, arrivals, warmUpSeconds: 61, seconds: 120 });
    expect(Math.abs(perS * 60 - 20)).toBeLessThan(1);
  });
});
