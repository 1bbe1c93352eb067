import { useLayoutEffect, useRef, type ReactElement, type ReactNode } from 'react';

import { usePhrases } from '../i18n/texts.ts';
import { Icon } from './icon.tsx';

/** A dialog above everything; the browser keeps the focus inside and closes it by Escape. */
export function Modal({
  title,
  onClose,
  children,
  className = '',
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
  className?: string;
}): ReactElement {
  const element = useRef<HTMLDialogElement>(null);
  const { t } = usePhrases();

  // Closed while it is still in the page: only then does the browser give the focus back to what opened it.
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    // The browser would take the first button, which is the one that closes.
    dialog?.querySelector<HTMLElement>('input[type="text"], input[type="tel"], .button:not(.quiet)')?.focus();
    return () => dialog?.close();
  }, []);

  return (
    <dialog
      ref={element}
      className={`modal ${className}`}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      // Escape closes this dialog, and not the chat behind it too.
      onKeyDown={(event) => event.stopPropagation()}
      onPointerDown={(event) => {
        if (event.target === element.current) onClose();
      }}
    >
      <div className="modal-body">
        <header className="modal-header">
          <h2>{title}</h2>
          <button type="button" className="icon-button" aria-label={t.close} onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
