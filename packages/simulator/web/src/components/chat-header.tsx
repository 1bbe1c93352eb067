import type { ReactElement } from 'react';

import type { Dialog } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import type { Texts } from '../i18n/en.ts';
import type { ChatKey } from '../model/chat-key.ts';
import { useLayout } from '../model/use-layout.ts';
import { useSessionState } from '../model/use-session.ts';
import { dialogTitle } from '../text/names.ts';
import { Avatar } from './avatar.tsx';
import { ChatMenu } from './chat-menu.tsx';
import { Icon } from './icon.tsx';

/** Who this chat is with, and what they are doing. */
export function ChatHeader({
  chatKey,
  dialog,
  onBack,
  onInfo,
  onSearch,
}: {
  chatKey: ChatKey;
  dialog: Dialog;
  onBack: () => void;
  onInfo: () => void;
  onSearch: () => void;
}): ReactElement {
  const { t, count } = usePhrases();
  const action = useSessionState((state) => state.actions[chatKey]);
  const { layout, showTools } = useLayout();
  const isInspecting = layout.tools !== undefined;
  const { bot } = dialog;
  const title = dialogTitle(dialog);

  return (
    <header className="chat-header">
      <button type="button" className="icon-button narrow-only" aria-label={t.back} onClick={onBack}>
        <Icon name="back" />
      </button>
      <button
        type="button"
        className="chat-who"
        aria-label={`${bot ? t.botInfo : t.chatInfo}: ${title}`}
        title={bot ? t.botInfo : t.chatInfo}
        onClick={onInfo}
      >
        <Avatar id={bot?.id ?? dialog.chat.id} title={title} />
      </button>
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
        onClick={() => showTools(isInspecting ? undefined : 'journal', bot?.id)}
      >
        <Icon name="inspect" />
      </button>
      <ChatMenu chatKey={chatKey} dialog={dialog} onInfo={onInfo} onSearch={onSearch} />
    </header>
  );
}

export function actionLabel(action: string, t: Texts): string {
  return Object.entries(t.actions).find(([name]) => name === action)?.[1] ?? t.typing;
}
