export interface MethodCount {
  ok: number;
  failed: number;
  by_status: Record<string, number>;
}

interface BotStats {
  calls: Map<string, MethodCount>;
  tooManyRequests: number;
  duplicateSends: number;
  orderViolations: number;
  sendsThisSecond: number;
  second: number;
  peak: number;
  /** `chat marker text` of sends that took effect. */
  sent: Set<string>;
  lastMarker: Map<string, number>;
}

/** Counts of calls, and what their client markers tell of repeats and of order. */
export class CallStats {
  readonly #bots = new Map<number, BotStats>();
  readonly #seconds: () => number;

  constructor(seconds: () => number) {
    this.#seconds = seconds;
  }

  note(botId: number, method: string, status: number, chat: string, text: string, marker: string | undefined): void {
    const stats = this.#of(botId);
    let count = stats.calls.get(method);
    if (count === undefined) {
      count = { ok: 0, failed: 0, by_status: {} };
      stats.calls.set(method, count);
    }
    const ok = status === 200;
    if (ok) count.ok += 1;
    else count.failed += 1;
    count.by_status[status] = (count.by_status[status] ?? 0) + 1;
    if (status === 429) stats.tooManyRequests += 1;
    if (!ok || !isSend(method)) return;
    this.#noteSpeed(stats);
    if (marker !== undefined) this.noteMarker(botId, chat, text, marker);
  }

  /** One message with a client marker took effect. Also called for the messages of an earlier process. */
  noteMarker(botId: number, chat: string, text: string, marker: string): void {
    const stats = this.#of(botId);
    const key = `${chat}\n${marker}\n${text}`;
    if (stats.sent.has(key)) stats.duplicateSends += 1;
    else stats.sent.add(key);
    const number = Number(marker);
    if (!/^\d+$/.test(marker) || !Number.isSafeInteger(number)) return;
    const last = stats.lastMarker.get(chat);
    if (last !== undefined && number < last) stats.orderViolations += 1;
    stats.lastMarker.set(chat, Math.max(last ?? 0, number));
  }

  /** The counts of one bot, or of all. */
  report(botId: number | undefined): {
    calls: Record<string, MethodCount>;
    too_many_requests: number;
    sends_per_s_peak: number;
    duplicate_sends: number;
    order_violations: number;
  } {
    const chosen = botId === undefined ? [...this.#bots.values()] : [this.#of(botId)];
    const calls: Record<string, MethodCount> = {};
    for (const stats of chosen) {
      for (const [method, count] of stats.calls) {
        const sum = (calls[method] ??= { ok: 0, failed: 0, by_status: {} });
        sum.ok += count.ok;
        sum.failed += count.failed;
        for (const [status, n] of Object.entries(count.by_status)) {
          sum.by_status[status] = (sum.by_status[status] ?? 0) + n;
        }
      }
    }
    const sumOf = (pick: (stats: BotStats) => number): number => chosen.reduce((sum, stats) => sum + pick(stats), 0);
    return {
      calls,
      too_many_requests: sumOf((stats) => stats.tooManyRequests),
      sends_per_s_peak: Math.max(0, ...chosen.map((stats) => stats.peak)),
      duplicate_sends: sumOf((stats) => stats.duplicateSends),
      order_violations: sumOf((stats) => stats.orderViolations),
    };
  }

  reset(): void {
    this.#bots.clear();
  }

  #noteSpeed(stats: BotStats): void {
    const second = this.#seconds();
    if (second !== stats.second) {
      stats.second = second;
      stats.sendsThisSecond = 0;
    }
    stats.sendsThisSecond += 1;
    stats.peak = Math.max(stats.peak, stats.sendsThisSecond);
  }

  #of(botId: number): BotStats {
    const known = this.#bots.get(botId);
    if (known !== undefined) return known;
    const created: BotStats = {
      calls: new Map(),
      tooManyRequests: 0,
      duplicateSends: 0,
      orderViolations: 0,
      sendsThisSecond: 0,
      second: 0,
      peak: 0,
      sent: new Set(),
      lastMarker: new Map(),
    };
    this.#bots.set(botId, created);
    return created;
  }
}

function isSend(method: string): boolean {
  return method.startsWith('send') ? method !== 'sendChatAction' : /^(copy|forward)Message/.test(method);
}
