import { useLayoutEffect, useRef, useState, type ReactElement } from 'react';
import { createPortal } from 'react-dom';

import { closePoll, deleteMessages, pinMessage, react, vote } from '../api/acts.ts';
import type { Message } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import { addressOf, type ChatKey } from '../model/chat-key.ts';
import { useSession } from '../model/use-session.ts';
import { idsOf } from '../text/albums.ts';
import { isServiceMessage } from '../text/service-message.ts';
import { MenuItem, Popover } from './popover.tsx';
import { ReactionPalette } from './reaction-palette.tsx';

export interface MessageMenuProps {
  chatKey: ChatKey;
  message: Message;
  at: { x: number; y: number };
  isOwn: boolean;
  /** What was marked in the message when the menu was opened. */
  marked: string | undefined;
  onReply: (quote?: string) => void;
  onEdit: () => void;
  onCopy: (text: string) => void;
  onForward: () => void;
  onSelect: () => void;
  onClose: () => void;
}

/** What can be done with one message. */
export function MessageMenu(props: MessageMenuProps): ReactElement {
  const { chatKey, message, at, isOwn, marked, onClose } = props;
  const session = useSession();
  const { t } = usePhrases();
  const [place, setPlace] = useState({ left: at.x, top: at.y });
  const element = useRef<HTMLSpanElement>(null);
  const [asksToDelete, setAsking] = useState(false);
  const text = message.text ?? message.caption;
  const address = addressOf(chatKey);
  const id = message.message_id;
  const isSaid = !isServiceMessage(message);
  const isEditable =
    isOwn &&
    !message.forward_origin &&
    !message.via_bot &&
    (message.text ?? message.media_group_id ?? message.caption) !== undefined;
  const { poll } = message;
  const canRetract = poll && !poll.is_closed && poll.type !== 'quiz' && (poll.chosen ?? []).length > 0;

  // It is kept inside the window, by its real size.
  useLayoutEffect(() => {
    const box = element.current?.firstElementChild?.getBoundingClientRect();
    if (!box) return;
    setPlace({
      left: Math.max(8, Math.min(at.x, window.innerWidth - box.width - 8)),
      top: Math.max(8, Math.min(at.y, window.innerHeight - box.height - 8)),
    });
  }, [at]);

  // Outside of its column: a column is a container, and `fixed` would be measured from it.
  return createPortal(
    <span ref={element}>
      <Popover label={t.messageMenu} className="floating message-menu" style={place} onClose={onClose}>
        {isSaid ? (
          <ReactionPalette
            own={message.reactions?.[session.user] ?? []}
            onPick={(emoji) => run(() => react(session.user, address, id, emoji))}
          />
        ) : null}
        {isSaid ? <MenuItem icon="reply" label={t.reply} onSelect={act(() => props.onReply())} /> : null}
        {marked ? <MenuItem icon="quote" label={t.quotePart} onSelect={act(() => props.onReply(marked))} /> : null}
        {text ? <MenuItem icon="copy" label={t.copy} onSelect={act(() => props.onCopy(marked ?? text))} /> : null}
        {isEditable ? <MenuItem icon="edit" label={t.edit} onSelect={act(props.onEdit)} /> : null}
        {canRetract ? (
          <MenuItem icon="poll" label={t.retractVote} onSelect={() => run(() => vote(session.user, address, id, []))} />
        ) : null}
        {poll && isOwn && !poll.is_closed ? (
          <MenuItem icon="stop" label={t.stopPoll} onSelect={() => run(() => closePoll(session.user, address, id))} />
        ) : null}
        {isSaid ? (
          <MenuItem
            icon="pin"
            label={message.is_pinned ? t.unpin : t.pin}
            onSelect={() => run(() => pinMessage(session.user, address, id, message.is_pinned !== true))}
          />
        ) : null}
        {isSaid && !message.has_protected_content ? (
          <MenuItem icon="forward" label={t.forward} onSelect={act(props.onForward)} />
        ) : null}
        <MenuItem icon="select" label={t.select} onSelect={act(props.onSelect)} />
        {asksToDelete ? (
          <MenuItem
            icon="trash"
            label={t.deleteAsk}
            isDanger
            onSelect={(event) => {
              // The second half of a double press is no answer to the question.
              if (event.detail < 2) run(() => deleteMessages(session.user, address, idsOf(message)));
            }}
          />
        ) : (
          <MenuItem icon="trash" label={t.deleteMessage} onSelect={() => setAsking(true)} />
        )}
      </Popover>
    </span>,
    document.body,
  );

  function act(what: () => void): () => void {
    return () => {
      onClose();
      what();
    };
  }

  function run(what: () => Promise<unknown>): void {
    onClose();
    void session.attempt(`menu ${chatKey} ${id}`, what);
  }
}
