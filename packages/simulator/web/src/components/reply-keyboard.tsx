import type { ReactElement } from 'react';

import type { KeyboardButton, ReplyKeyboard as Keyboard } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';

/** The bot's own keyboard under the field. */
export function ReplyKeyboard({
  keyboard,
  onPress,
}: {
  keyboard: Keyboard;
  onPress: (button: KeyboardButton) => void;
}): ReactElement {
  const { t } = usePhrases();
  return (
    <div
      className={keyboard.resize_keyboard ? 'reply-keyboard compact' : 'reply-keyboard'}
      role="group"
      aria-label={t.replyKeyboard}
    >
      {keyboard.keyboard?.map((row, index) => {
        const buttons = row.map((button) => (typeof button === 'string' ? { text: button } : button));
        return (
          // Rows may be equal; their place is what tells them apart.
          <div className="reply-row" key={`${index} ${buttons.map((button) => button.text).join('|')}`}>
            {buttons.map((button, column) => (
              <button
                key={`${column} ${button.text}`}
                type="button"
                className={`reply-button ${button.style ?? ''}`}
                data-testid="reply-button"
                onClick={() => onPress(button)}
              >
                {button.text}
              </button>
            ))}
          </div>
        );
      })}
    </div>
  );
}
