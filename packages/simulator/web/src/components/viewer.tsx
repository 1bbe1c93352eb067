import { useEffect, useState, type ReactElement } from 'react';

import { usePhrases } from '../i18n/texts.ts';
import type { ViewerItem } from './chat-actions.ts';
import { Icon } from './icon.tsx';
import { Modal } from './modal.tsx';

/** Media at their full size, one after another: by buttons, by arrow keys. */
export function Viewer({
  items,
  first,
  onClose,
}: {
  items: readonly ViewerItem[];
  first: number;
  onClose: () => void;
}): ReactElement | null {
  const { t, fill } = usePhrases();
  const [index, setIndex] = useState(first);
  const item = items[index];

  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
      if (step !== 0) setIndex((now) => Math.min(items.length - 1, Math.max(0, now + step)));
    }
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, [items.length]);

  if (!item) return null;
  const label = item.caption ?? (item.kind === 'photo' ? t.photo : t.video);
  const counter = fill(t.ofMany, { n: String(index + 1), all: String(items.length) });
  return (
    <Modal
      title={items.length > 1 ? counter : item.kind === 'photo' ? t.photo : t.video}
      className="viewer"
      onClose={onClose}
    >
      <div
        className="viewer-stage"
        // Beside the picture is outside of it.
        onClick={(event) => {
          if (event.target === event.currentTarget) onClose();
        }}
      >
        {item.kind === 'photo' ? (
          <img key={item.file.url} src={item.file.url} alt={label} />
        ) : (
          <video
            key={item.file.url}
            src={item.file.url}
            poster={item.file.thumbnail?.url}
            controls
            aria-label={label}
          />
        )}
        {items.length > 1 ? (
          <>
            <button
              type="button"
              className="viewer-step previous"
              aria-label={t.previous}
              disabled={index === 0}
              onClick={() => setIndex(index - 1)}
            >
              <Icon name="back" />
            </button>
            <button
              type="button"
              className="viewer-step next"
              aria-label={t.next}
              disabled={index === items.length - 1}
              onClick={() => setIndex(index + 1)}
            >
              <Icon name="right" />
            </button>
          </>
        ) : null}
      </div>
      {item.caption ? <p className="viewer-caption">{item.caption}</p> : null}
    </Modal>
  );
}
