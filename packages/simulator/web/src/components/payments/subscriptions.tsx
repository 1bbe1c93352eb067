import { useMemo, type ReactElement } from 'react';

import { listSubscriptions, setSubscriptionCanceled, type Subscription } from '../../api/payments.ts';
import { usePhrases } from '../../i18n/texts.ts';
import { useLoaded } from '../../model/use-loaded.ts';
import { useSession } from '../../model/use-session.ts';
import { momentLabel } from '../../text/dates.ts';
import { priceLabel } from '../../text/price.ts';

/** What a person pays this bot for again and again, and how to stop it. */
export function Subscriptions({ bot }: { bot: number }): ReactElement | null {
  const session = useSession();
  const { t, fill, language } = usePhrases();
  const load = useMemo(() => () => listSubscriptions(session.user, bot), [session.user, bot]);
  const { value: all, reload } = useLoaded(load, ['subscription', 'payment']);
  if (!all || all.length === 0) return null;
  return (
    <>
      <h3>{t.subscriptions}</h3>
      <ul className="subscriptions">
        {all.map((one) => (
          <li key={one.charge_id}>
            <span>
              <strong>{one.title}</strong> · {priceLabel(one.stars, 'XTR', language)}
              <small>{statusOf(one)}</small>
            </span>
            {one.ended || one.canceled_by_bot ? null : (
              <button type="button" className="text-button" onClick={() => void change(one)}>
                {one.canceled ? t.subscriptionRenew : t.subscriptionCancel}
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );

  function statusOf(one: Subscription): string {
    if (one.ended) return t.subscriptionEnded;
    const date = momentLabel(one.expires_at * 1000, language);
    return fill(one.canceled ? t.subscriptionCanceled : t.subscriptionUntil, { date });
  }

  async function change(one: Subscription): Promise<void> {
    await session.attempt(`subscription ${one.charge_id}`, () =>
      setSubscriptionCanceled(session.user, one, !one.canceled),
    );
    reload();
  }
}
