import { useCallback, useEffect, useRef, useState } from 'react';

export interface Recording {
  blob: Blob;
  name: string;
  durationSeconds: number;
}

export interface Recorder {
  isAvailable: boolean;
  /** When the recording that is going on began. */
  startedAtMs: number | undefined;
  start: () => Promise<void>;
  /** Ends the recording and hands it over. */
  finish: () => Promise<Recording | undefined>;
  cancel: () => void;
}

/** Opus in an Ogg file is what Telegram calls a voice message; browsers that cannot write it write WebM. */
const types = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4'];

/** Records from the microphone, where the browser has one to give. */
export function useRecorder(now: () => number): Recorder {
  const recorder = useRef<MediaRecorder>(undefined);
  const [startedAtMs, setStartedAt] = useState<number>();
  const isAvailable = typeof MediaRecorder !== 'undefined' && navigator.mediaDevices !== undefined;

  const release = useCallback(() => {
    recorder.current?.stream.getTracks().forEach((track) => track.stop());
    recorder.current = undefined;
    setStartedAt(undefined);
  }, []);

  useEffect(() => release, [release]);

  return {
    isAvailable,
    startedAtMs,
    async start() {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type));
      recorder.current = new MediaRecorder(stream, mimeType === undefined ? {} : { mimeType });
      recorder.current.start();
      setStartedAt(now());
    },
    async finish() {
      const active = recorder.current;
      if (!active || startedAtMs === undefined) return undefined;
      const durationSeconds = Math.max(1, (now() - startedAtMs) / 1000);
      const blob = await new Promise<Blob>((resolve) => {
        active.addEventListener('dataavailable', (event) => resolve(event.data), { once: true });
        active.stop();
      });
      release();
      const extension = blob.type.includes('ogg') ? 'ogg' : blob.type.includes('mp4') ? 'm4a' : 'webm';
      return { blob, name: `voice.${extension}`, durationSeconds };
    },
    cancel: release,
  };
}
