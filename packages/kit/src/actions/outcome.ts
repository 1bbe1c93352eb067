import { type Language, shorten } from '@durabot/runtime';
import { formatTime } from '../texts/format-when.ts';
import { kitTexts } from '../texts/kit-texts.ts';

/** What a press came to: a typed answer for everything that can be expected, never an error. */
export type Outcome =
  /** It did what it says. `toast` replaces "Done"; `false` says nothing, for turning a page. */
  | { readonly kind: 'applied'; readonly toast?: string | false }
  /** The same person had done it before. */
  | { readonly kind: 'already_applied_by_me' }
  /** Somebody else was faster. */
  | { readonly kind: 'already_applied_by_other'; readonly name: string; readonly at: Date; readonly toast?: string }
  /** The entity had changed since the button was drawn, and it could be done all the same. */
  | { readonly kind: 'stale_but_compatible'; readonly toast?: string }
  /** Not now, or not by this person; `reason` is a sentence, `next` what they can do instead. */
  | { readonly kind: 'not_allowed_now'; readonly reason: string; readonly next?: string }
  /** Nothing of it holds any more. */
  | { readonly kind: 'expired' };

/** What becomes of the card under the button: edited where it stands, sent anew, or left. */
export type CardAfter = 'refresh' | 'resend' | 'leave';

/** Telegram shows no more of a toast. */
const longestToast = 200;

/** What somebody reads after their press; undefined for nothing. */
export function toastOf(outcome: Outcome, reader: { language: Language; zone: string }): string | undefined {
  const text = toastText(outcome, reader);
  return text === undefined ? undefined : shorten(text, longestToast);
}

function toastText(outcome: Outcome, { language, zone }: { language: Language; zone: string }): string | undefined {
  const words = kitTexts(language);
  switch (outcome.kind) {
    case 'applied':
      return outcome.toast === false ? undefined : (outcome.toast ?? words.plain('outcome-applied'));
    case 'already_applied_by_me':
      return words.plain('outcome-already-mine');
    case 'already_applied_by_other': {
      const time = formatTime(outcome.at, { language, zone });
      return outcome.toast ?? words.plain('outcome-already-other', { name: outcome.name, time });
    }
    case 'stale_but_compatible':
      return outcome.toast ?? words.plain('outcome-stale');
    case 'not_allowed_now':
      return outcome.next === undefined ? outcome.reason : `${outcome.reason} ${outcome.next}`;
    case 'expired':
      return words.plain('outcome-expired');
  }
}

/** Who pressed too late, or on an old card, sees what is true now. */
export function cardAfter({ kind }: Outcome): CardAfter {
  switch (kind) {
    case 'applied':
    case 'already_applied_by_other':
    case 'stale_but_compatible':
      return 'refresh';
    case 'expired':
      return 'resend';
    case 'already_applied_by_me':
    case 'not_allowed_now':
      return 'leave';
  }
}

/** Whether the press changed something, so that a button for one use is used up. */
export function isEffect(outcome: Outcome): outcome is Extract<Outcome, { kind: 'applied' | 'stale_but_compatible' }> {
  return outcome.kind === 'applied' || outcome.kind === 'stale_but_compatible';
}
