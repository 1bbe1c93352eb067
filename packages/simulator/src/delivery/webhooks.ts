import { performance } from 'node:perf_hooks';

import type { Params } from '../api/params.ts';
import type { Log } from '../log.ts';
import type { BotRecord, UpdateRecord } from '../world/types.ts';
import { tellDelivered } from '../world/receipts.ts';
import { dropUpdate, updateText } from '../world/updates.ts';
import type { World } from '../world/world.ts';
import type { DeliveryCounters } from './counters.ts';
import { createWebhookSender, type WebhookResult, type WebhookSender } from './webhook-sender.ts';

const RECENT_MS = 10_000;
const RAMP_STEP = 10;
const RAMP_MS = 500;
const RECONNECT_MS = 2_000;
const SET_PAUSE_MS = 1_000;
const GONE_S = 23 * 3600;
/** Keys loaded for each connection that there may be. */
const PRELOADED = 2;
/** The part of the backlog that is behind is dropped in pieces of this size. */
const FORGOTTEN_AT = 10_000;

/** The updates of one key: only the head is in flight, the next follows its success. */
interface KeyQueue {
  readonly key: string;
  readonly updates: UpdateRecord[];
  isBusy: boolean;
  failures: number;
  delayS: number;
  /** The head was taken once, and a fault delivers it again. */
  isRepeat: boolean;
  cancelRetry?: () => void;
}

interface BotDelivery {
  readonly bot: BotRecord;
  readonly sender: WebhookSender;
  readonly keys: Map<string, KeyQueue>;
  /** What waits until fewer keys are loaded, oldest first, from `backlogStart` on. */
  backlog: UpdateRecord[];
  backlogStart: number;
  /** Keys whose head may be sent now, in the order in which they became ready. */
  readonly ready: Set<KeyQueue>;
  active: number;
  /** How many requests may run at once at present. */
  width: number;
  widenedAtMs: number;
  lastSuccessMs: number;
  blockedUntilMs: number;
  wake?: NodeJS.Timeout;
  isStopped: boolean;
}

export interface WebhookParts {
  world: World;
  counters: DeliveryCounters;
  log: Log;
  /** Refuse addresses as Telegram does. */
  isStrict: boolean;
  /** Whether an update that was taken is to be delivered once more, by a fault. */
  isRepeated?: (update: UpdateRecord) => boolean;
  /** Carries out a method that a webhook named in its answer; the result is thrown away. */
  runMethod: (bot: BotRecord, method: string, params: Params) => Promise<void>;
}

/**
 * Delivers updates to webhooks as the official server does: one in flight a key, keys side by side,
 * a failing update holds only its own key back. Retries follow the simulator's clock.
 */
export class Webhooks {
  readonly #parts: WebhookParts;
  readonly #bots = new Map<number, BotDelivery>();

  readonly #setAtMs = new Map<number, number>();
  readonly #turns = new Map<number, number>();

  constructor(parts: WebhookParts) {
    this.#parts = parts;
  }

  get isStrict(): boolean {
    return this.#parts.isStrict;
  }

  /** setWebhook is possible once a second. */
  maySet(botId: number): boolean {
    const now = performance.now();
    if (now < (this.#setAtMs.get(botId) ?? -Infinity) + SET_PAUSE_MS) return false;
    this.#setAtMs.set(botId, now);
    return true;
  }

  /** Each change of a bot's webhook takes a turn; one whose turn is over has been overtaken. */
  takeTurn(botId: number): number {
    const turn = (this.#turns.get(botId) ?? 0) + 1;
    this.#turns.set(botId, turn);
    return turn;
  }

  isTurn(botId: number, turn: number): boolean {
    return this.#turns.get(botId) === turn;
  }

  /** Begins the deliveries of all bots that have a webhook. */
  startAll(): void {
    for (const bot of this.#parts.world.store.tables.bot.values()) this.restart(bot);
  }

  /** Begins anew with a bot's present settings and everything that waits for it. */
  restart(bot: BotRecord): void {
    this.#stopBot(bot.id);
    if (bot.webhook === null) return;
    const delivery: BotDelivery = {
      bot,
      sender: createWebhookSender(bot.webhook, {
        isStrict: this.#parts.isStrict,
        onAddress: (ipAddress) => this.#noteAddress(bot, ipAddress),
      }),
      keys: new Map(),
      backlog: [...this.#parts.world.queueOf(bot.id)],
      backlogStart: 0,
      ready: new Set(),
      active: 0,
      width: 1,
      widenedAtMs: 0,
      lastSuccessMs: -Infinity,
      blockedUntilMs: 0,
      isStopped: false,
    };
    this.#bots.set(bot.id, delivery);
    this.#pump(delivery);
  }

  /** A new update was queued. */
  notice(update: UpdateRecord): void {
    const delivery = this.#bots.get(update.botId);
    if (delivery === undefined) return;
    delivery.backlog.push(update);
    // After the commit of the request that made it.
    setImmediate(() => this.#pump(delivery));
  }

  stop(): void {
    for (const botId of this.#bots.keys()) this.#stopBot(botId);
  }

  #stopBot(botId: number): void {
    const delivery = this.#bots.get(botId);
    if (delivery === undefined) return;
    delivery.isStopped = true;
    clearTimeout(delivery.wake);
    for (const queue of delivery.keys.values()) queue.cancelRetry?.();
    delivery.sender.close();
    this.#bots.delete(botId);
  }

  /**
   * Loads updates in their order until those of twice as many keys as there may be connections are there. So where very
   * many chats fail, those behind them wait too.
   */
  #load(delivery: BotDelivery): void {
    const mostKeys = PRELOADED * (delivery.bot.webhook?.maxConnections ?? 1);
    const { backlog } = delivery;
    while (delivery.backlogStart < backlog.length && delivery.keys.size < mostKeys) {
      const update = backlog[delivery.backlogStart];
      delivery.backlogStart += 1;
      if (update !== undefined) this.#enqueue(delivery, update);
    }
    if (delivery.backlogStart < FORGOTTEN_AT && delivery.backlogStart < backlog.length) return;
    delivery.backlog = backlog.slice(delivery.backlogStart);
    delivery.backlogStart = 0;
  }

  #enqueue(delivery: BotDelivery, update: UpdateRecord): void {
    let queue = delivery.keys.get(update.queueKey);
    if (queue === undefined) {
      queue = { key: update.queueKey, updates: [], isBusy: false, failures: 0, delayS: 1, isRepeat: false };
      delivery.keys.set(update.queueKey, queue);
    }
    queue.updates.push(update);
    if (!queue.isBusy && queue.cancelRetry === undefined) delivery.ready.add(queue);
  }

  #pump(delivery: BotDelivery): void {
    if (delivery.isStopped) return;
    this.#load(delivery);
    for (const queue of delivery.ready) {
      const waitMs = this.#waitForConnection(delivery);
      if (waitMs === Infinity) return;
      if (waitMs > 0) {
        this.#wakeLater(delivery, waitMs);
        return;
      }
      delivery.ready.delete(queue);
      void this.#deliver(delivery, queue);
    }
  }

  /** How long until one more request may run: 0 for now, Infinity when one of those running must end first. */
  #waitForConnection(delivery: BotDelivery): number {
    const now = performance.now();
    const isRecent = now - delivery.lastSuccessMs < RECENT_MS;
    if (!isRecent) delivery.width = 1;
    if (delivery.blockedUntilMs > now && !isRecent) return delivery.blockedUntilMs - now;
    if (delivery.active < delivery.width) return 0;
    const limit = delivery.bot.webhook?.maxConnections ?? 1;
    if (!isRecent || delivery.width >= limit) return Infinity;
    const waitMs = delivery.widenedAtMs + RAMP_MS - now;
    if (waitMs > 0) return waitMs;
    delivery.width = Math.min(limit, delivery.width + RAMP_STEP);
    delivery.widenedAtMs = now;
    return 0;
  }

  #wakeLater(delivery: BotDelivery, waitMs: number): void {
    if (delivery.wake !== undefined) return;
    delivery.wake = setTimeout(() => {
      delete delivery.wake;
      this.#pump(delivery);
    }, Math.ceil(waitMs));
  }

  async #deliver(delivery: BotDelivery, queue: KeyQueue): Promise<void> {
    const { world, counters } = this.#parts;
    const update = this.#takeUnexpired(delivery, queue);
    if (update === undefined) {
      delivery.keys.delete(queue.key);
      // Not at once: thousands of expired ones in a row would call each other.
      setImmediate(() => this.#pump(delivery));
      return;
    }
    queue.isBusy = true;
    delivery.active += 1;
    const result = await delivery.sender.send(updateText(update));
    delivery.active -= 1;
    queue.isBusy = false;
    if (delivery.isStopped) return;
    const count = counters.of(delivery.bot.id);
    if (result.kind === 'delivered') {
      delivery.lastSuccessMs = performance.now();
      count.delivered += 1;
      count.webhookSent += 1;
      this.#clearGone(delivery.bot);
      tellDelivered(world, delivery.bot.id, [update]);
      this.#finishTaken(delivery, queue, update);
      if (result.method !== undefined)
        await this.#parts.runMethod(delivery.bot, result.method.name, result.method.params);
      return;
    }
    count.webhookFailed += 1;
    this.#noteFailure(delivery, result);
    if (!this.#bots.has(delivery.bot.id)) return;
    this.#retry(delivery, queue, update, result.retryAfterS);
    this.#pump(delivery);
  }

  /** The first update that is worth sending; those whose time is over are forgotten. */
  #takeUnexpired(delivery: BotDelivery, queue: KeyQueue): UpdateRecord | undefined {
    const { world, counters } = this.#parts;
    const now = world.clock.now();
    const first = queue.updates.findIndex((update) => update.expiresAtMs > now);
    const expired = queue.updates.splice(0, first === -1 ? queue.updates.length : first);
    if (expired.length > 0) {
      counters.of(delivery.bot.id).expired += expired.length;
      for (const update of expired) dropUpdate(world, update);
      world.store.commit();
      queue.failures = 0;
      queue.delayS = 1;
    }
    return queue.updates[0];
  }

  #finishTaken(delivery: BotDelivery, queue: KeyQueue, update: UpdateRecord): void {
    queue.isRepeat = !queue.isRepeat && this.#parts.isRepeated?.(update) === true;
    if (!queue.isRepeat) {
      this.#finishHead(delivery, queue, update);
      return;
    }
    delivery.ready.add(queue);
    this.#pump(delivery);
  }

  #finishHead(delivery: BotDelivery, queue: KeyQueue, update: UpdateRecord): void {
    queue.updates.shift();
    queue.failures = 0;
    queue.delayS = 1;
    dropUpdate(this.#parts.world, update);
    this.#parts.world.store.commit();
    if (queue.updates.length > 0) delivery.ready.add(queue);
    else delivery.keys.delete(queue.key);
    this.#pump(delivery);
  }

  /** The first failure is tried again at once, then after 2, 4, 8… s, at last every 60 to 120 s; `Retry-After` goes before. */
  #retry(delivery: BotDelivery, queue: KeyQueue, update: UpdateRecord, retryAfterS: number): void {
    const { clock, random } = this.#parts.world;
    let waitS = 0;
    if (retryAfterS > 0) waitS = retryAfterS;
    else if (queue.failures > 0) {
      queue.delayS = Math.min(random.between(60, 120), 2 * queue.delayS);
      waitS = queue.delayS;
    }
    queue.failures += 1;
    const at = clock.now() + waitS * 1000;
    if (at > update.expiresAtMs) {
      this.#parts.counters.of(delivery.bot.id).expired += 1;
      this.#finishHead(delivery, queue, update);
      return;
    }
    if (waitS === 0) {
      delivery.ready.add(queue);
      return;
    }
    queue.cancelRetry = clock.at(at, () => {
      delete queue.cancelRetry;
      delivery.ready.add(queue);
      this.#pump(delivery);
    });
  }

  #noteFailure(delivery: BotDelivery, result: Extract<WebhookResult, { kind: 'failed' }>): void {
    const { world, log } = this.#parts;
    const { bot } = delivery;
    if (bot.webhook === null) return;
    const now = world.clock.seconds();
    if (!result.isAnswer) delivery.blockedUntilMs = performance.now() + RECONNECT_MS;
    bot.webhook.lastErrorDate = now;
    bot.webhook.lastErrorMessage = result.message;
    if (result.status === 410) bot.webhook.goneSince ??= now;
    else delete bot.webhook.goneSince;
    const isGone = bot.webhook.goneSince !== undefined && now - bot.webhook.goneSince > GONE_S;
    if (isGone) {
      bot.webhook = null;
      this.#stopBot(bot.id);
    }
    world.touchBot(bot);
    world.store.commit();
    log.warn({ botId: bot.id, reason: result.message, isGone }, 'webhook delivery failed');
  }

  #noteAddress(bot: BotRecord, ipAddress: string): void {
    if (bot.webhook === null || bot.webhook.ipAddress === ipAddress) return;
    bot.webhook.ipAddress = ipAddress;
    this.#parts.world.touchBot(bot);
  }

  #clearGone(bot: BotRecord): void {
    if (bot.webhook?.goneSince === undefined) return;
    delete bot.webhook.goneSince;
    this.#parts.world.touchBot(bot);
  }
}
