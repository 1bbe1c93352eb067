import type { ReactElement } from 'react';

import { usePhrases } from '../../i18n/texts.ts';
import { Modal } from '../modal.tsx';

export interface Popup {
  title: string;
  message: string;
  buttons: readonly { id: string; type: string; text: string }[];
}

/** A question or a message of a Mini App. */
export function AppPopup({
  title,
  popup,
  onAnswer,
}: {
  /** Of the app, for popups without one. */
  title: string;
  popup: Popup;
  onAnswer: (id: string | undefined) => void;
}): ReactElement {
  const { t } = usePhrases();
  return (
    <Modal title={popup.title || title} className="alert" onClose={() => onAnswer(undefined)}>
      <p>{popup.message}</p>
      <div className="form-actions">
        {popup.buttons.map(({ id, type, text }) => (
          <button
            key={`${id} ${type}`}
            type="button"
            className={type === 'destructive' ? 'button danger' : type === 'cancel' ? 'button quiet' : 'button'}
            onClick={() => onAnswer(id)}
          >
            {type === 'ok' ? t.ok : type === 'close' ? t.close : type === 'cancel' ? t.cancel : text}
          </button>
        ))}
      </div>
    </Modal>
  );
}
