import { useEffect, useMemo, type ReactElement } from 'react';

import { usePhrases } from '../i18n/texts.ts';
import type { ChatKey } from '../model/chat-key.ts';
import type { PendingMessage } from '../model/state.ts';
import { useSession } from '../model/use-session.ts';
import { timeOf } from '../text/dates.ts';
import { detectEntities } from '../text/detect-entities.ts';
import { Icon } from './icon.tsx';
import { MapSketch } from './map-sketch.tsx';
import { RichText } from './rich-text.tsx';

/** A message on its way, or one that did not get through and can be sent again. */
export function PendingBubble({ chatKey, pending }: { chatKey: ChatKey; pending: PendingMessage }): ReactElement {
  const session = useSession();
  const { t, fill, language } = usePhrases();
  const { outgoing, failure } = pending;
  const text = outgoing.text ?? '';

  return (
    <article className={`message own ends-run pending ${failure === undefined ? '' : 'failed'}`} data-testid="pending">
      <div className="bubble-line">
        <div className="bubble">
          {outgoing.file ? <FilePreview file={outgoing.file} /> : null}
          {outgoing.file && failure === undefined && (pending.progress ?? 1) < 1 ? (
            <progress className="upload-progress" value={pending.progress} aria-label={t.uploading} />
          ) : null}
          {outgoing.location ? <MapSketch location={outgoing.location} label={t.location} /> : null}
          {outgoing.contact ? <strong>{outgoing.contact.first_name}</strong> : null}
          <div className="text">
            {text ? <RichText text={text} entities={detectEntities(text)} /> : null}
            <span className="meta">
              <time>{timeOf(pending.sentAtSeconds * 1000, language)}</time>
              <span role="img" aria-label={failure === undefined ? t.sending : t.notSent}>
                <Icon name={failure === undefined ? 'clock' : 'warning'} size={15} />
              </span>
            </span>
          </div>
        </div>
      </div>
      {failure === undefined ? null : (
        <div className="failure" role="alert">
          <span>{failure.kind === 'offline' ? t.offline : fill(t.failed, { reason: failure.reason })}</span>
          <button type="button" className="text-button" onClick={() => void session.retry(chatKey, pending.id)}>
            {t.retry}
          </button>
          <button type="button" className="text-button" onClick={() => session.discard(chatKey, pending.id)}>
            {t.remove}
          </button>
        </div>
      )}
    </article>
  );
}

function FilePreview({ file }: { file: NonNullable<PendingMessage['outgoing']['file']> }): ReactElement {
  const url = useMemo(() => (file.kind === 'photo' ? URL.createObjectURL(file.blob) : undefined), [file]);
  useEffect(() => () => (url === undefined ? undefined : URL.revokeObjectURL(url)), [url]);
  if (url !== undefined) return <img className="pending-photo" src={url} alt={file.name} />;
  return (
    <span className="media-file">
      <span className="media-file-icon">
        <Icon name={file.kind === 'voice' ? 'mic' : 'file'} />
      </span>
      <strong>{file.name}</strong>
    </span>
  );
}
