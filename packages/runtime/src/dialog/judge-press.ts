import type { Press } from './button-data.ts';
import type { DialogState } from './dialog-state.ts';
import type { StoredDialog } from './dialog-store.ts';

/**
 * What a press is worth.
 * - `fresh`: the newest card.
 * - `compatible`: an older card, but of the question that still stands; it is applied to the present state.
 * - `repeated`: this very press was acted on already (a double tap, a redelivery, a button of a finished dialog).
 * - `stale`: the question has changed since.
 * - `parked`: the draft was put aside; it is offered again.
 * - `gone`: nothing is left of the dialog.
 */
export type Judgement = 'fresh' | 'compatible' | 'repeated' | 'stale' | 'parked' | 'gone';

/** Decides by revisions alone, so that neither message ids nor the order of deliveries matter. */
export function judgePress(press: Press, stored: StoredDialog | undefined, state: DialogState | undefined): Judgement {
  if (stored === undefined || state === undefined) return isFinal(press) ? 'repeated' : 'gone';
  if (state.pressed?.rev === press.rev && state.pressed.code === press.written) return 'repeated';
  if (stored.status === 'parked') return 'parked';
  if (press.rev === stored.rev) return 'fresh';
  // A revision from the future cannot be ours: somebody restored an old database, or made the data up.
  if (press.rev > stored.rev) return 'stale';
  return press.rev >= state.askedAtRev ? 'compatible' : 'stale';
}

/** Confirming, deleting: after them nothing is stored, so the dialog's absence shows that it was done. */
function isFinal(press: Press): boolean {
  return press.code.kind === 'verb' && (press.code.verb === 'confirm' || press.code.verb === 'delete');
}
