import type { ReactElement } from 'react';

import { usePhrases } from '../../i18n/texts.ts';
import type { ContentProps } from './message-content.tsx';

export function Video({ message }: ContentProps): ReactElement | null {
  const { t } = usePhrases();
  const file = message.video ?? message.animation ?? message.video_note;
  if (!file) return null;
  return <video className="media-video" src={file.url} controls preload="metadata" aria-label={t.video} />;
}
