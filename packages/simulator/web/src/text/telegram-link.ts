/** Whether an address is one of Telegram's own, which a client follows by itself. */
export function isTelegramLink(url: string): boolean {
  return /^(?:https?:\/\/)?(?:t\.me|telegram\.me|telegram\.dog)\/|^tg:/iu.test(url);
}
