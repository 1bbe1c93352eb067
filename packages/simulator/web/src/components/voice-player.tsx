import { useRef, useState, type ReactElement } from 'react';

import type { StoredFile } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import { durationOf } from '../text/dates.ts';
import { Icon } from './icon.tsx';

const BARS = 36;

/** A voice message or a piece of music: play, pause, and where it is. */
export function VoicePlayer({ file, title }: { file: StoredFile; title?: string }): ReactElement {
  const { t } = usePhrases();
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [position, setPosition] = useState(0);
  // A bot need not say how long it is; then the sound itself does.
  const [ownDuration, setOwnDuration] = useState(0);
  const duration = file.duration || ownDuration;
  const played = duration > 0 ? position / duration : 0;

  return (
    <div className="media-voice">
      <button
        type="button"
        className="voice-button"
        aria-label={isPlaying ? t.pause : t.play}
        onClick={() => {
          if (isPlaying) audio.current?.pause();
          else void audio.current?.play().catch(() => setPlaying(false));
        }}
      >
        <Icon name={isPlaying ? 'pause' : 'play'} />
      </button>
      <span className="voice-body">
        {title ? <strong>{title}</strong> : null}
        <svg className="voice-wave" viewBox={`0 0 ${BARS * 4} 24`} preserveAspectRatio="none" aria-hidden="true">
          {barsOf(file.file_unique_id).map((height, index) => (
            <rect
              // Bars are a fixed drawing.
              key={index * 4}
              className={index / BARS < played ? 'played' : ''}
              x={index * 4}
              y={24 - height}
              width="2.5"
              height={height}
              rx="1.2"
            />
          ))}
        </svg>
        <small>{durationOf(isPlaying ? position : duration)}</small>
      </span>
      <audio
        ref={audio}
        src={file.url}
        preload={file.duration ? 'none' : 'metadata'}
        onLoadedMetadata={(event) => setOwnDuration(event.currentTarget.duration)}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPosition(0)}
        onTimeUpdate={(event) => setPosition(event.currentTarget.currentTime)}
      />
    </div>
  );
}

/** A steady picture of a file: the sound itself is not looked at. */
function barsOf(id: string): number[] {
  let seed = 7;
  for (const character of id) seed = (seed * 31 + character.charCodeAt(0)) % 65_521;
  return Array.from({ length: BARS }, (_, index) => {
    seed = (seed * 75 + 74) % 65_537;
    return 4 + ((seed % 100) / 100) * 14 * (0.6 + 0.4 * Math.sin(index / 3));
  });
}
