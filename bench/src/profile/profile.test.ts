import type { Profiler } from 'node:inspector';
import { expect, test } from 'vitest';
import { areaOf, placeOf, sumByArea, sumByFunction } from './areas.ts';
import { memoryTree, timeTree } from './call-tree.ts';
import { flameGraph } from './flame-graph.ts';

const root = 'file:///home/me/durabot';
const frame = (functionName: string, url: string): Profiler.ProfileNode['callFrame'] => ({
  functionName,
  url,
  scriptId: '0',
  lineNumber: 1,
  columnNumber: 1,
});
const handler = frame('handle', `${root}/packages/runtime/dist/dispatch/handle-entry.js`);
const query = frame('query', `${root}/node_modules/pg/lib/client.js`);
const write = frame('write', 'node:net');

/** The loop calls a handler, which asks the database, for which Node writes; then it waits. */
const profile: Profiler.Profile = {
  nodes: [
    { id: 1, callFrame: frame('(root)', ''), children: [2, 3, 7, 8] },
    { id: 2, callFrame: handler, children: [4] },
    // Called again from the same place, optimized in between.
    { id: 3, callFrame: handler, children: [5] },
    { id: 4, callFrame: query, children: [6] },
    { id: 5, callFrame: query },
    { id: 6, callFrame: write },
    { id: 7, callFrame: frame('(idle)', '') },
    { id: 8, callFrame: frame('(garbage collector)', '') },
  ],
  startTime: 0,
  endTime: 1_000,
  samples: [2, 3, 6, 5, 7, 8, 7],
  timeDeltas: [0, 100, 50, 300, 20, 500, 10],
};

const inArea = (url: string): string => areaOf({ name: 'f', url });
const each = (amount: number): string => `${amount} µs`;

test('calls of one function from the same place are one, and idle time is none', () => {
  const tree = timeTree(profile);
  expect(tree).toMatchObject({ total: 480, calls: [{ name: 'handle', self: 150, total: 470 }, { total: 10 }] });
  expect(tree.calls[0]?.calls).toHaveLength(1);
});

test('what Node does counts for the one that asked for it', () => {
  expect(sumByArea(timeTree(profile))).toEqual([
    { area: 'PostgreSQL client', self: 20, onBehalf: 320 },
    { area: 'dispatch', self: 150, onBehalf: 150 },
    { area: 'garbage collector', self: 10, onBehalf: 10 },
    { area: 'Node', self: 300, onBehalf: 0 },
  ]);
});

test('functions are added up wherever they were called from', () => {
  expect(sumByFunction(timeTree(profile)).map(({ name, place, self }) => [name, place, self])).toEqual([
    ['write', 'node:net', 300],
    ['handle', 'packages/runtime/dist/dispatch/handle-entry.js', 150],
    ['query', 'pg', 20],
    ['(garbage collector)', '', 10],
  ]);
});

test('memory makes a tree of bytes', () => {
  const leaf = { callFrame: query, selfSize: 30, id: 3, children: [] };
  const node = { callFrame: handler, selfSize: 12, id: 2, children: [leaf, { ...leaf, id: 4 }] };
  const head = { callFrame: frame('(root)', ''), selfSize: 0, id: 1, children: [node] };
  expect(memoryTree({ head })).toMatchObject({
    total: 72,
    calls: [{ self: 12, calls: [{ name: 'query', self: 60 }] }],
  });
});

test('each place belongs to an area', () => {
  expect(inArea(`${root}/packages/runtime/dist/dialog/advance.js`)).toBe('dialog and handler');
  expect(inArea(`${root}/bench/dist/src/ours/order-dialog.js`)).toBe('dialog and handler');
  expect(inArea(`${root}/packages/runtime/dist/clock.js`)).toBe('runtime, the rest');
  expect(inArea(`${root}/node_modules/pg-pool/index.js`)).toBe('PostgreSQL client');
  expect(inArea(`${root}/node_modules/fastify/lib/reply.js`)).toBe('HTTP server');
  expect(inArea(`${root}/node_modules/undici/lib/core.js`)).toBe('HTTP client');
  expect(inArea(`${root}/node_modules/prom-client/lib/counter.js`)).toBe('other libraries');
  expect(inArea('node:events')).toBe('Node');
  expect(placeOf(`${root}/node_modules/a/node_modules/@b/c/index.js`)).toBe('@b/c');
});

test('a flame graph has a box for each call, as wide as its share, with a tip that says what it is', () => {
  const { svg } = flameGraph({ name: 'n', title: 't', root: timeTree(profile), each });
  const boxes = [
    ...svg.matchAll(/<title>(\w+|\(.*?\)).*?<\/title><rect class="a\d+" x="([\d.]+)" y="(\d+)" width="([\d.]+)"/g),
  ];
  expect(boxes.map(([, name]) => name)).toEqual(['process', 'handle', 'query', 'write', '(garbage collector)']);
  const widths = boxes.map(([, , , , width]) => Number(width));
  expect((widths[1] ?? 0) / (widths[0] ?? 1)).toBeCloseTo(470 / 480, 2);
  expect(svg).toContain('query (pg): 320 µs for an update, 66.7%; itself 20 µs; PostgreSQL client');
});
