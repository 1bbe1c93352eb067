import { useState, type ReactElement, type ReactNode } from 'react';

import { usePhrases } from '../../i18n/texts.ts';

/** Covers media that the sender wants to be opened on purpose; a press shows them. */
export function HiddenMedia({ isHidden, children }: { isHidden: boolean; children: ReactNode }): ReactElement {
  const { t } = usePhrases();
  const [isOpen, setOpen] = useState(false);
  if (!isHidden || isOpen) return <>{children}</>;
  return (
    <span className="hidden-media">
      <span aria-hidden="true" inert>
        {children}
      </span>
      <button type="button" aria-label={t.hiddenMedia} title={t.hiddenMedia} onClick={() => setOpen(true)} />
    </span>
  );
}
