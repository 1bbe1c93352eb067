import type { ReactElement } from 'react';

import { nameOf } from '../../text/names.ts';
import { Avatar } from '../avatar.tsx';
import type { ContentProps } from './message-content.tsx';

export function ContactCard({ message }: ContentProps): ReactElement | null {
  const { contact } = message;
  if (!contact) return null;
  const name = nameOf(contact);
  return (
    <div className="media-contact">
      <Avatar id={contact.user_id ?? name.length} title={name} />
      <span>
        <strong>{name}</strong>
        <br />
        <span dir="ltr">{contact.phone_number}</span>
      </span>
    </div>
  );
}
