import type { ReactElement } from 'react';

import { pressAsking, sendPoll, shareLiveLocation } from '../api/acts.ts';
import type { Outgoing } from '../api/client.ts';
import type { KeyboardButton, User } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import { addressOf, type ChatKey } from '../model/chat-key.ts';
import { useSession } from '../model/use-session.ts';
import { AskingButton, type Given } from './asking-button.tsx';
import type { Attachment } from './attach-button.tsx';
import { AttachmentDialog } from './attachment-dialog.tsx';
import { ContactDialog } from './contact-dialog.tsx';
import { LocationDialog } from './location-dialog.tsx';
import { PollDialog } from './polls/poll-dialog.tsx';

/** What the person is being asked: an attachment of their choice, or what a button of the bot wants to know. */
export type ChatDialogState =
  | Attachment
  | { kind: 'own-contact' }
  | { kind: 'own-location' }
  | { kind: 'button'; button: KeyboardButton };

export function ChatDialog({
  state,
  person,
  people,
  chatKey,
  name,
  onSend,
  onClose,
}: {
  state: ChatDialogState;
  person: User;
  people: readonly User[];
  chatKey: ChatKey;
  name: string;
  onSend: (messages: Outgoing[]) => void;
  onClose: () => void;
}): ReactElement {
  const session = useSession();
  const { t, fill } = usePhrases();
  switch (state.kind) {
    case 'files':
      return <AttachmentDialog files={state.files} onSend={onSend} onClose={onClose} />;
    case 'location':
      return (
        <LocationDialog
          title={t.sendLocation}
          onSend={(location) => onSend([{ location }])}
          onShareLive={(location) => {
            onClose();
            void session.attempt('live', () =>
              shareLiveLocation(session.user, addressOf(chatKey), location, LIVE_SECONDS),
            );
          }}
          onClose={onClose}
        />
      );
    case 'poll':
      return (
        <PollDialog
          onSend={(poll) => {
            onClose();
            void session.attempt('poll', () => sendPoll(session.user, addressOf(chatKey), poll));
          }}
          onClose={onClose}
        />
      );
    case 'button':
      return (
        <AskingButton
          button={state.button}
          people={people}
          onGive={(given) => give(state.button, given)}
          onClose={onClose}
        />
      );
    case 'own-location':
      return (
        <LocationDialog
          title={t.shareLocationTitle}
          explanation={fill(t.shareLocationText, { name })}
          onSend={(location) => onSend([{ location }])}
          onClose={onClose}
        />
      );
    case 'contact':
      return (
        <ContactDialog
          title={t.sendContact}
          initial={{ phone_number: '', first_name: '' }}
          onSend={(contact) => onSend([{ contact }])}
          onClose={onClose}
        />
      );
    case 'own-contact':
      return (
        <ContactDialog
          title={t.shareContactTitle}
          explanation={fill(t.shareContactText, { name })}
          initial={{
            phone_number: playPhone(person.id),
            first_name: person.first_name,
            ...(person.last_name ? { last_name: person.last_name } : {}),
            user_id: person.id,
          }}
          onSend={(contact) => onSend([{ contact }])}
          onClose={onClose}
        />
      );
  }
  function give(button: KeyboardButton, given: Given): void {
    onClose();
    void session.attempt('give', () => pressAsking(session.user, addressOf(chatKey), button.text, given));
  }
}

/** Telegram's shortest choice for sharing a place live. */
const LIVE_SECONDS = 900;

/** A number of the range kept free for fiction, the same for one person every time. */
function playPhone(id: number): string {
  return `+1555010${String(id % 10_000).padStart(4, '0')}`;
}
