import { useEffect, useMemo, useRef, useState, type ReactElement } from 'react';

import type { Invoice } from '../../api/content-types.ts';
import {
  cancelPayment,
  getInvoice,
  pay,
  type CheckoutState,
  type OrderInfo,
  type Payable,
} from '../../api/payments.ts';
import { addStars, getStars } from '../../api/tools.ts';
import { usePhrases } from '../../i18n/texts.ts';
import { useLoaded } from '../../model/use-loaded.ts';
import { useSession } from '../../model/use-session.ts';
import { failureOf, failureText } from '../../text/failure.ts';
import { priceLabel } from '../../text/price.ts';
import { Modal } from '../modal.tsx';
import { OrderForm } from './order-form.tsx';
import { TipChoice } from './tip-choice.tsx';

const TOP_UP = 1000;

/** The sheet on which a person pays: what it costs, what the bot asks for, and what comes of it. */
export function Checkout({
  what,
  invoice: known,
  onClose,
}: {
  what: Payable;
  /** As the message shows it; one that is reached by a link is asked for. */
  invoice: Invoice | undefined;
  onClose: (status: string) => void;
}): ReactElement {
  const session = useSession();
  const phrases = usePhrases();
  const { t, fill, language } = phrases;
  const [invoice, setInvoice] = useState(known);
  const [tip, setTip] = useState(0);
  const [order, setOrder] = useState<OrderInfo>({});
  const [shippingId, setShippingId] = useState<string>();
  const [state, setState] = useState<CheckoutState>();
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const isClosed = useRef(false);
  const loadStars = useMemo(() => () => getStars({ user: session.user }), [session.user]);
  const stars = useLoaded(loadStars, ['stars', 'payment']);

  useEffect(() => {
    if (!('link' in what)) return;
    getInvoice(what.link).then(setInvoice, (error: unknown) => setProblem(failureText(failureOf(error), phrases)));
  }, [what, phrases]);

  const options = state?.outcome === 'choose_shipping' ? (state.shipping_options ?? []) : undefined;
  const option = options?.find(({ id }) => id === shippingId);
  const currency = invoice?.currency ?? 'XTR';
  const shippingCost = option?.prices.reduce((sum, { amount }) => sum + amount, 0) ?? 0;
  const total = (invoice?.total_amount ?? 0) + tip + shippingCost;
  const isShort = state?.error === 'BALANCE_TOO_LOW';
  const price = priceLabel(total, currency, language);

  return (
    <Modal title={t.checkout} className="checkout" onClose={close}>
      {invoice ? (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <div className="checkout-head">
            <strong>{invoice.title}</strong>
            {invoice.description ? <p>{invoice.description}</p> : null}
          </div>
          {options ? (
            <fieldset className="checkout-options">
              <legend>{t.shipping}</legend>
              {options.map(({ id, title, prices }) => (
                <label key={id} className="check">
                  <input
                    type="radio"
                    name="shipping"
                    required
                    checked={id === shippingId}
                    onChange={() => setShippingId(id)}
                  />
                  <span>{title}</span>
                  <span>
                    {priceLabel(
                      prices.reduce((sum, { amount }) => sum + amount, 0),
                      currency,
                      language,
                    )}
                  </span>
                </label>
              ))}
            </fieldset>
          ) : (
            <>
              {(invoice.needs ?? []).length > 0 ? (
                <OrderForm needs={invoice.needs ?? []} value={order} onChange={setOrder} />
              ) : null}
              {invoice.max_tip_amount ? <TipChoice invoice={invoice} value={tip} onChange={setTip} /> : null}
            </>
          )}
          <dl className="checkout-prices">
            {(invoice.prices ?? []).length > 1 || total !== invoice.total_amount
              ? invoice.prices?.map(({ label, amount }) => (
                  <div key={label}>
                    <dt>{label}</dt>
                    <dd>{priceLabel(amount, currency, language)}</dd>
                  </div>
                ))
              : null}
            {tip > 0 ? (
              <div>
                <dt>{t.tip}</dt>
                <dd>{priceLabel(tip, currency, language)}</dd>
              </div>
            ) : null}
            {option ? (
              <div>
                <dt>{option.title}</dt>
                <dd>{priceLabel(shippingCost, currency, language)}</dd>
              </div>
            ) : null}
            <div className="checkout-total">
              <dt>{t.total}</dt>
              <dd>{price}</dd>
            </div>
          </dl>
          <p className="checkout-balance">
            {currency === 'XTR' && stars.value
              ? fill(t.balance, { stars: priceLabel(stars.value.balance, 'XTR', language) })
              : t.playMoney}
          </p>
          {problem ? (
            <p role="alert" className="problem">
              {problem}
            </p>
          ) : null}
          {isBusy ? (
            <p role="status" className="checkout-busy">
              <span className="spinner" /> {t.waitingForBot}
            </p>
          ) : null}
          <div className="form-actions">
            {isShort ? (
              <button type="button" className="button quiet" onClick={() => void topUp()}>
                {fill(t.topUpBy, { n: String(TOP_UP) })}
              </button>
            ) : null}
            <button type="button" className="button quiet" onClick={close}>
              {t.cancel}
            </button>
            <button type="submit" className="button" disabled={isBusy}>
              {invoice.is_flexible && !options ? t.continueToShipping : fill(t.pay, { price })}
            </button>
          </div>
        </form>
      ) : problem ? (
        <p role="alert">{problem}</p>
      ) : (
        <span className="spinner large" role="status" aria-label={t.connecting} />
      )}
    </Modal>
  );

  async function submit(): Promise<void> {
    if (isBusy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const details = option ? { shipping_option_id: option.id } : { order_info: order, tip_amount: tip };
      take(await pay(session.user, what, details));
    } catch (error) {
      setProblem(failureText(failureOf(error), phrases));
    }
    setBusy(false);
  }

  function take(next: CheckoutState): void {
    if (isClosed.current) return;
    setState(next);
    switch (next.outcome) {
      case 'paid':
        session.notify(t.paid);
        return end('paid');
      case 'cancelled':
        return end('cancelled');
      case 'choose_shipping':
        return setShippingId(next.shipping_options?.[0]?.id);
      case 'failed':
        return setProblem(
          next.error === 'BALANCE_TOO_LOW'
            ? t.balanceTooLow
            : /^BOT_(?:PRECHECKOUT|SHIPPING)_TIMEOUT$/u.test(next.error ?? '')
              ? t.inlineSilent
              : (next.error ?? ''),
        );
      case 'pending':
        return setProblem(t.paymentPending);
    }
  }

  /** What has been begun is called off; what the bot is still to answer goes on. */
  function close(): void {
    if (isBusy || state?.outcome === 'choose_shipping') {
      void cancelPayment(session.user, what).catch(() => undefined);
    }
    end(state?.outcome === 'failed' || state?.outcome === 'pending' ? state.outcome : 'cancelled');
  }

  function end(status: string): void {
    if (isClosed.current) return;
    isClosed.current = true;
    onClose(status);
  }

  async function topUp(): Promise<void> {
    await session.attempt('top up', () => addStars({ user: session.user }, TOP_UP));
    stars.reload();
    setProblem(undefined);
  }
}
