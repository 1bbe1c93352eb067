import type { ReactElement } from 'react';

import { usePhrases } from '../../i18n/texts.ts';
import type { ContentProps } from './message-content.tsx';

export function Sticker({ message }: ContentProps): ReactElement | null {
  const { t } = usePhrases();
  const { sticker } = message;
  if (!sticker) return null;
  return <img className="media-sticker" src={sticker.url} alt={sticker.emoji ?? t.sticker} />;
}
