import { useState, type ReactElement } from 'react';

import type { Dialog } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import type { Texts } from '../i18n/en.ts';
import type { ChatKey } from '../model/chat-key.ts';
import { useSession, useSessionState } from '../model/use-session.ts';
import { dialogTitle } from '../text/names.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';
import { MenuItem, Popover } from './popover.tsx';

/** Who this chat is with, and what they are doing. */
export function ChatHeader({
  chatKey,
  dialog,
  onBack,
}: {
  chatKey: ChatKey;
  dialog: Dialog;
  onBack: () => void;
}): ReactElement {
  const session = useSession();
  const { t, count } = usePhrases();
  const action = useSessionState((state) => state.actions[chatKey]);
  const isInspecting = useSessionState((state) => state.isInspecting);
  const [isOpen, setOpen] = useState(false);
  const { bot } = dialog;
  const title = dialogTitle(dialog);

  return (
    <header className="chat-header">
      <button type="button" className="icon-button narrow-only" aria-label={t.back} onClick={onBack}>
        <Icon name="back" />
      </button>
      <Avatar id={bot?.id ?? dialog.chat.id} title={title} />
      <div className="chat-title">
        <h1>{title}</h1>
        <p className={action ? 'active' : ''} aria-live="polite">
          {action
            ? actionLabel(action, t)
            : bot
              ? `@${bot.username} · ${t.bot}`
              : count(t.members, dialog.members ?? 0)}
        </p>
      </div>
      <button
        type="button"
        className="icon-button"
        aria-label={t.inspector}
        aria-pressed={isInspecting}
        title={t.inspector}
        onClick={() => session.inspect(!isInspecting)}
      >
        <Icon name="inspect" />
      </button>
      {bot ? (
        <span className="chat-menu">
          <button
            type="button"
            className="icon-button"
            aria-label={t.chatMenu}
            aria-haspopup="menu"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <Icon name="more" />
          </button>
          {isOpen ? (
            <Popover label={t.chatMenu} className="below end" onClose={() => setOpen(false)}>
              <MenuItem
                icon="block"
                label={dialog.blocked ? t.unblockBot : t.blockBot}
                onSelect={() => {
                  setOpen(false);
                  void session.setBlocked(bot.id, dialog.blocked !== true);
                }}
              />
            </Popover>
          ) : null}
        </span>
      ) : null}
    </header>
  );
}

export function actionLabel(action: string, t: Texts): string {
  return Object.entries(t.actions).find(([name]) => name === action)?.[1] ?? t.typing;
}
