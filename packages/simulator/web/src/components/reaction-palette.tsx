import type { ReactElement } from 'react';

import { usePhrases } from '../i18n/texts.ts';

/** What is used most; any of Telegram's reactions that is there already can be joined by pressing it. */
const EMOJI = ['👍', '❤', '🔥', '🎉', '👏', '😁', '🤔', '😢', '👎', '🙏', '👌', '🤯', '🥰', '💯', '😱', '🤝'];

/** The reactions to choose from; the own one is marked, and choosing it again takes it away. */
export function ReactionPalette({
  own,
  onPick,
}: {
  own: readonly string[];
  onPick: (emoji: readonly string[]) => void;
}): ReactElement {
  const { t, fill } = usePhrases();
  return (
    <div className="reaction-palette" role="group" aria-label={t.reactions}>
      {EMOJI.map((emoji) => (
        <button
          key={emoji}
          type="button"
          role="menuitemradio"
          aria-checked={own.includes(emoji)}
          aria-label={fill(t.react, { emoji })}
          onClick={() => onPick(own.includes(emoji) ? [] : [emoji])}
        >
          {emoji}
        </button>
      ))}
    </div>
  );
}
