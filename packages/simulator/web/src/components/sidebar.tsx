import { useEffect, useRef, useState, type ReactElement } from 'react';

import type { Dialog, User } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import type { ChatKey } from '../model/chat-key.ts';
import { useSessionState } from '../model/use-session.ts';
import { dialogTitle, nameOf } from '../text/names.ts';
import { Avatar } from './avatar.tsx';
import { DialogList } from './dialog-list.tsx';
import { Icon } from './icon.tsx';
import { PeopleMenu } from './people-menu.tsx';

export interface SidebarProps {
  person: User;
  people: readonly User[];
  openKey: ChatKey | undefined;
  hrefOf: (key: ChatKey) => string;
  /** Ctrl+K is for the column that is used. */
  isActive: boolean;
  placeOfPerson: (id: number) => string;
  onPerson: (id: number) => void;
  onAddPerson: () => void;
  onPeopleChanged: () => void;
}

/** Who is chatting, a search, and the chats. */
export function Sidebar({
  person,
  people,
  openKey,
  hrefOf,
  isActive,
  placeOfPerson,
  onPerson,
  onAddPerson,
  onPeopleChanged,
}: SidebarProps): ReactElement {
  const { t, fill } = usePhrases();
  const dialogs = useSessionState((state) => state.dialogs);
  const [isOpen, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const search = useRef<HTMLInputElement>(null);
  const found = dialogs?.filter((dialog) => matches(dialog, query));

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (!isActive || event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      search.current?.focus();
      search.current?.select();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [isActive]);

  return (
    <aside className="sidebar">
      <header className="sidebar-header">
        <button
          type="button"
          className="person-button"
          data-testid="person"
          aria-label={fill(t.current, { name: nameOf(person) })}
          aria-haspopup="menu"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <Avatar id={person.id} title={nameOf(person)} size="small" />
        </button>
        <label className="search">
          <Icon name="search" size={18} />
          <input
            ref={search}
            type="search"
            value={query}
            placeholder={t.search}
            aria-label={t.search}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') {
                setQuery('');
                event.currentTarget.blur();
              } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
                event.preventDefault();
                const first = search.current?.closest('.sidebar')?.querySelector<HTMLElement>('.dialog-row');
                first?.focus();
                if (event.key === 'Enter') first?.click();
              }
            }}
          />
        </label>
        {isOpen ? (
          <PeopleMenu
            person={person}
            people={people}
            placeOfPerson={placeOfPerson}
            onPerson={onPerson}
            onAddPerson={onAddPerson}
            onPeopleChanged={onPeopleChanged}
            onClose={() => setOpen(false)}
          />
        ) : null}
      </header>
      <nav className="sidebar-scroll" aria-label={t.chats}>
        {found ? (
          <DialogList dialogs={found} openKey={openKey} hrefOf={hrefOf} />
        ) : (
          <div className="spinner large" role="status" aria-label={t.connecting} />
        )}
        {found?.length === 0 ? <p className="notice">{query ? t.chatsNotFound : t.chatsNone}</p> : null}
      </nav>
    </aside>
  );
}

function matches(dialog: Dialog, query: string): boolean {
  const words = `${dialogTitle(dialog)} ${dialog.bot?.username ?? ''} ${dialog.last_message?.text ?? ''}`.toLowerCase();
  return words.includes(query.trim().toLowerCase());
}
