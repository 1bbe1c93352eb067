import type { ReactElement } from 'react';

import { usePhrases } from '../i18n/texts.ts';
import { useSession, useSessionState } from '../model/use-session.ts';
import { failureText } from '../text/failure.ts';
import { Modal } from './modal.tsx';

/** A line that comes over the messages and goes by itself: what a bot answers to a press, most of all. */
export function Toast(): ReactElement {
  const phrases = usePhrases();
  const toast = useSessionState((state) => state.toast);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toast ? (
        <div key={toast.id} className="toast" data-testid="toast">
          {typeof toast.said === 'string' ? toast.said : failureText(toast.said, phrases)}
        </div>
      ) : null}
    </div>
  );
}

/** A bot's answer that must be closed by hand. */
export function Alert({ title }: { title: string }): ReactElement | null {
  const session = useSession();
  const { t } = usePhrases();
  const alert = useSessionState((state) => state.alert);
  if (alert === undefined) return null;
  return (
    <Modal title={title} className="alert" onClose={session.dismissAlert}>
      <p>{alert}</p>
      <div className="form-actions">
        <button type="button" className="button" onClick={session.dismissAlert}>
          {t.ok}
        </button>
      </div>
    </Modal>
  );
}
