import type { ReactElement } from 'react';

import { react } from '../api/acts.ts';
import { usePhrases } from '../i18n/texts.ts';
import { addressOf } from '../model/chat-key.ts';
import { useSession } from '../model/use-session.ts';
import { useNames } from '../model/use-names.ts';
import type { ContentProps } from './content/message-content.tsx';

/** The reactions to a message, under its text; pressing one adds or takes away the person's own. */
export function Reactions({ chatKey, message }: ContentProps): ReactElement | null {
  const session = useSession();
  const { t, fill } = usePhrases();
  const nameOfId = useNames();
  const holder = message.album?.find((one) => one.reactions) ?? message;
  const byEmoji = new Map<string, number[]>();
  for (const [id, emoji] of Object.entries(holder.reactions ?? {})) {
    for (const one of emoji) byEmoji.set(one, [...(byEmoji.get(one) ?? []), Number(id)]);
  }
  if (byEmoji.size === 0) return null;
  return (
    <div className="reactions" role="group" aria-label={t.reactions}>
      {[...byEmoji].map(([emoji, ids]) => {
        const isMine = ids.includes(session.user);
        const names = ids.map(nameOfId).join(', ');
        const shown = emoji.startsWith('custom:') ? '✨' : emoji;
        return (
          <button
            key={emoji}
            type="button"
            className="reaction"
            aria-pressed={isMine}
            aria-label={`${fill(t.reactedBy, { emoji: shown, names })} (${ids.length})`}
            title={names}
            onClick={() =>
              void session.attempt(`react ${chatKey} ${message.message_id}`, () =>
                react(session.user, addressOf(chatKey), message.message_id, isMine ? [] : [emoji]),
              )
            }
          >
            <span>{shown}</span> {ids.length}
          </button>
        );
      })}
    </div>
  );
}
