import type { FaultAction, FaultRule } from '../../api/tools.ts';
import type { Phrases } from '../../i18n/texts.ts';

/** Which calls a fault is for, in words. */
export function explainWhen(rule: FaultRule, { t, fill }: Phrases): string {
  const method = rule.method ?? t.anyMethod;
  const parts: string[] = [];
  if (rule.nth !== undefined)
    parts.push(fill(rule.nth === 1 ? t.whenNext : t.whenNth, { method, n: String(rule.nth) }));
  else if (rule.every !== undefined) parts.push(fill(t.whenEvery, { method, n: String(rule.every) }));
  else if (rule.probability !== undefined)
    parts.push(fill(t.whenChance, { method, n: String(Math.round(rule.probability * 100)) }));
  else parts.push(fill(t.whenAlways, { method }));
  if (rule.chat !== undefined) parts.push(fill(t.whenChat, { chat: String(rule.chat) }));
  if (rule.times !== undefined) parts.push(fill(t.whenTimes, { n: String(rule.times) }));
  return parts.join(', ');
}

/** What the bot will see of it, in words. */
export function explainFault(action: FaultAction, { t, fill }: Phrases): string {
  const delay = action.delay_ms ? `${fill(t.seesDelay, { s: String(action.delay_ms / 1000) })} ` : '';
  return delay + explainRest(action, { t, fill }, delay !== '');
}

function explainRest(action: FaultAction, { t, fill }: Pick<Phrases, 't' | 'fill'>, isDelayed: boolean): string {
  if (action.reset === 'before') return t.seesResetBefore;
  if (action.reset === 'after') return t.seesResetAfter;
  if (action.body === 'html') return t.seesHtml;
  if (action.body === 'truncated') return t.seesTruncated;
  if (action.status === 429) return fill(t.seesFlood, { s: String(action.retry_after ?? 1) });
  if (action.status !== undefined) return fill(t.seesStatus, { status: String(action.status) });
  return isDelayed ? t.seesThenRight : '';
}
