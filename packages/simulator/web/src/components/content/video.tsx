import { useRef, useState, type ReactElement } from 'react';

import { usePhrases } from '../../i18n/texts.ts';
import { durationOf } from '../../text/dates.ts';
import { Icon } from '../icon.tsx';
import { HiddenMedia } from './hidden-media.tsx';
import type { ContentProps } from './message-content.tsx';

/** A film: its first picture with a button, and the browser's own controls once it plays. */
export function Video({ message }: ContentProps): ReactElement | null {
  const { t } = usePhrases();
  const element = useRef<HTMLVideoElement>(null);
  const [isStarted, setStarted] = useState(false);
  const { video: file } = message;
  if (!file) return null;
  const label = message.caption ?? t.video;
  const length = durationOf(file.duration ?? 0);
  return (
    <HiddenMedia isHidden={message.has_media_spoiler === true}>
      <span className="media-framed">
        <video
          ref={element}
          className="media-video"
          src={file.url}
          poster={file.thumbnail?.url}
          width={file.width}
          height={file.height}
          controls={isStarted}
          playsInline
          preload="metadata"
          aria-label={label}
          onPlay={() => setStarted(true)}
        />
        {isStarted ? null : (
          <button type="button" className="media-cover" aria-label={`${t.play}: ${label}, ${length}`} onClick={start}>
            <span className="media-mark">{length}</span>
            <span className="media-play">
              <Icon name="play" />
            </span>
          </button>
        )}
      </span>
    </HiddenMedia>
  );

  function start(): void {
    setStarted(true);
    // What cannot be played says so by its own controls.
    void element.current?.play().catch(() => undefined);
    element.current?.focus();
  }
}
