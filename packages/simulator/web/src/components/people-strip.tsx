import type { ReactElement } from 'react';

import type { User } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import { useLayout } from '../model/use-layout.ts';
import { nameOf } from '../text/names.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';

/** The people who are side by side: each over their column; where only one fits, the way to the others. */
export function PeopleStrip({
  people,
  active,
  onActive,
}: {
  people: readonly User[];
  active: number;
  onActive: (index: number) => void;
}): ReactElement {
  const { t, fill } = usePhrases();
  const { closeColumn } = useLayout();
  return (
    <nav className="people-strip" aria-label={t.openPeople}>
      {people.map((person, index) => (
        // The same person may be there twice, with two chats.
        <div key={`${person.id}-${index}`} className={index === active ? 'strip-person current' : 'strip-person'}>
          <button type="button" className="strip-name" aria-pressed={index === active} onClick={() => onActive(index)}>
            <Avatar id={person.id} title={nameOf(person)} size="small" />
            <span>{nameOf(person)}</span>
          </button>
          <button
            type="button"
            className="icon-button tiny"
            aria-label={fill(t.closePerson, { name: nameOf(person) })}
            onClick={() => closeColumn(index)}
          >
            <Icon name="close" size={16} />
          </button>
        </div>
      ))}
    </nav>
  );
}
