import { useEffect, useRef, type ReactElement } from 'react';

import { usePhrases } from '../../i18n/texts.ts';
import { HiddenMedia } from './hidden-media.tsx';
import type { ContentProps } from './message-content.tsx';

/** A picture that moves: plays by itself, without sound, unless the person wants less motion. */
export function Animation({ message }: ContentProps): ReactElement | null {
  const { t } = usePhrases();
  const video = useRef<HTMLVideoElement>(null);
  const { animation: file } = message;
  useEffect(() => {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    void video.current?.play().catch(() => undefined);
  }, []);
  if (!file) return null;
  const label = message.caption ?? t.gif;
  const isImage = file.mime_type?.startsWith('image/') === true;
  return (
    <HiddenMedia isHidden={message.has_media_spoiler === true}>
      <span className="media-framed">
        {isImage ? (
          <img className="media-video" src={file.url} alt={label} width={file.width} height={file.height} />
        ) : (
          <video
            ref={video}
            className="media-video"
            src={file.url}
            poster={file.thumbnail?.url}
            width={file.width}
            height={file.height}
            loop
            muted
            playsInline
            preload="metadata"
            aria-label={label}
            onClick={({ currentTarget: shown }) => {
              if (shown.paused) void shown.play().catch(() => undefined);
              else shown.pause();
            }}
          />
        )}
        <span className="media-mark" aria-hidden="true">
          {t.gif}
        </span>
      </span>
    </HiddenMedia>
  );
}
