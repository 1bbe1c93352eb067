import { useEffect, useState, type ReactElement } from 'react';

import { usePhrases } from '../i18n/texts.ts';
import { useEnvironment } from '../model/environment.ts';
import { durationOf } from '../text/dates.ts';
import { Icon } from './icon.tsx';

/** Stands in the field's place while a voice message is recorded. */
export function RecordingBar({
  startedAtMs,
  onCancel,
  onFinish,
}: {
  startedAtMs: number;
  onCancel: () => void;
  onFinish: () => void;
}): ReactElement {
  const { now } = useEnvironment();
  const { t } = usePhrases();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((now() - startedAtMs) / 1000), 250);
    return () => clearInterval(timer);
  }, [now, startedAtMs]);
  return (
    <div className="composer-row recording" role="status" aria-label={t.recording}>
      <button type="button" className="icon-button" aria-label={t.recordCancel} onClick={onCancel}>
        <Icon name="trash" />
      </button>
      <span className="recording-dot" aria-hidden="true" />
      <span className="recording-time">{durationOf(seconds)}</span>
      <button type="button" className="send-button" aria-label={t.recordStop} onClick={onFinish}>
        <Icon name="send" />
      </button>
    </div>
  );
}
