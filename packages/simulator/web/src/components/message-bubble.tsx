import { memo, useContext, useRef, type ReactElement } from 'react';

import { react } from '../api/acts.ts';
import type { Message, MessageOrigin } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import { addressOf, type ChatKey } from '../model/chat-key.ts';
import { useSession } from '../model/use-session.ts';
import { timeOf } from '../text/dates.ts';
import { colorOf, nameOf } from '../text/names.ts';
import { countLargeEmoji } from '../text/only-emoji.ts';
import { previewOf } from '../text/preview.ts';
import { SelectionContext } from './chat-actions.ts';
import { contentKindOf, contentLayoutOf } from './content/kinds.ts';
import { MessageContent } from './content/message-content.tsx';
import { Icon } from './icon.tsx';
import { InlineKeyboard } from './inline-keyboard.tsx';
import { Reactions } from './reactions.tsx';
import { RichText } from './rich-text.tsx';

export interface BubbleProps {
  chatKey: ChatKey;
  message: Message;
  /** First of a run by one sender: a group shows the sender's name here. */
  startsRun: boolean;
  /** Last of a run: the bubble gets its tail. */
  endsRun: boolean;
  isOwn: boolean;
  /** In a group others are named; in a private chat it is clear who writes. */
  showsSender: boolean;
  onMenu: (message: Message, at: { x: number; y: number }) => void;
  onReply: (message: Message) => void;
  onInlineQuery: (query: string) => void;
}

/** A press held this long on a touch screen opens the menu. */
const LONG_PRESS_MS = 450;

/** One message: who, what, when, and the buttons under it. */
export const MessageBubble = memo(function MessageBubble(props: BubbleProps): ReactElement {
  const { chatKey, message, startsRun, endsRun, isOwn, showsSender, onMenu } = props;
  const session = useSession();
  const selection = useContext(SelectionContext);
  const isSelecting = selection.ids !== undefined;
  const { t, language, fill } = usePhrases();
  const longPress = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sender = message.from ? nameOf(message.from) : (message.sender_chat?.title ?? '');
  const senderId = message.from?.id ?? message.sender_chat?.id ?? 0;
  const text = message.text ?? message.caption;
  const time = timeOf(message.date * 1000, language);
  // A bot redraws its messages all the time, and a live place moves; Telegram does not mark that either.
  const isEdited = message.edited_at !== undefined && message.from?.is_bot !== true && !message.location;
  const isCaptionAbove = message.show_caption_above_media === true;
  const layout = contentLayoutOf(contentKindOf(message));
  const classes = ['message', isOwn ? 'own' : 'other'];
  if (startsRun) classes.push('starts-run');
  if (endsRun) classes.push('ends-run');
  if (layout === 'picture') classes.push('has-picture');
  if (layout === 'bare') classes.push('bare');
  if (!text || isCaptionAbove) classes.push('no-text');
  const emoji = message.text ? countLargeEmoji(message.text) : 0;
  if (emoji > 0) classes.push('bare', `emoji-${emoji}`);

  return (
    <article
      className={classes.join(' ')}
      data-testid="message"
      data-message-id={message.message_id}
      aria-label={`${isOwn ? t.you : sender}, ${time}`}
      onContextMenu={(event) => {
        if (event.target instanceof Element && event.target.closest('a')) return;
        event.preventDefault();
        onMenu(message, { x: event.clientX, y: event.clientY });
      }}
      onTouchStart={(event) => {
        const touch = event.touches[0];
        if (touch)
          longPress.current = setTimeout(() => onMenu(message, { x: touch.clientX, y: touch.clientY }), LONG_PRESS_MS);
      }}
      onTouchEnd={() => clearTimeout(longPress.current)}
      onTouchMove={() => clearTimeout(longPress.current)}
      onClick={isSelecting ? () => selection.toggle(message) : undefined}
      onDoubleClick={(event) => {
        if (isSelecting) return;
        if (event.target === event.currentTarget) props.onReply(message);
        else if (event.target instanceof Element && !event.target.closest(NOT_FOR_REACTIONS)) likeOnce();
      }}
    >
      <div className="bubble-line">
        {isSelecting ? (
          <input
            type="checkbox"
            className="select-box"
            aria-label={t.select}
            checked={selection.ids?.has(message.message_id) === true}
            onChange={() => undefined}
          />
        ) : null}
        <div className="bubble" inert={isSelecting}>
          {showsSender && !isOwn && startsRun ? (
            <span className={`sender text-color-${colorOf(senderId)}`}>{sender}</span>
          ) : null}
          {message.forward_origin ? (
            <span className="forwarded">{fill(t.forwardedFrom, { name: originName(message.forward_origin) })}</span>
          ) : null}
          {message.via_bot ? (
            <button
              type="button"
              className="forwarded text-button"
              onClick={() => session.setDraft(chatKey, `@${message.via_bot?.username ?? ''} `)}
            >
              {fill(t.viaBot, { name: `@${message.via_bot.username ?? ''}` })}
            </button>
          ) : null}
          {message.reply_to_message ? (
            <Quote chatKey={chatKey} message={message.reply_to_message} part={message.quote?.text} />
          ) : null}
          {message.external_reply ? (
            <span className="quote external">
              <strong>{originName(message.external_reply.origin)}</strong>
              <span>{message.quote?.text ?? message.external_reply.chat?.title}</span>
            </span>
          ) : null}
          {isCaptionAbove && text ? (
            <div className="text caption-above">
              <RichText text={text} entities={message.caption_entities} />
            </div>
          ) : null}
          <MessageContent chatKey={chatKey} message={message} isOwn={isOwn} />
          <div className="text">
            {text && !isCaptionAbove ? (
              <RichText text={text} entities={message.entities ?? message.caption_entities} />
            ) : null}
            <span className="meta">
              {message.is_pinned ? (
                <span role="img" aria-label={t.pinnedMessage}>
                  <Icon name="pin" size={13} />
                </span>
              ) : null}
              {isEdited ? <span>{t.edited}</span> : null}
              <time dateTime={new Date(message.date * 1000).toISOString()}>{time}</time>
              {isOwn ? (
                <span
                  role="img"
                  className={message.delivered ? 'tick delivered' : 'tick'}
                  aria-label={message.delivered ? t.deliveredToBot : t.sent}
                  title={message.delivered ? t.deliveredToBot : t.sentNotDelivered}
                >
                  <Icon name={message.delivered ? 'checks' : 'check'} size={15} />
                </span>
              ) : null}
            </span>
          </div>
          <Reactions chatKey={chatKey} message={message} isOwn={isOwn} />
        </div>
        <button
          type="button"
          className="icon-button message-more"
          aria-label={t.messageMenu}
          aria-haspopup="menu"
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect();
            onMenu(message, { x: box.left, y: box.bottom });
          }}
        >
          <Icon name="more" size={18} />
        </button>
      </div>
      {message.reply_markup?.inline_keyboard ? (
        <InlineKeyboard
          chatKey={chatKey}
          message={message}
          rows={message.reply_markup.inline_keyboard}
          onInlineQuery={props.onInlineQuery}
        />
      ) : null}
    </article>
  );

  /** Twice the same takes it away again, as in Telegram. */
  function likeOnce(): void {
    getSelection()?.removeAllRanges();
    const own = message.reactions?.[session.user] ?? [];
    const next = own.includes(QUICK_REACTION) ? [] : [QUICK_REACTION];
    void session.attempt(`react ${chatKey} ${message.message_id}`, () =>
      react(session.user, addressOf(chatKey), message.message_id, next),
    );
  }
});

/** What has a double press of its own, or is pressed twice by those in a hurry. */
const NOT_FOR_REACTIONS = 'button, a, input, video, audio, .inline-keyboard, .code-block';
const QUICK_REACTION = '❤';

/** The message that is being replied to; pressing it goes there. */
function Quote({
  chatKey,
  message,
  part,
}: {
  chatKey: ChatKey;
  message: Message;
  /** What is quoted of it, where not the whole is meant. */
  part: string | undefined;
}): ReactElement {
  const session = useSession();
  const phrases = usePhrases();
  return (
    <button
      type="button"
      className={`quote ${part === undefined ? '' : 'part'} color-edge-${colorOf(message.from?.id ?? 0)}`}
      onClick={() => void session.showMessage(chatKey, message.message_id)}
    >
      <strong>{message.from ? nameOf(message.from) : ''}</strong>
      <span>{part ?? previewOf(message, phrases)}</span>
    </button>
  );
}

function originName(origin: MessageOrigin): string {
  if (origin.sender_user) return nameOf(origin.sender_user);
  return origin.sender_user_name ?? origin.chat?.title ?? origin.sender_chat?.title ?? '';
}
