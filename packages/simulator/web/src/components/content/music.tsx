import type { ReactElement } from 'react';

import { usePhrases } from '../../i18n/texts.ts';
import { VoicePlayer } from '../voice-player.tsx';
import type { ContentProps } from './message-content.tsx';

/** A piece of music, by who plays it and what it is called. */
export function Music({ message }: ContentProps): ReactElement | null {
  const { t } = usePhrases();
  const { audio } = message;
  if (!audio) return null;
  const title = [audio.performer, audio.title].filter(Boolean).join(' — ');
  return <VoicePlayer file={audio} title={title || (audio.file_name ?? t.audio)} />;
}
