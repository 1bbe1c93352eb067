import { isJsonObject } from '../json.ts';
import { createRandom, type Random } from '../random.ts';
import type { UpdateRecord } from '../world/types.ts';

/** What goes wrong. A fault with `status` has no effect on the world, one with only `body` or `delay_ms` has. */
export interface FaultAction {
  status?: number | undefined;
  description?: string | undefined;
  retry_after?: number | undefined;
  /** Wait before the call is looked at, in real time. */
  delay_ms?: number | undefined;
  /** Cut the connection before or after the call took effect. */
  reset?: 'before' | 'after' | undefined;
  /** A web page of a proxy, half an answer and then a cut, or a body that trickles in over `slow_ms`. */
  body?: 'html' | 'truncated' | 'slow' | undefined;
  /** How long a slow body takes, in real time; 5 s unless told. */
  slow_ms?: number | undefined;
  /** Deliver an update again that the bot has confirmed: once more by the same way, with the same number. */
  duplicate_update?: true | undefined;
}

/** Which calls (or with `duplicate_update`, which updates) go wrong, and how. Conditions that are absent always hold. */
export interface FaultRule {
  bot?: number | undefined;
  method?: string | undefined;
  /** Kind of update, such as `message`; only with `duplicate_update`. */
  update?: string | undefined;
  chat?: number | undefined;
  /** Only the n-th matching call, counted from 1. */
  nth?: number | undefined;
  /** Each n-th matching call. */
  every?: number | undefined;
  probability?: number | undefined;
  seed?: number | undefined;
  /** At most so many times. */
  times?: number | undefined;
  action: FaultAction;
}

/** A fault that is ordered, with how many calls or updates it has seen, and how many it hit. */
export interface ActiveFaultRule extends FaultRule {
  id: number;
  seen: number;
  fired: number;
}

interface ActiveFault {
  readonly id: number;
  readonly rule: FaultRule;
  readonly random: Random;
  seen: number;
  fired: number;
}

/** Faults that a test ordered; the first rule that fires decides. */
export class Faults {
  #active: ActiveFault[] = [];
  #nextId = 1;

  add(rule: FaultRule): number {
    const id = this.#nextId++;
    this.#active.push({ id, rule, random: createRandom(rule.seed ?? 1), seen: 0, fired: 0 });
    return id;
  }

  list(): ActiveFaultRule[] {
    return this.#active.map(({ id, rule, seen, fired }) => ({ id, ...rule, seen, fired }));
  }

  remove(id: number): boolean {
    const before = this.#active.length;
    this.#active = this.#active.filter((fault) => fault.id !== id);
    return this.#active.length < before;
  }

  clear(): void {
    this.#active = [];
  }

  /** What shall go wrong with this call. */
  find(botId: number, method: string, chatId: string): FaultAction | undefined {
    if (this.#active.length === 0) return undefined;
    return this.#fire(
      ({ action, bot, method: name, chat }) =>
        action.duplicate_update === undefined &&
        (bot === undefined || bot === botId) &&
        (name === undefined || name.toLowerCase() === method.toLowerCase()) &&
        (chat === undefined || String(chat) === chatId),
    );
  }

  /** Whether this update, which the bot has just confirmed, shall be delivered once more. */
  isRepeated(update: UpdateRecord): boolean {
    if (this.#active.length === 0) return false;
    const action = this.#fire(
      ({ action: { duplicate_update: isMeant }, bot, update: kind, chat }) =>
        isMeant === true &&
        (bot === undefined || bot === update.botId) &&
        (kind === undefined || kind === update.kind) &&
        (chat === undefined || chat === chatOf(update)),
    );
    return action !== undefined;
  }

  #fire(isMatch: (rule: FaultRule) => boolean): FaultAction | undefined {
    for (const fault of this.#active) {
      if (!isMatch(fault.rule)) continue;
      fault.seen += 1;
      if (!fires(fault)) continue;
      fault.fired += 1;
      return fault.rule.action;
    }
    return undefined;
  }
}

/** The chat of an update, or the person whom one without a chat is about. */
function chatOf(update: UpdateRecord): unknown {
  const content: unknown = JSON.parse(update.json);
  if (!isJsonObject(content)) return undefined;
  const { chat, message, from, user } = content;
  const place = [chat, isJsonObject(message) ? message['chat'] : undefined, from, user].find(isJsonObject);
  return place?.['id'];
}

function fires(fault: ActiveFault): boolean {
  const { rule } = fault;
  if (rule.times !== undefined && fault.fired >= rule.times) return false;
  if (rule.nth !== undefined && fault.seen !== rule.nth) return false;
  if (rule.every !== undefined && fault.seen % rule.every !== 0) return false;
  return rule.probability === undefined || fault.random.next() < rule.probability;
}
