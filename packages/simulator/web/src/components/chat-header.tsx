import { useMemo, type ReactElement } from 'react';

import { listTopics, type Topic } from '../api/topics.ts';
import type { Dialog } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import type { Texts } from '../i18n/en.ts';
import { addressOf, type ChatKey } from '../model/chat-key.ts';
import { useLoaded } from '../model/use-loaded.ts';
import { useSession, useSessionState } from '../model/use-session.ts';
import { dialogTitle } from '../text/names.ts';
import { Avatar } from './avatar.tsx';
import { ChatMenu } from './chat-menu.tsx';
import { Icon } from './icon.tsx';
import { ToolsButton } from './tools-button.tsx';

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
  const { bot } = dialog;
  const title = dialogTitle(dialog);
  const topic = useTopic(chatKey);

  return (
    <header className="chat-header">
      <button
        type="button"
        className={topic ? 'icon-button' : 'icon-button narrow-only'}
        aria-label={topic ? t.backToTopics : t.back}
        onClick={onBack}
      >
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
        <h1>{topic ? (topic.is_general ? t.general : topic.name) : title}</h1>
        <p className={action ? 'active' : ''} aria-live="polite">
          {action
            ? actionLabel(action, t)
            : bot
              ? `@${bot.username} · ${t.bot}`
              : topic
                ? title
                : count(t.members, dialog.members ?? 0)}
        </p>
      </div>
      <ToolsButton bot={bot?.id} />
      <ChatMenu chatKey={chatKey} dialog={dialog} onInfo={onInfo} onSearch={onSearch} />
    </header>
  );
}

/** The topic of a forum that is open, once it is known. */
function useTopic(chatKey: ChatKey): Topic | undefined {
  const session = useSession();
  const address = addressOf(chatKey);
  const thread = 'thread' in address ? address.thread : undefined;
  const chat = 'chat' in address && thread !== undefined ? address.chat : undefined;
  const load = useMemo(
    () => async () => (chat === undefined ? [] : await listTopics(session.user, chat)),
    [session.user, chat],
  );
  const { value } = useLoaded(load, ['message', 'edit']);
  return value?.find((topic) => topic.thread === thread);
}

export function actionLabel(action: string, t: Texts): string {
  return Object.entries(t.actions).find(([name]) => name === action)?.[1] ?? t.typing;
}
