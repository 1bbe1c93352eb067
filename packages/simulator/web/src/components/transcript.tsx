import {
  Fragment,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactElement,
  type ReactNode,
} from 'react';

import type { Message, StreamedDraft } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import { keyOfDialog, type ChatKey } from '../model/chat-key.ts';
import type { ChatState } from '../model/state.ts';
import { isOwnMessage } from '../model/transcript.ts';
import { useSimulatedNow } from '../model/use-simulated-now.ts';
import { useSession, useSessionState } from '../model/use-session.ts';
import { dayLabel } from '../text/dates.ts';
import { groupMessages } from '../text/group-messages.ts';
import { idsOf, joinAlbums } from '../text/albums.ts';
import { isServiceMessage } from '../text/service-message.ts';
import { Icon } from './icon.tsx';
import { MessageBubble } from './message-bubble.tsx';
import { DraftBubble } from './draft-bubble.tsx';
import { PendingBubble } from './pending-bubble.tsx';
import { ServiceText } from './service-text.tsx';
import { useStickToBottom } from './use-stick-to-bottom.ts';

/** Nearer to the top than this, older messages are fetched. */
const OLDER_PX = 400;

const noStreams: readonly StreamedDraft[] = [];

/** The messages of the open chat, newest at the bottom. */
export function Transcript({
  chatKey,
  chat,
  isGroup,
  empty,
  onMenu,
  onReply,
  onInlineQuery,
}: {
  chatKey: ChatKey;
  chat: ChatState;
  isGroup: boolean;
  empty: ReactNode;
  onMenu: (message: Message, at: { x: number; y: number }) => void;
  onReply: (message: Message) => void;
  onInlineQuery: (query: string) => void;
}): ReactElement {
  const session = useSession();
  const now = useSimulatedNow();
  const { t, count, language } = usePhrases();
  const { messages, pending, unreadFrom } = chat;
  const days = useMemo(() => groupMessages(joinAlbums(messages)), [messages]);
  const { viewport, content, isAtBottom, toBottom, toElement, onScroll } = useStickToBottom(
    messages[0]?.message_id,
    chat.hasNewer,
  );
  const lastId = messages.at(-1)?.message_id ?? 0;
  const [seenId, setSeenId] = useState(lastId);
  const unseen = messages.filter(
    (message) => message.message_id > seenId && !isOwnMessage(message, session.user),
  ).length;
  const streams = useSessionState((state) => state.streams[chatKey]) ?? noStreams;
  const botName =
    useSessionState((state) => state.dialogs?.find((one) => keyOfDialog(one) === chatKey)?.bot?.first_name) ?? '';
  const separator = useRef<HTMLDivElement>(null);

  // A person who has just sent something wants to see it, wherever they were reading.
  useLayoutEffect(() => {
    if (pending.length > 0) toBottom();
  }, [pending.length, toBottom]);

  useEffect(() => {
    if (separator.current) toElement(separator.current);
  }, [unreadFrom, toElement]);

  const shownId = chat.shown?.messageId;
  const shownCount = chat.shown?.count;
  useEffect(() => {
    const target = viewport.current?.querySelector(`[data-message-id="${shownId}"]`);
    if (shownId === undefined || shownCount === undefined || !target) return;
    toElement(target, 'center');
    target.classList.add('flash');
    target.addEventListener('animationend', () => target.classList.remove('flash'), { once: true });
  }, [shownId, shownCount, toElement, viewport]);

  useEffect(() => {
    function see(): void {
      if (!isAtBottom || document.visibilityState !== 'visible') return;
      setSeenId(lastId);
      void session.markSeen(chatKey);
    }
    see();
    document.addEventListener('visibilitychange', see);
    return () => document.removeEventListener('visibilitychange', see);
  }, [isAtBottom, lastId, session, chatKey]);

  return (
    <div className="transcript">
      <div
        ref={viewport}
        className="transcript-scroll"
        tabIndex={0}
        role="log"
        aria-live="polite"
        aria-label={t.messages}
        aria-busy={chat.status === 'loading'}
        onScroll={(event) => {
          onScroll();
          const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
          if (scrollTop < OLDER_PX) void session.loadOlder(chatKey);
          if (chat.hasNewer && scrollHeight - scrollTop - clientHeight < OLDER_PX) void session.loadNewer(chatKey);
        }}
      >
        <div ref={content} className="transcript-content">
          {chat.status === 'ready' && messages.length === 0 && pending.length === 0 ? empty : null}
          {chat.status === 'failed' ? (
            <div className="notice" role="alert">
              <button type="button" className="button" onClick={() => void session.reload(chatKey)}>
                {t.retry}
              </button>
            </div>
          ) : null}
          {days.map((day) => (
            <section key={day.date} className="day-group">
              <div className="day">{dayLabel(day.date * 1000, now(), language)}</div>
              {day.messages.map(({ message, placement }) => (
                <Fragment key={message.message_id}>
                  {unreadFrom !== undefined && idsOf(message).includes(unreadFrom) ? (
                    <div ref={separator} className="unread-separator">
                      {t.unreadMessages}
                    </div>
                  ) : null}
                  {isServiceMessage(message) ? (
                    <div className="service" data-testid="message" data-message-id={message.message_id}>
                      <ServiceText chatKey={chatKey} message={message} />
                    </div>
                  ) : (
                    <MessageBubble
                      chatKey={chatKey}
                      message={message}
                      {...placement}
                      isOwn={isOwnMessage(message, session.user)}
                      showsSender={isGroup}
                      onMenu={onMenu}
                      onReply={onReply}
                      onInlineQuery={onInlineQuery}
                    />
                  )}
                </Fragment>
              ))}
            </section>
          ))}
          {streams.map((draft) => (
            <DraftBubble key={draft.draft_id} chatKey={chatKey} draft={draft} name={botName} />
          ))}
          {pending.map((one) => (
            <PendingBubble key={one.id} chatKey={chatKey} pending={one} />
          ))}
        </div>
      </div>
      {isAtBottom ? null : (
        <button
          type="button"
          className="to-bottom"
          aria-label={unseen > 0 ? `${t.toBottom}: ${count(t.newMessages, unseen)}` : t.toBottom}
          onClick={() => void session.showNewest(chatKey).then(() => toBottom(chat.hasNewer ? 'instant' : 'smooth'))}
        >
          <Icon name="down" />
          {unseen > 0 ? <span className="badge">{unseen}</span> : null}
        </button>
      )}
    </div>
  );
}
