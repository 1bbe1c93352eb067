import { useEffect, useMemo, useState, type ReactElement } from 'react';

import { listPins, pinMessage } from '../api/acts.ts';
import type { Message } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import { addressOf, type ChatKey } from '../model/chat-key.ts';
import { useSession } from '../model/use-session.ts';
import { previewOf } from '../text/preview.ts';
import { Icon } from './icon.tsx';

const none: readonly Message[] = [];

/** The pinned messages, one at a time, newest first; a press jumps to it and takes the next one up. */
export function PinBar({ chatKey, messages }: { chatKey: ChatKey; messages: readonly Message[] }): ReactElement | null {
  const session = useSession();
  const phrases = usePhrases();
  const { t, fill } = phrases;
  const [pins, setPins] = useState(none);
  const [index, setIndex] = useState(0);
  // Every pinning and unpinning changes a message of the chat, loaded or not; a pinning also adds one.
  const state = useMemo(
    () =>
      messages
        .flatMap((message) => (message.is_pinned || message.pinned_message ? [message.message_id] : []))
        .join(' '),
    [messages],
  );

  useEffect(() => {
    let isCurrent = true;
    listPins(session.user, addressOf(chatKey)).then(
      (found) => (isCurrent ? setPins(found) : undefined),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [session.user, chatKey, state]);

  const pin = pins[index] ?? pins[0];
  if (!pin) return null;
  return (
    <div className="pin-bar">
      <button
        type="button"
        className="pin-jump"
        onClick={() => {
          void session.showMessage(chatKey, pin.message_id);
          setIndex((index + 1) % pins.length);
        }}
      >
        <strong>
          {t.pinnedMessage}
          {pins.length > 1 ? ` ${fill(t.ofMany, { n: String(pins.indexOf(pin) + 1), all: String(pins.length) })}` : ''}
        </strong>
        <span>{previewOf(pin, phrases)}</span>
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={t.unpin}
        title={t.unpin}
        onClick={() => void unpin(pin.message_id)}
      >
        <Icon name="close" size={18} />
      </button>
    </div>
  );

  async function unpin(id: number): Promise<void> {
    const isDone = await session.attempt(`pin ${chatKey} ${id}`, () =>
      pinMessage(session.user, addressOf(chatKey), id, false),
    );
    if (isDone) setPins((known) => known.filter((one) => one.message_id !== id));
  }
}
