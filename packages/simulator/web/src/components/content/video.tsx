import type { ReactElement } from 'react';

import { usePhrases } from '../../i18n/texts.ts';
import { HiddenMedia } from './hidden-media.tsx';
import type { ContentProps } from './message-content.tsx';

export function Video({ message }: ContentProps): ReactElement | null {
  const { t } = usePhrases();
  const { video: file } = message;
  if (!file) return null;
  return (
    <HiddenMedia isHidden={message.has_media_spoiler === true}>
      <video
        className="media-video"
        src={file.url}
        poster={file.thumbnail?.url}
        width={file.width}
        height={file.height}
        controls
        playsInline
        preload="metadata"
        aria-label={message.caption ?? t.video}
      />
    </HiddenMedia>
  );
}
