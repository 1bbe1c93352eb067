import { useState, type ReactElement } from 'react';

import { usePhrases } from '../i18n/texts.ts';
import { Icon } from './icon.tsx';

/** What can be done with several chosen messages, in place of the field. */
export function SelectionBar({
  count,
  onForward,
  onDelete,
  onCancel,
}: {
  count: number;
  onForward: () => void;
  onDelete: () => void;
  onCancel: () => void;
}): ReactElement {
  const { t, fill } = usePhrases();
  const [asks, setAsking] = useState(false);
  return (
    <div className="selection-bar" role="toolbar" aria-label={fill(t.selected, { n: String(count) })}>
      <button type="button" className="icon-button" aria-label={t.cancel} onClick={onCancel}>
        <Icon name="close" />
      </button>
      <strong aria-live="polite">{fill(t.selected, { n: String(count) })}</strong>
      <button type="button" className="button quiet" disabled={count === 0} onClick={onForward}>
        {t.forward}
      </button>
      <button
        type="button"
        className="button danger"
        disabled={count === 0}
        onClick={() => (asks ? onDelete() : setAsking(true))}
      >
        {asks ? t.deleteAsk : t.deleteMessage}
      </button>
    </div>
  );
}
