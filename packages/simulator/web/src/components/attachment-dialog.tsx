import { useEffect, useMemo, useState, type ReactElement } from 'react';

import type { FileKind, Outgoing } from '../api/client.ts';
import { usePhrases } from '../i18n/texts.ts';
import { useEnvironment } from '../model/environment.ts';
import { sizeLabel } from '../text/names.ts';
import { Icon } from './icon.tsx';
import { Modal } from './modal.tsx';

/** Looks at chosen files once more before they go: caption, and as a picture or as a file. */
export function AttachmentDialog({
  files,
  onSend,
  onClose,
}: {
  files: readonly File[];
  onSend: (messages: Outgoing[]) => void;
  onClose: () => void;
}): ReactElement {
  const { t, language } = usePhrases();
  const { now } = useEnvironment();
  const [caption, setCaption] = useState('');
  const [isFile, setFile] = useState(false);
  const previews = useMemo(
    () => files.map((file) => ({ file, url: file.type.startsWith('image/') ? URL.createObjectURL(file) : undefined })),
    [files],
  );
  useEffect(
    () => () => previews.forEach(({ url }) => (url === undefined ? undefined : URL.revokeObjectURL(url))),
    [previews],
  );
  const canBePicture = files.some((file) => kindOf(file) !== 'document');

  return (
    <Modal title={t.attach} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          const album = files.length > 1 ? { media_group: `album-${now()}` } : {};
          onSend(
            files.map((file, index) => ({
              ...album,
              // One caption for all of them, under the first, as an album has it.
              ...(index === 0 && caption.trim() !== '' ? { text: caption.trim() } : {}),
              file: { kind: isFile ? 'document' : kindOf(file), blob: file, name: file.name || 'image.png' },
            })),
          );
        }}
      >
        <div className="previews">
          {previews.map(({ file, url }) =>
            url !== undefined && !isFile ? (
              <img key={`${file.name}${file.size}`} src={url} alt={file.name} />
            ) : (
              <span key={`${file.name}${file.size}`} className="media-file">
                <span className="media-file-icon">
                  <Icon name="file" />
                </span>
                <span className="media-file-text">
                  <strong>{file.name}</strong>
                  <small>{sizeLabel(file.size, language)}</small>
                </span>
              </span>
            ),
          )}
        </div>
        {canBePicture ? (
          <label className="check">
            <input type="checkbox" checked={isFile} onChange={(event) => setFile(event.target.checked)} />
            {t.asFile}
          </label>
        ) : null}
        <label className="field">
          <span>{t.caption}</span>
          <input
            type="text"
            value={caption}
            maxLength={1024}
            autoFocus
            onChange={(event) => setCaption(event.target.value)}
          />
        </label>
        <div className="form-actions">
          <button type="button" className="button quiet" onClick={onClose}>
            {t.cancel}
          </button>
          <button type="submit" className="button">
            {t.send}
          </button>
        </div>
      </form>
    </Modal>
  );
}

function kindOf(file: File): FileKind {
  if (/^image\/(?:png|jpeg|webp)$/u.test(file.type)) return 'photo';
  if (file.type.startsWith('video/')) return 'video';
  if (file.type === 'audio/ogg') return 'voice';
  if (file.type.startsWith('audio/')) return 'audio';
  return 'document';
}
