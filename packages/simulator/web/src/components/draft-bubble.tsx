import type { ReactElement } from 'react';

import { stopDraft } from '../api/acts.ts';
import type { StreamedDraft } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import { addressOf, type ChatKey } from '../model/chat-key.ts';
import { useSession } from '../model/use-session.ts';
import { RichText } from './rich-text.tsx';

/** A message that a bot is still writing: its text grows in place. */
export function DraftBubble({
  chatKey,
  draft,
  name,
}: {
  chatKey: ChatKey;
  draft: StreamedDraft;
  /** Of the bot. */
  name: string;
}): ReactElement {
  const session = useSession();
  const { t, fill } = usePhrases();
  return (
    <article
      className="message other starts-run ends-run draft"
      data-testid="draft"
      aria-label={fill(t.writing, { name })}
      aria-busy="true"
    >
      <div className="bubble-line">
        <div className="bubble">
          <div className="text">
            <RichText text={draft.text} entities={draft.entities} />
            <span className="draft-dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
          </div>
        </div>
      </div>
      {draft.can_stop ? (
        <button
          type="button"
          className="chip draft-stop"
          onClick={() =>
            void session.attempt(`draft ${draft.draft_id}`, () =>
              stopDraft(session.user, addressOf(chatKey), draft.draft_id),
            )
          }
        >
          {t.stopDraft}
        </button>
      ) : null}
    </article>
  );
}
