import { useState, type ReactElement } from 'react';

import type { User } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import { nameOf } from '../text/names.ts';
import { Modal } from './modal.tsx';

/** Asks for some of the people, for a button of a bot that wants to know of them. */
export function PeoplePicker({
  people,
  max,
  onPick,
  onClose,
}: {
  people: readonly User[];
  max: number;
  onPick: (ids: number[]) => void;
  onClose: () => void;
}): ReactElement {
  const { t } = usePhrases();
  const [ids, setIds] = useState<readonly number[]>([]);
  return (
    <Modal title={t.choosePeople} className="picker" onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ids.length > 0) onPick([...ids]);
        }}
      >
        {people.map((person) => (
          <label key={person.id} className="check">
            <input
              type={max === 1 ? 'radio' : 'checkbox'}
              name="people"
              checked={ids.includes(person.id)}
              disabled={max > 1 && ids.length >= max && !ids.includes(person.id)}
              onChange={({ target: { checked } }) =>
                setIds(max === 1 ? [person.id] : checked ? [...ids, person.id] : ids.filter((id) => id !== person.id))
              }
            />
            {nameOf(person)}
          </label>
        ))}
        <div className="form-actions">
          <button type="button" className="button quiet" onClick={onClose}>
            {t.cancel}
          </button>
          <button type="submit" className="button" disabled={ids.length === 0}>
            {t.shareContact}
          </button>
        </div>
      </form>
    </Modal>
  );
}
