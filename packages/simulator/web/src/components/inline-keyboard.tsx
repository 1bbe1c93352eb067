import type { ReactElement } from 'react';

import type { InlineButton, Message } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import { addressOf, type ChatKey } from '../model/chat-key.ts';
import { pressKey } from '../model/state.ts';
import { useSession, useSessionState } from '../model/use-session.ts';
import { isTelegramLink } from '../text/telegram-link.ts';
import { useChatActions } from './chat-actions.ts';
import { Icon, type IconName } from './icon.tsx';

/** The buttons under a message. */
export function InlineKeyboard({
  chatKey,
  message,
  rows,
  onInlineQuery,
}: {
  chatKey: ChatKey;
  message: Message;
  rows: readonly (readonly InlineButton[])[];
  onInlineQuery: (query: string) => void;
}): ReactElement {
  const session = useSession();
  const actions = useChatActions();
  const presses = useSessionState((state) => state.presses);
  const { t } = usePhrases();

  return (
    <div className="inline-keyboard" role="group" aria-label={t.inlineKeyboard}>
      {rows.map((row, rowIndex) => (
        <div className="inline-row" key={rowKey(row)}>
          {row.map((button, columnIndex) => {
            const press = pressKey(chatKey, message.message_id, rowIndex, columnIndex);
            return (
              <Button
                key={press}
                button={button.pay && message.invoice?.paid ? { ...button, text: t.receipt } : button}
                isPressed={presses.includes(press)}
                onPress={() => act(button, press)}
              />
            );
          })}
        </div>
      ))}
    </div>
  );

  function act(button: InlineButton, press: string): void {
    if (button.callback_data !== undefined) {
      void session.press(chatKey, press, { message_id: message.message_id, data: button.callback_data });
    } else if (button.copy_text) {
      void navigator.clipboard?.writeText(button.copy_text.text).then(
        () => session.notify(t.copied),
        () => undefined,
      );
    } else if (button.switch_inline_query_current_chat !== undefined) {
      onInlineQuery(button.switch_inline_query_current_chat);
    } else if (button.switch_inline_query !== undefined || button.switch_inline_query_chosen_chat) {
      actions.switchInline(button.switch_inline_query ?? button.switch_inline_query_chosen_chat?.query ?? '', 'chosen');
    } else if (button.pay && message.invoice?.receipt_message_id !== undefined) {
      void session.showMessage(chatKey, message.invoice.receipt_message_id);
    } else if (button.pay) {
      actions.pay({ address: addressOf(chatKey), messageId: message.message_id }, message.invoice);
    } else if (button.web_app) {
      openApp(button.text);
    } else if (button.url !== undefined || button.login_url) {
      actions.followLink(button.url ?? button.login_url?.url ?? '');
    } else {
      session.notify(t.notSupported);
    }
  }

  /** In a private chat the app is its bot's, in a group that of the bot who wrote the message. */
  function openApp(text: string): void {
    const address = addressOf(chatKey);
    const bot = message.via_bot?.id ?? ('bot' in address ? address.bot : message.from?.id);
    if (bot === undefined) return;
    const place = 'bot' in address ? {} : { chat: address.chat };
    actions.openApp({ bot, kind: 'inline', message_id: message.message_id, text, ...place }, text);
  }
}

function Button({
  button,
  isPressed,
  onPress,
}: {
  button: InlineButton;
  isPressed: boolean;
  onPress: () => void;
}): ReactElement {
  const { t } = usePhrases();
  const url = button.url ?? button.login_url?.url;
  const className = `inline-button ${button.style ?? ''}`;
  if (url !== undefined && /^(?:https?|mailto|tel):/iu.test(url) && !isTelegramLink(url)) {
    return (
      <a
        className={className}
        data-testid="inline-button"
        href={url}
        title={url}
        target="_blank"
        rel="noopener noreferrer"
      >
        <span>{button.text}</span>
        <Mark name="link" />
      </a>
    );
  }
  return (
    <button
      type="button"
      className={className}
      data-testid="inline-button"
      aria-busy={isPressed}
      aria-disabled={isPressed}
      onClick={isPressed ? undefined : onPress}
    >
      <span>{button.text}</span>
      {button.copy_text ? <Mark name="copy" /> : null}
      {button.web_app ? <Mark name="window" /> : null}
      {url === undefined ? null : <Mark name="link" />}
      {button.switch_inline_query === undefined ? null : <Mark name="forward" />}
      {button.pay ? <Mark name="card" /> : null}
      {isPressed ? <span className="spinner" role="status" aria-label={t.sending} /> : null}
    </button>
  );
}

function Mark({ name }: { name: IconName }): ReactElement {
  return (
    <span className="inline-mark">
      <Icon name={name} size={14} />
    </span>
  );
}

function rowKey(row: readonly InlineButton[]): string {
  return row.map((button) => button.callback_data ?? button.url ?? button.text).join('|');
}
