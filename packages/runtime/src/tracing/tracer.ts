import { createHash } from 'node:crypto';

/** Is told of each stretch of work when it is over. Must not throw, and must not wait for anything. */
export interface Tracer {
  record(span: Span): void;
}

/** A stretch of work on the way from an update to its answers. Its ids and times say all; it holds nobody's words. */
export interface Span {
  /** 32 hexadecimal digits, the same for everything with one correlation id, in every process. */
  traceId: string;
  /** 16 hexadecimal digits. */
  spanId: string;
  /** Absent in the first one of a trace. */
  parentSpanId: string | undefined;
  name: SpanName;
  startMs: number;
  endMs: number;
  /** The code of what went wrong. */
  error?: string;
  attributes: Readonly<Record<string, string | number>>;
}

/** `store`: ingress took it in. Then it waits in the inbox, is handled and committed; its calls wait in the outbox and are sent. */
export type SpanName = 'store' | 'wait in inbox' | 'handle' | 'commit' | 'job' | 'wait in outbox' | 'send';

/** One stretch as a stage knows it. */
export interface Stretch {
  correlationId: string;
  name: SpanName;
  /** Tells it from others of its name in the trace: an entry with its attempt, say. */
  key: string;
  parent: { name: SpanName; key: string } | undefined;
  startMs: number;
  endMs: number;
  error?: string | undefined;
  attributes?: Readonly<Record<string, string | number | undefined>>;
}

/** Tells a tracer of stretches; nothing happens, and nothing is reckoned, where there is none. */
export function recordSpan(tracer: Tracer | undefined, describe: () => Stretch | undefined): void {
  if (tracer === undefined) return;
  const stretch = describe();
  if (stretch === undefined) return;
  const { correlationId, name, key, parent, startMs, error } = stretch;
  tracer.record({
    traceId: digest(correlationId, 32),
    spanId: spanIdOf(correlationId, name, key),
    parentSpanId: parent === undefined ? undefined : spanIdOf(correlationId, parent.name, parent.key),
    name,
    startMs,
    // Clocks of two machines may differ by some milliseconds.
    endMs: Math.max(stretch.endMs, startMs),
    ...(error !== undefined && { error }),
    attributes: { 'durabot.correlation_id': correlationId, ...known(stretch.attributes ?? {}) },
  });
}

/** The first span of a trace, and the commit of it: what comes later, wherever that is, is below these. */
export const firstStretch = { name: 'store', key: '' } as const;
export const firstCommit = { name: 'commit', key: '' } as const;

/** By its digits, every process keeps or leaves out the same traces. @param ratio 1 keeps all of them */
export function isSampled(traceId: string, ratio: number): boolean {
  return Number.parseInt(traceId.slice(0, 8), 16) / 2 ** 32 < ratio;
}

function spanIdOf(correlationId: string, name: SpanName, key: string): string {
  return digest(`${correlationId}\n${name}\n${key}`, 16);
}

function digest(text: string, length: number): string {
  const hex = createHash('sha256').update(text).digest('hex').slice(0, length);
  // All zeros stand for no id.
  return /[1-9a-f]/.test(hex) ? hex : `${hex.slice(1)}1`;
}

function known(attributes: Readonly<Record<string, string | number | undefined>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
