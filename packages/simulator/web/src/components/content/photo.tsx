import type { ReactElement } from 'react';

import { usePhrases } from '../../i18n/texts.ts';
import { useChatActions } from '../chat-actions.ts';
import { HiddenMedia } from './hidden-media.tsx';
import type { ContentProps } from './message-content.tsx';

/** A picture; pressing it shows it large. */
export function Photo({ message }: ContentProps): ReactElement | null {
  const { t } = usePhrases();
  const { view } = useChatActions();
  const file = message.photo?.at(-1);
  if (!file) return null;
  const alt = message.caption ?? t.photo;
  return (
    <HiddenMedia isHidden={message.has_media_spoiler === true}>
      <button
        type="button"
        className="media-photo"
        aria-label={alt}
        onClick={() => view([{ kind: 'photo', file, caption: message.caption }], 0)}
      >
        <img src={file.url} alt={alt} width={file.width} height={file.height} loading="lazy" />
      </button>
    </HiddenMedia>
  );
}
