import { useState, type ReactElement } from 'react';

import { usePhrases } from '../../i18n/texts.ts';
import type { ContentProps } from './message-content.tsx';

/** A sticker; one that this client cannot move is shown by its still picture or its emoji. */
export function Sticker({ message }: ContentProps): ReactElement | null {
  const { t } = usePhrases();
  const [isBroken, setBroken] = useState(false);
  const { sticker } = message;
  if (!sticker) return null;
  const label = sticker.emoji ?? t.sticker;
  if (sticker.is_video) {
    return <video className="media-sticker" src={sticker.url} autoPlay loop muted playsInline aria-label={label} />;
  }
  const url = sticker.is_animated ? sticker.thumbnail?.url : sticker.url;
  if (url === undefined || isBroken) {
    return (
      <span className="media-sticker emoji" role="img" aria-label={label}>
        {sticker.emoji ?? '🖼'}
      </span>
    );
  }
  return <img className="media-sticker" src={url} alt={label} onError={() => setBroken(true)} />;
}
