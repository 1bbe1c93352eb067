import type { ReactElement } from 'react';

import { joinChat, type JoinTarget } from '../api/links.ts';
import { usePhrases } from '../i18n/texts.ts';
import type { ChatKey } from '../model/chat-key.ts';
import { useSession } from '../model/use-session.ts';
import { Modal } from './modal.tsx';

/** Asks whether to join the chat that a link leads to. */
export function JoinDialog({
  target,
  name,
  onJoined,
  onClose,
}: {
  target: JoinTarget;
  /** The link or the name it was found by. */
  name: string;
  onJoined: (key: ChatKey) => void;
  onClose: () => void;
}): ReactElement {
  const session = useSession();
  const { t } = usePhrases();
  return (
    <Modal title={t.askToJoin} onClose={onClose}>
      <p className="join-name">{name}</p>
      <div className="form-actions">
        <button type="button" className="button quiet" onClick={onClose}>
          {t.cancel}
        </button>
        <button type="button" className="button" onClick={() => void join()}>
          {t.joinChat}
        </button>
      </div>
    </Modal>
  );

  async function join(): Promise<void> {
    await session.attempt('join', async () => {
      const { status, chat_id: chat } = await joinChat(session.user, target);
      if (status === 'requested') session.notify(t.joinRequested);
      else onJoined(`chat:${chat}`);
    });
    onClose();
  }
}
