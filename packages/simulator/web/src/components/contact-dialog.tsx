import { useState, type ReactElement } from 'react';

import type { Contact } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import { Modal } from './modal.tsx';

/** Asks for a phone number: one's own, when a bot has asked, or somebody's to pass on. */
export function ContactDialog({
  title,
  explanation,
  initial,
  onSend,
  onClose,
}: {
  title: string;
  explanation?: string;
  initial: Contact;
  onSend: (contact: Contact) => void;
  onClose: () => void;
}): ReactElement {
  const { t } = usePhrases();
  const [phone, setPhone] = useState(initial.phone_number);
  const [firstName, setFirstName] = useState(initial.first_name);
  const isOwn = initial.user_id !== undefined;

  return (
    <Modal title={title} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          onSend({ ...initial, phone_number: phone.trim(), first_name: firstName.trim() });
        }}
      >
        {explanation ? <p>{explanation}</p> : null}
        {isOwn ? null : (
          <label className="field">
            <span>{t.firstName}</span>
            <input type="text" required value={firstName} onChange={(event) => setFirstName(event.target.value)} />
          </label>
        )}
        <label className="field">
          <span>{t.phone}</span>
          <input
            type="tel"
            required
            pattern="[+0-9 \(\)\-]{3,20}"
            value={phone}
            onChange={(event) => setPhone(event.target.value)}
          />
        </label>
        <div className="form-actions">
          <button type="button" className="button quiet" onClick={onClose}>
            {t.cancel}
          </button>
          <button type="submit" className="button">
            {isOwn ? t.shareContact : t.send}
          </button>
        </div>
      </form>
    </Modal>
  );
}
