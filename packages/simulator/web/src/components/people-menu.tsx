import { useState, type ReactElement } from 'react';

import type { User } from '../api/types.ts';
import { createUser } from '../api/client.ts';
import { languageOf, usePhrases } from '../i18n/texts.ts';
import { useLayout } from '../model/use-layout.ts';
import { inventPerson } from '../text/invent-person.ts';
import { applyTheme, storedTheme, type Theme } from '../model/theme.ts';
import { nameOf } from '../text/names.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';
import { MenuItem, Popover } from './popover.tsx';

/** Switches between the virtual people, adds one, and sets how the page looks. */
export function PeopleMenu({
  person,
  people,
  placeOfPerson,
  onPerson,
  onAddPerson,
  onPeopleChanged,
  onClose,
}: {
  person: User;
  people: readonly User[];
  placeOfPerson: (id: number) => string;
  onPerson: (id: number) => void;
  onAddPerson: () => void;
  onPeopleChanged: () => void;
  onClose: () => void;
}): ReactElement {
  const { t, fill } = usePhrases();
  const { addColumn, isFull, showTools } = useLayout();
  const [theme, setTheme] = useState<Theme>(storedTheme);
  const themes: [Theme, string][] = [
    ['auto', t.themeAuto],
    ['light', t.themeLight],
    ['dark', t.themeDark],
  ];

  return (
    <Popover label={t.people} className="below people" onClose={onClose}>
      <div className="menu-title">{t.people}</div>
      <div className="people-list">
        {people.map((one) => (
          <div key={one.id} className="people-row">
            <button
              type="button"
              role="menuitemradio"
              className="menu-item"
              aria-checked={one.id === person.id}
              aria-label={fill(t.switchTo, { name: nameOf(one) })}
              onClick={() => {
                onClose();
                onPerson(one.id);
              }}
            >
              <Avatar id={one.id} title={nameOf(one)} size="small" />
              <span className="people-name">
                {nameOf(one)}
                <small>
                  {[one.username ? `@${one.username}` : String(one.id), one.language_code].filter(Boolean).join(' · ')}
                </small>
              </span>
              {one.id === person.id ? <Icon name="check" size={18} /> : null}
            </button>
            {isFull ? null : (
              <button
                type="button"
                role="menuitem"
                className="icon-button"
                aria-label={`${nameOf(one)}: ${t.openBeside}`}
                title={t.openBeside}
                onClick={() => {
                  onClose();
                  addColumn(placeOfPerson(one.id));
                }}
              >
                <Icon name="columns" size={18} />
              </button>
            )}
            <a
              className="icon-button"
              role="menuitem"
              href={placeOfPerson(one.id)}
              target="_blank"
              rel="noopener"
              aria-label={`${nameOf(one)}: ${t.newWindow}`}
              title={t.newWindow}
            >
              <Icon name="window" size={18} />
            </a>
          </div>
        ))}
      </div>
      <MenuItem
        icon="addPerson"
        label={t.addPerson}
        onSelect={() => {
          onClose();
          onAddPerson();
        }}
      />
      {isFull ? null : <MenuItem icon="columns" label={t.addMadeUp} onSelect={() => void addMadeUp()} />}
      <MenuItem
        icon="inspect"
        label={t.tools}
        onSelect={() => {
          onClose();
          showTools('journal');
        }}
      />
      <div className="menu-title">{t.theme}</div>
      <div className="segments" role="group" aria-label={t.theme}>
        {themes.map(([value, label]) => (
          <button
            key={value}
            type="button"
            role="menuitemradio"
            aria-checked={theme === value}
            onClick={() => {
              applyTheme(value);
              setTheme(value);
            }}
          >
            {label}
          </button>
        ))}
      </div>
    </Popover>
  );

  /** Somebody with an invented name, beside those who are open: for trying out what two people do. */
  async function addMadeUp(): Promise<void> {
    onClose();
    const user = await createUser(inventPerson(people, languageOf(person.language_code))).catch(() => undefined);
    if (!user) return;
    onPeopleChanged();
    addColumn(placeOfPerson(user.id));
  }
}
