import type { ReactElement } from 'react';

import type { InlineButton } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import type { ChatKey } from '../model/chat-key.ts';
import { pressKey } from '../model/state.ts';
import { useSession, useSessionState } from '../model/use-session.ts';
import { Icon, type IconName } from './icon.tsx';

/** The buttons under a message. */
export function InlineKeyboard({
  chatKey,
  messageId,
  rows,
  onInlineQuery,
}: {
  chatKey: ChatKey;
  messageId: number;
  rows: readonly (readonly InlineButton[])[];
  onInlineQuery: (query: string) => void;
}): ReactElement {
  const session = useSession();
  const presses = useSessionState((state) => state.presses);
  const { t } = usePhrases();

  return (
    <div className="inline-keyboard" role="group" aria-label={t.inlineKeyboard}>
      {rows.map((row, rowIndex) => (
        <div className="inline-row" key={rowKey(row)}>
          {row.map((button, columnIndex) => {
            const press = pressKey(chatKey, messageId, rowIndex, columnIndex);
            return (
              <Button
                key={press}
                button={button}
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
      void session.press(chatKey, press, { message_id: messageId, data: button.callback_data });
    } else if (button.copy_text) {
      void navigator.clipboard?.writeText(button.copy_text.text).then(
        () => session.notify(t.copied),
        () => undefined,
      );
    } else if (button.switch_inline_query_current_chat !== undefined) {
      onInlineQuery(button.switch_inline_query_current_chat);
    } else {
      session.notify(t.notSupported);
    }
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
  const url = button.url ?? button.login_url?.url ?? button.web_app?.url;
  const className = `inline-button ${button.style ?? ''}`;
  if (url !== undefined && /^(?:https?|tg|mailto|tel):/iu.test(url)) {
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
        <Mark name={button.web_app ? 'window' : 'link'} />
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
