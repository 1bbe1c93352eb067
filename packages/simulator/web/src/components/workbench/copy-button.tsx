import { useEffect, useState, type ReactElement } from 'react';

import { usePhrases } from '../../i18n/texts.ts';

const SHOWN_MS = 1500;

/** Copies a text and says so in its own place. */
export function CopyButton({ label, text }: { label: string; text: () => string }): ReactElement {
  const { t } = usePhrases();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <button
      type="button"
      className="text-button"
      aria-live="polite"
      onClick={() =>
        void navigator.clipboard?.writeText(text()).then(
          () => setCopied(true),
          () => undefined,
        )
      }
    >
      {isCopied ? t.copied : label}
    </button>
  );
}
