/** Rates of sending; the defaults are the figures that Telegram publishes, with a small burst. */
export interface Limits {
  enforced: boolean;
  per_bot_per_s: number;
  per_chat_per_s: number;
  /** Messages that one chat takes at once. */
  burst: number;
  group_per_min: number;
  /** Messages on their way to one chat; the official server refuses more for a minute. */
  at_once_per_chat: number;
}

export const TELEGRAM_LIMITS: Limits = {
  enforced: true,
  per_bot_per_s: 30,
  per_chat_per_s: 1,
  burst: 5,
  group_per_min: 20,
  at_once_per_chat: 310,
};

export const LIMIT_PRESETS = {
  off: { ...TELEGRAM_LIMITS, enforced: false },
  realistic: TELEGRAM_LIMITS,
  /** Far below Telegram's: a bot that is too fast shows it within a few messages. */
  strict: { ...TELEGRAM_LIMITS, per_bot_per_s: 5, per_chat_per_s: 0.5, burst: 1, group_per_min: 6 },
} satisfies Record<string, Limits>;

export type LimitPreset = keyof typeof LIMIT_PRESETS;

/** The preset that these limits are, if they are one. */
export function findPreset(limits: Limits): LimitPreset | undefined {
  if (!limits.enforced) return 'off';
  if (isSame(limits, LIMIT_PRESETS.realistic)) return 'realistic';
  return isSame(limits, LIMIT_PRESETS.strict) ? 'strict' : undefined;
}

function isSame(one: Limits, other: Limits): boolean {
  const names = ['per_bot_per_s', 'per_chat_per_s', 'burst', 'group_per_min', 'at_once_per_chat'] as const;
  return names.every((name) => one[name] === other[name]);
}
