import { useState, type ReactElement } from 'react';

import type { Dialog } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import { keyOfDialog, type ChatKey } from '../model/chat-key.ts';
import { useSessionState } from '../model/use-session.ts';
import { dialogTitle } from '../text/names.ts';
import { Avatar } from './avatar.tsx';
import { Modal } from './modal.tsx';

/** Asks for one of the person's chats. */
export function ChatPicker({
  title,
  fits = () => true,
  onPick,
  onClose,
}: {
  title: string;
  fits?: (dialog: Dialog) => boolean;
  onPick: (key: ChatKey, dialog: Dialog) => void;
  onClose: () => void;
}): ReactElement {
  const { t } = usePhrases();
  const dialogs = useSessionState((state) => state.dialogs) ?? [];
  const [query, setQuery] = useState('');
  const found = dialogs.filter(
    (dialog) => fits(dialog) && dialogTitle(dialog).toLowerCase().includes(query.trim().toLowerCase()),
  );
  return (
    <Modal title={title} className="picker" onClose={onClose}>
      <label className="field">
        <input
          type="text"
          value={query}
          placeholder={t.search}
          aria-label={t.search}
          onChange={(event) => setQuery(event.target.value)}
        />
      </label>
      <ul className="picker-list">
        {found.map((dialog) => {
          const key = keyOfDialog(dialog);
          return (
            <li key={key}>
              <button type="button" onClick={() => onPick(key, dialog)}>
                <Avatar id={dialog.bot?.id ?? dialog.chat.id} title={dialogTitle(dialog)} />
                <span>{dialogTitle(dialog)}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {found.length === 0 ? <p className="hint">{t.chatsNotFound}</p> : null}
    </Modal>
  );
}
