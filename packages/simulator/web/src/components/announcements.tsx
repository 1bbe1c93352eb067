import type { ReactElement } from 'react';

import { usePhrases } from '../i18n/texts.ts';
import { useSession, useSessionState } from '../model/use-session.ts';
import { Modal } from './modal.tsx';

/** What a bot answers to a press: a line that goes by itself, or a window that must be closed. */
export function Announcements({ title }: { title: string }): ReactElement {
  const session = useSession();
  const { t } = usePhrases();
  const toast = useSessionState((state) => state.toast);
  const alert = useSessionState((state) => state.alert);
  return (
    <>
      <div className="toasts" role="status" aria-live="polite">
        {toast ? (
          <div key={toast.id} className="toast" data-testid="toast">
            {toast.text}
          </div>
        ) : null}
      </div>
      {alert === undefined ? null : (
        <Modal title={title} className="alert" onClose={session.dismissAlert}>
          <p>{alert}</p>
          <div className="form-actions">
            <button type="button" className="button" autoFocus onClick={session.dismissAlert}>
              {t.ok}
            </button>
          </div>
        </Modal>
      )}
    </>
  );
}
