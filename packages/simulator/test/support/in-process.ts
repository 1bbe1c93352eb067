import { Pipeline, type ApiResponse } from '../../src/api/pipeline.ts';
import { VirtualClock } from '../../src/clock.ts';
import { DeliveryCounters } from '../../src/delivery/counters.ts';
import { Polling } from '../../src/delivery/polling.ts';
import { Webhooks } from '../../src/delivery/webhooks.ts';
import { EventBus } from '../../src/events.ts';
import { MalformedRequest, readParams } from '../../src/http/read-params.ts';
import { Journal } from '../../src/journal.ts';
import { Faults } from '../../src/load/faults.ts';
import { FloodControl } from '../../src/load/flood-control.ts';
import { TELEGRAM_LIMITS } from '../../src/load/limits.ts';
import { CallStats } from '../../src/load/stats.ts';
import { silentLog } from '../../src/log.ts';
import { createRandom } from '../../src/random.ts';
import { Store } from '../../src/store/store.ts';
import { World } from '../../src/world/world.ts';

/** What of a request matters behind the HTTP server. */
export interface BareRequest {
  token: string;
  method: string;
  query: string;
  contentType: string;
  contentEncoding?: string;
  body: Buffer | undefined;
}

export interface InProcess {
  readonly world: World;
  /** What was thrown that is no refusal. */
  readonly defects: readonly unknown[];
  /** Reads and answers a request as the HTTP server does; what the parser refuses has an empty text. */
  call(request: BareRequest): Promise<ApiResponse>;
  stop(): void;
}

/** A simulator without its HTTP server, for tests of very many requests. */
export function startInProcess(seed: number, { strictWebhookUrl = false } = {}): InProcess {
  const defects: unknown[] = [];
  const clock = new VirtualClock();
  const files = new Map<string, Buffer>();
  const world = new World({
    store: new Store(),
    clock,
    random: createRandom(seed),
    events: new EventBus(0),
    files: { put: (sha, bytes) => files.set(sha, bytes), get: (sha) => files.get(sha) },
  });
  const counters = new DeliveryCounters();
  const polling = new Polling(world, counters);
  const webhooks = new Webhooks({
    world,
    counters,
    log: silentLog,
    isStrict: strictWebhookUrl,
    runMethod: async () => {},
  });
  const pipeline = new Pipeline({
    world,
    polling,
    webhooks,
    flood: new FloodControl(clock, { ...TELEGRAM_LIMITS, enforced: false }),
    faults: new Faults(),
    stats: new CallStats(() => clock.seconds()),
    journal: new Journal(),
    log: { ...silentLog, error: (fields: { err?: unknown }) => defects.push(fields.err) },
    local: undefined,
  });
  return {
    world,
    defects,
    call: async ({ token, method, query, contentType, contentEncoding, body }) => {
      try {
        const params = await readParams(query, contentType, body, contentEncoding);
        return await pipeline.handle({
          token,
          method,
          params,
          marker: undefined,
          signal: () => AbortSignal.timeout(1),
        });
      } catch (error) {
        if (error instanceof MalformedRequest) return { status: error.status, text: '' };
        throw error;
      }
    },
    stop: () => {
      webhooks.stop();
      polling.stop();
      clock.stop();
    },
  };
}
