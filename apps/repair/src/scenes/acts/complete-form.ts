import { shortName } from '@durabot/kit';
import type { Completion, DurableContext, Language } from '@durabot/runtime';
import type { Desk } from '../../desk.ts';
import { isApplied } from '../../domain/outcome.ts';
import { doAndTell, refusalText, type Doing } from '../../handlers/act.ts';
import { texts } from '../../texts.ts';

/** What every dialog about an order knows from its beginning. */
export interface FormAbout {
  readonly orderId: number;
  readonly number: string;
  /** What the order was when the first question was asked. */
  readonly rev: number;
}

/** Does what a dialog was for, in the commit of the press, and says what came of it. */
export async function completeForm(
  ctx: DurableContext,
  desk: Desk,
  about: FormAbout,
  language: Language,
  doing: Doing,
  back: Readonly<Record<string, string>> = {},
): Promise<Completion> {
  const words = texts(language);
  if (ctx.from === undefined) return { ok: false, message: words.t('refusal', { reason: 'not_yours' }) };
  const outcome = await doAndTell(Object.assign(ctx, { words, language }), desk, {
    on: {
      orderId: about.orderId,
      rev: about.rev,
      at: new Date(desk.clock.nowMs()),
      userId: ctx.from.id,
      name: shortName(ctx.from),
    },
    doing,
    cards: 'refresh',
  });
  if (isApplied(outcome) || outcome.kind === 'already_applied_by_me')
    return { ok: true, card: { html: words.t('form-done', { number: about.number }) } };
  if (outcome.kind === 'already_applied_by_other')
    return { ok: true, card: { html: words.t('form-done-by-other', { number: about.number, name: outcome.name }) } };
  const reason = outcome.kind === 'not_allowed_now' ? outcome.reason : '';
  const step = back[reason];
  if (step !== undefined) return { ok: false, message: refusalText(outcome, words), step };
  // Going on with the questions would help nobody.
  return {
    ok: true,
    card: { html: words.t('form-refused', { number: about.number, why: refusalText(outcome, words) }) },
  };
}
