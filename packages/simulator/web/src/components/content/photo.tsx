import { useState, type ReactElement } from 'react';

import { usePhrases } from '../../i18n/texts.ts';
import { Modal } from '../modal.tsx';
import type { ContentProps } from './message-content.tsx';

/** A picture; pressing it shows it large. */
export function Photo({ message }: ContentProps): ReactElement | null {
  const [isOpen, setOpen] = useState(false);
  const { t } = usePhrases();
  const file = message.photo?.at(-1);
  if (!file) return null;
  const alt = message.caption ?? t.photo;
  return (
    <>
      <button type="button" className="media-photo" aria-label={alt} onClick={() => setOpen(true)}>
        <img src={file.url} alt={alt} width={file.width} height={file.height} loading="lazy" />
      </button>
      {isOpen ? (
        <Modal title={t.photo} className="viewer" onClose={() => setOpen(false)}>
          <img src={file.url} alt={alt} />
        </Modal>
      ) : null}
    </>
  );
}
