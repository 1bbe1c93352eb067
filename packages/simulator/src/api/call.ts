import type { Polling } from '../delivery/polling.ts';
import type { Webhooks } from '../delivery/webhooks.ts';
import type { FloodControl } from '../load/flood-control.ts';
import type { BotRecord } from '../world/types.ts';
import type { World } from '../world/world.ts';
import type { LocalMode } from './local-mode.ts';
import type { Params } from './params.ts';

/** One request of a bot, with all a method needs to answer it. */
export interface Call {
  readonly world: World;
  readonly bot: BotRecord;
  /** The method's name as the documentation writes it. */
  readonly method: string;
  readonly params: Params;
  /** `X-Client-Request` of the request. */
  readonly marker: string | undefined;
  readonly flood: FloodControl;
  readonly polling: Polling;
  readonly webhooks: Webhooks;
  /** Set when the server runs in local mode. */
  readonly local: LocalMode | undefined;
  /** Ends when the client goes away; made only for calls that wait. */
  readonly signal: () => AbortSignal;
}

/** `text` is the result already serialised. */
export type Answer = { result: unknown; description?: string } | { text: string };

export type Method = (call: Call) => Answer | Promise<Answer>;
