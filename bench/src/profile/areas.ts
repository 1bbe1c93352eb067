import type { Call } from './call-tree.ts';

/** Parts of a program that somebody could make faster. */
export const areaNames = [
  'dialog and handler',
  'dispatch',
  'ingress and inbox',
  'sender and outbox',
  'runtime, the rest',
  'grammY and zod',
  'PostgreSQL client',
  'HTTP server',
  'HTTP client',
  'other libraries',
  'Node',
  'garbage collector',
  'engine and system',
] as const;

export type AreaName = (typeof areaNames)[number];

/** By the path in the project or the package's name; the first that fits. */
const rules: readonly (readonly [RegExp, AreaName])[] = [
  [/^packages\/runtime\/dist\/(dialog|texts)\b|^bench\/dist\/src\/(order|ours)\//, 'dialog and handler'],
  [/^packages\/runtime\/dist\/(dispatch|mirror)\//, 'dispatch'],
  [/^packages\/runtime\/dist\/(ingress|inbox)\//, 'ingress and inbox'],
  [/^packages\/runtime\/dist\/(sender|outbox|broadcast)\/|^packages\/bot-api\//, 'sender and outbox'],
  [/^packages\/runtime\//, 'runtime, the rest'],
  [/^(grammy|zod|@grammyjs\/[\w-]+)$/, 'grammY and zod'],
  [/^packages\/postgres\/|^(pg|pg-.*|postgres-.*)$/, 'PostgreSQL client'],
  [/^(fastify|find-my-way|secure-json-parse|avvio|@fastify\/.*)$|^node:_http/, 'HTTP server'],
  // Its parser is WebAssembly.
  [/^undici$|^wasm:/, 'HTTP client'],
  [/^node:|^$/, 'Node'],
];

export function areaOf({ name, url }: Pick<Call, 'name' | 'url'>): AreaName {
  if (name === '(garbage collector)') return 'garbage collector';
  if (name === '(program)' || name === '(root)' || name === 'process') return 'engine and system';
  const place = placeOf(url);
  return rules.find(([pattern]) => pattern.test(place))?.[1] ?? 'other libraries';
}

/** A package of others by its name, a file of ours by its path in the project. */
export function placeOf(url: string): string {
  const [, library] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  if (library !== undefined) return library;
  const [, own] = /\/((?:packages|apps|bench)\/[^/]+\/.*)$/.exec(url) ?? [];
  return own ?? url;
}

export interface AreaSum {
  readonly area: AreaName;
  /** By its own functions. */
  readonly self: number;
  /** And by what Node did for it. */
  readonly onBehalf: number;
}

/** Adds a tree up by areas; most first. */
export function sumByArea(root: Call): AreaSum[] {
  const selfOf = new Map<AreaName, number>();
  const onBehalfOf = new Map<AreaName, number>();
  const add = (to: Map<AreaName, number>, area: AreaName, us: number): void => {
    to.set(area, (to.get(area) ?? 0) + us);
  };

  function visit(call: Call, caller: AreaName): void {
    const own = areaOf(call);
    // What Node does, it does for whoever asked; nobody did for what comes from its loop.
    const asker = own === 'Node' ? caller : own;
    add(selfOf, own, call.self);
    add(onBehalfOf, asker, call.self);
    for (const one of call.calls) visit(one, asker);
  }

  for (const one of root.calls) visit(one, 'Node');
  return areaNames
    .map((area) => ({ area, self: selfOf.get(area) ?? 0, onBehalf: onBehalfOf.get(area) ?? 0 }))
    .filter(({ self, onBehalf }) => self + onBehalf > 0)
    .toSorted((one, other) => other.onBehalf - one.onBehalf);
}

export interface FunctionSum {
  readonly name: string;
  readonly place: string;
  readonly area: AreaName;
  self: number;
}

/** Functions by what they took themselves, wherever they were called from; most first. */
export function sumByFunction(root: Call): FunctionSum[] {
  const functions = new Map<string, FunctionSum>();
  const open = [...root.calls];
  for (let call = open.pop(); call !== undefined; call = open.pop()) {
    const key = `${call.name} ${call.url}`;
    const known = functions.get(key) ?? { name: call.name, place: placeOf(call.url), area: areaOf(call), self: 0 };
    known.self += call.self;
    functions.set(key, known);
    open.push(...call.calls);
  }
  return [...functions.values()].toSorted((one, other) => other.self - one.self);
}
