import type { ReactElement } from 'react';

import { usePhrases } from '../../i18n/texts.ts';

/** A button that a Mini App shows under itself. */
export interface BottomButton {
  text: string;
  isActive: boolean;
  isBusy: boolean;
  color?: string;
  textColor?: string;
}

export interface BottomButtonsState {
  main?: BottomButton | undefined;
  secondary?: BottomButton | undefined;
}

export function BottomButtons({
  buttons,
  onPress,
}: {
  buttons: BottomButtonsState;
  onPress: (event: string) => void;
}): ReactElement | null {
  const { t } = usePhrases();
  const shown = (['secondary', 'main'] as const).flatMap((kind) => {
    const button = buttons[kind];
    return button ? [{ kind, button }] : [];
  });
  if (shown.length === 0) return null;
  return (
    <div className="web-app-buttons">
      {shown.map(({ kind, button }) => (
        <button
          key={kind}
          type="button"
          className={kind === 'main' ? 'button' : 'button quiet'}
          data-testid={`app-${kind}-button`}
          disabled={!button.isActive}
          aria-busy={button.isBusy}
          style={{ background: button.color, color: button.textColor }}
          onClick={() => onPress(`${kind}_button_pressed`)}
        >
          {button.isBusy ? <span className="spinner" role="status" aria-label={t.sending} /> : null} {button.text}
        </button>
      ))}
    </div>
  );
}
