import { useEffect, useState, type ReactElement } from 'react';

import type { User } from '../api/types.ts';
import { languageOf, PhrasesContext } from '../i18n/texts.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useEnvironment } from '../model/environment.ts';
import { createSession, type Session } from '../model/session.ts';
import { SessionContext } from '../model/use-session.ts';
import { Shell } from './shell.tsx';

export interface ColumnProps {
  place: string;
  person: User;
  people: readonly User[];
  /** The one that is used: its title is the page's, and on a phone only it is shown. */
  isActive: boolean;
  onActive: () => void;
  hrefOf: (place: string) => string;
  onGo: (place: string) => void;
  onPeopleChanged: () => void;
}

/** One person's chats, in their language, with a session of their own. */
export function Column(props: ColumnProps): ReactElement {
  const { person, isActive, onActive, onPeopleChanged } = props;
  const environment = useEnvironment();
  const [session, setSession] = useState<Session>();
  const phrases = useLanguage(languageOf(person.language_code));

  useEffect(() => {
    const opened = createSession(person.id, { ...environment, onPeopleChanged });
    opened.start();
    setSession(opened);
    return () => opened.stop();
  }, [person.id, environment, onPeopleChanged]);

  if (!phrases) return <div className="column" />;
  return (
    <PhrasesContext value={phrases}>
      <div
        className={isActive ? 'column current' : 'column'}
        lang={phrases.language}
        data-testid={`column-${person.id}`}
        onFocusCapture={onActive}
        onPointerDownCapture={onActive}
      >
        {session?.user === person.id ? (
          <SessionContext value={session}>
            <Shell {...props} />
          </SessionContext>
        ) : null}
      </div>
    </PhrasesContext>
  );
}
