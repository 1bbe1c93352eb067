import { createRandom, type Random } from '../random.ts';

export interface FaultAction {
  status?: number | undefined;
  description?: string | undefined;
  retry_after?: number | undefined;
  delay_ms?: number | undefined;
  /** Cut the connection before or after the call took effect. */
  reset?: 'before' | 'after' | undefined;
  body?: 'html' | 'truncated' | undefined;
}

/** Which calls go wrong, and how. Conditions that are absent always hold. */
export interface FaultRule {
  bot?: number | undefined;
  method?: string | undefined;
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

  list(): (FaultRule & { id: number; seen: number; fired: number })[] {
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

  find(botId: number, method: string, chatId: string): FaultAction | undefined {
    if (this.#active.length === 0) return undefined;
    for (const fault of this.#active) {
      if (!matches(fault.rule, botId, method, chatId)) continue;
      fault.seen += 1;
      if (!fires(fault)) continue;
      fault.fired += 1;
      return fault.rule.action;
    }
    return undefined;
  }

  async delay(ms: number, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

function matches(rule: FaultRule, botId: number, method: string, chatId: string): boolean {
  if (rule.bot !== undefined && rule.bot !== botId) return false;
  if (rule.method !== undefined && rule.method.toLowerCase() !== method.toLowerCase()) return false;
  return rule.chat === undefined || String(rule.chat) === chatId;
}

function fires(fault: ActiveFault): boolean {
  const { rule } = fault;
  if (rule.times !== undefined && fault.fired >= rule.times) return false;
  if (rule.nth !== undefined && fault.seen !== rule.nth) return false;
  if (rule.every !== undefined && fault.seen % rule.every !== 0) return false;
  return rule.probability === undefined || fault.random.next() < rule.probability;
}
