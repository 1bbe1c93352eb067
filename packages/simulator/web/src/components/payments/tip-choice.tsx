import type { ReactElement } from 'react';

import type { Invoice } from '../../api/content-types.ts';
import { usePhrases } from '../../i18n/texts.ts';
import { priceLabel } from '../../text/price.ts';

/** The tips a bot suggests, and none. */
export function TipChoice({
  invoice,
  value,
  onChange,
}: {
  invoice: Invoice;
  value: number;
  onChange: (amount: number) => void;
}): ReactElement {
  const { t, language } = usePhrases();
  return (
    <div className="chips" role="group" aria-label={t.tip}>
      {[0, ...(invoice.suggested_tip_amounts ?? [])].map((amount) => (
        <button
          key={amount}
          type="button"
          className="chip"
          aria-pressed={amount === value}
          onClick={() => onChange(amount)}
        >
          {amount === 0 ? t.noTip : priceLabel(amount, invoice.currency, language)}
        </button>
      ))}
    </div>
  );
}
