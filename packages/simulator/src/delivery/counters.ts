/** What became of a bot's updates, counted since the process began. */
export interface DeliveryCount {
  delivered: number;
  expired: number;
  webhookSent: number;
  webhookFailed: number;
}

export class DeliveryCounters {
  readonly #bots = new Map<number, DeliveryCount>();

  of(botId: number): DeliveryCount {
    const known = this.#bots.get(botId);
    if (known !== undefined) return known;
    const created: DeliveryCount = { delivered: 0, expired: 0, webhookSent: 0, webhookFailed: 0 };
    this.#bots.set(botId, created);
    return created;
  }

  reset(): void {
    this.#bots.clear();
  }
}
