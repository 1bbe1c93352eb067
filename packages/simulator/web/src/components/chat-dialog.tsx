import type { ReactElement } from 'react';

import type { Outgoing } from '../api/client.ts';
import type { User } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import type { Attachment } from './attach-button.tsx';
import { AttachmentDialog } from './attachment-dialog.tsx';
import { ContactDialog } from './contact-dialog.tsx';
import { LocationDialog } from './location-dialog.tsx';

/** What the person is being asked: an attachment of their choice, or what a button of the bot wants to know. */
export type ChatDialogState = Attachment | { kind: 'own-contact' } | { kind: 'own-location' };

export function ChatDialog({
  state,
  person,
  name,
  onSend,
  onClose,
}: {
  state: ChatDialogState;
  person: User;
  name: string;
  onSend: (messages: Outgoing[]) => void;
  onClose: () => void;
}): ReactElement {
  const { t, fill } = usePhrases();
  switch (state.kind) {
    case 'files':
      return <AttachmentDialog files={state.files} onSend={onSend} onClose={onClose} />;
    case 'location':
      return <LocationDialog title={t.sendLocation} onSend={(location) => onSend([{ location }])} onClose={onClose} />;
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
}

/** A number of the range kept free for fiction, the same for one person every time. */
function playPhone(id: number): string {
  return `+1555010${String(id % 10_000).padStart(4, '0')}`;
}
