import type { ReactElement } from 'react';

import { usePhrases } from '../../i18n/texts.ts';
import { addressOf } from '../../model/chat-key.ts';
import { useSession } from '../../model/use-session.ts';
import { priceLabel } from '../../text/price.ts';
import { useChatActions } from '../chat-actions.ts';
import { Icon } from '../icon.tsx';
import type { ContentProps } from './message-content.tsx';

const DAY_SECONDS = 86_400;

/** A bill: what it is for and how much; paid ones lead to their receipt. */
export function Invoice({ chatKey, message }: ContentProps): ReactElement | null {
  const session = useSession();
  const { t, fill, language } = usePhrases();
  const { pay } = useChatActions();
  const { invoice } = message;
  if (!invoice) return null;
  const { title, description, total_amount: amount, currency, subscription_period: period } = invoice;
  const price = priceLabel(amount, currency, language);
  // A bot may bring its own pay button; then this one would be the second.
  const hasButton = message.reply_markup?.inline_keyboard?.some((row) => row.some((button) => button.pay)) === true;
  const receipt = invoice.receipt_message_id;
  return (
    <div className="media-invoice">
      <strong>{title}</strong>
      <p>{description}</p>
      <strong className="price">
        {period ? fill(t.perPeriod, { price, n: String(Math.round(period / DAY_SECONDS)) }) : price}
      </strong>
      {invoice.paid ? (
        <span className="content-actions">
          <span className="paid-mark">
            <Icon name="check" size={16} /> {t.paid}
          </span>
          {receipt === undefined || hasButton ? null : (
            <button type="button" className="text-button" onClick={() => void session.showMessage(chatKey, receipt)}>
              {t.receipt}
            </button>
          )}
        </span>
      ) : hasButton ? null : (
        <button
          type="button"
          className="button"
          onClick={() => pay({ address: addressOf(chatKey), messageId: message.message_id }, invoice)}
        >
          {fill(t.pay, { price })}
        </button>
      )}
    </div>
  );
}
