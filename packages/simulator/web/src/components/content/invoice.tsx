import type { ReactElement } from 'react';

import { usePhrases } from '../../i18n/texts.ts';
import type { ContentProps } from './message-content.tsx';

export function Invoice({ message }: ContentProps): ReactElement | null {
  const { language } = usePhrases();
  if (!message.invoice) return null;
  const { title, description, total_amount: amount, currency } = message.invoice;
  const price =
    currency === 'XTR'
      ? `⭐ ${amount}`
      : new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount / 100);
  return (
    <div className="media-invoice">
      <strong>{title}</strong>
      <p>{description}</p>
      <strong>{price}</strong>
    </div>
  );
}
