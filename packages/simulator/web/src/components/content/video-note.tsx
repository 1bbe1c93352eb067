import { useRef, useState, type ReactElement } from 'react';

import { usePhrases } from '../../i18n/texts.ts';
import { durationOf } from '../../text/dates.ts';
import { Icon } from '../icon.tsx';
import type { ContentProps } from './message-content.tsx';

/** A round video; a press plays and pauses it, the ring around it shows how far it is. */
export function VideoNote({ message }: ContentProps): ReactElement | null {
  const { t } = usePhrases();
  const video = useRef<HTMLVideoElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [position, setPosition] = useState(0);
  const { video_note: file } = message;
  if (!file) return null;
  const duration = file.duration ?? 0;
  return (
    <button
      type="button"
      className="media-video-note"
      aria-label={`${isPlaying ? t.pause : t.play}: ${t.videoNote}, ${durationOf(duration)}`}
      onClick={() => {
        if (isPlaying) video.current?.pause();
        else void video.current?.play().catch(() => setPlaying(false));
      }}
    >
      <video
        ref={video}
        src={file.url}
        poster={file.thumbnail?.url}
        playsInline
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPosition(0)}
        onTimeUpdate={(event) => setPosition(event.currentTarget.currentTime)}
      />
      <svg className="video-note-ring" viewBox="0 0 100 100" aria-hidden="true">
        <circle
          cx="50"
          cy="50"
          r="48.5"
          pathLength="1"
          strokeDasharray={`${duration > 0 ? position / duration : 0} 1`}
        />
      </svg>
      {isPlaying ? null : <Icon name="play" size={40} />}
      <span className="media-mark">{durationOf(isPlaying ? position : duration)}</span>
    </button>
  );
}
