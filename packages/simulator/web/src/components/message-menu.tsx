import type { ReactElement } from 'react';
import { createPortal } from 'react-dom';

import type { Message } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import { MenuItem, Popover } from './popover.tsx';

export interface MessageMenuProps {
  message: Message;
  at: { x: number; y: number };
  isOwn: boolean;
  onReply: () => void;
  onEdit: () => void;
  onCopy: (text: string) => void;
  onClose: () => void;
}

/** About as large as the menu gets: it is kept inside the window. */
const SIZE = { width: 220, height: 150 };

/** What can be done with one message. */
export function MessageMenu({ message, at, isOwn, onReply, onEdit, onCopy, onClose }: MessageMenuProps): ReactElement {
  const { t } = usePhrases();
  const text = message.text ?? message.caption;
  const left = Math.max(8, Math.min(at.x, window.innerWidth - SIZE.width));
  const top = Math.max(8, Math.min(at.y, window.innerHeight - SIZE.height));
  // Outside of its column: a column is a container, and `fixed` would be measured from it.
  return createPortal(
    <Popover label={t.messageMenu} className="floating" style={{ left, top }} onClose={onClose}>
      <MenuItem icon="reply" label={t.reply} onSelect={act(onReply)} />
      {text ? <MenuItem icon="copy" label={t.copy} onSelect={act(() => onCopy(text))} /> : null}
      {isOwn && message.text !== undefined ? <MenuItem icon="edit" label={t.edit} onSelect={act(onEdit)} /> : null}
    </Popover>,
    document.body,
  );

  function act(what: () => void): () => void {
    return () => {
      onClose();
      what();
    };
  }
}
