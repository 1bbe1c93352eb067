import type { z } from 'zod';

import type { Polling } from '../delivery/polling.ts';
import type { DeliveryCounters } from '../delivery/counters.ts';
import type { Webhooks } from '../delivery/webhooks.ts';
import type { Journal } from '../journal.ts';
import type { Faults } from '../load/faults.ts';
import type { FloodControl } from '../load/flood-control.ts';
import type { CallStats } from '../load/stats.ts';
import type { World } from '../world/world.ts';

/** What control calls work on. */
export interface ControlContext {
  world: World;
  polling: Polling;
  webhooks: Webhooks;
  counters: DeliveryCounters;
  flood: FloodControl;
  faults: Faults;
  stats: CallStats;
  journal: Journal;
  /** Empties the world. */
  reset: () => void;
}

/** An answer that is no JSON. */
export class RawAnswer {
  readonly type: string;
  readonly body: string | Buffer;
  readonly headers: Record<string, string>;

  constructor(type: string, body: string | Buffer, headers: Record<string, string>) {
    this.type = type;
    this.body = body;
    this.headers = headers;
  }
}

export interface ControlRoute {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With `{name}` for variable parts. */
  readonly path: string;
  readonly summary: string;
  /** Validates query (GET, DELETE) or body, merged with the variable parts of the path. */
  readonly input: z.ZodType;
  readonly run: (context: ControlContext, input: unknown, signal: AbortSignal) => unknown;
}

/** Declares a route; `run` gets the input in the type that the schema proves. */
export function route<Schema extends z.ZodType>(
  method: ControlRoute['method'],
  path: string,
  summary: string,
  input: Schema,
  run: (context: ControlContext, input: z.output<Schema>, signal: AbortSignal) => unknown,
): ControlRoute {
  return { method, path, summary, input, run: (context, raw, signal) => run(context, input.parse(raw), signal) };
}
