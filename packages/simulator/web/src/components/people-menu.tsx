import { useState, type ReactElement } from 'react';

import type { User } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import { applyTheme, storedTheme, type Theme } from '../model/theme.ts';
import { nameOf } from '../text/names.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';
import { MenuItem, Popover } from './popover.tsx';

/** Switches between the virtual people, adds one, and sets how the page looks. */
export function PeopleMenu({
  person,
  people,
  hrefOfPerson,
  onPerson,
  onAddPerson,
  onClose,
}: {
  person: User;
  people: readonly User[];
  hrefOfPerson: (id: number) => string;
  onPerson: (id: number) => void;
  onAddPerson: () => void;
  onClose: () => void;
}): ReactElement {
  const { t, fill } = usePhrases();
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
            <a
              className="icon-button"
              role="menuitem"
              href={hrefOfPerson(one.id)}
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
}
