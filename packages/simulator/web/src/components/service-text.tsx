import type { ReactElement } from 'react';

import type { Message } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import type { ChatKey } from '../model/chat-key.ts';
import { useSession } from '../model/use-session.ts';
import { previewOf } from '../text/preview.ts';
import { serviceLabel } from '../text/service-label.ts';

/** What happened in a chat; a pinned message can be gone to. */
export function ServiceText({ chatKey, message }: { chatKey: ChatKey; message: Message }): ReactElement {
  const session = useSession();
  const phrases = usePhrases();
  const label = serviceLabel(message, phrases) ?? phrases.t.event;
  const { pinned_message: pinned } = message;
  const photo = message.new_chat_photo?.at(-1);
  return (
    <>
      {label}
      {pinned ? (
        <>
          {': '}
          <button
            type="button"
            className="service-link"
            onClick={() => void session.showMessage(chatKey, pinned.message_id)}
          >
            {previewOf(pinned, phrases)}
          </button>
        </>
      ) : null}
      {photo ? <img className="service-photo" src={photo.url} alt={label} /> : null}
    </>
  );
}
