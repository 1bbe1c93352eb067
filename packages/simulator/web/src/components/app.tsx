import { useCallback, useEffect, useMemo, useState, type ReactElement } from 'react';

import { listUsers } from '../api/client.ts';
import type { User } from '../api/types.ts';
import { languageOf, PhrasesContext, phrasesOf } from '../i18n/texts.ts';
import { parsePlace } from '../model/chat-key.ts';
import { useEnvironment } from '../model/environment.ts';
import { createSession, type Session } from '../model/session.ts';
import { readStored, writeStored } from '../model/storage.ts';
import { SessionContext } from '../model/use-session.ts';
import { PersonForm } from './person-form.tsx';
import { Shell } from './shell.tsx';

/** How often the people are asked for while the simulator does not answer. */
const RETRY_MS = 1000;

/** Finds out who is chatting (address bar, last visit, first person) and opens their window. */
export function App(): ReactElement {
  const environment = useEnvironment();
  const [hash, go] = useHash();
  const [people, setPeople] = useState<readonly User[]>();
  const [session, setSession] = useState<Session>();

  const loadPeople = useCallback(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    function load(): void {
      listUsers().then(setPeople, () => {
        timer = setTimeout(load, RETRY_MS);
      });
    }
    load();
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => loadPeople(), [loadPeople]);

  const wanted = parsePlace(hash, []).user ?? Number(readStored('person'));
  const person =
    people?.find((one) => one.id === wanted) ??
    people?.find((one) => one.language_code === languageOf(navigator.language)) ??
    people?.[0];
  const personId = person?.id;
  const phrases = useMemo(() => phrasesOf(languageOf(person ? person.language_code : navigator.language)), [person]);

  useEffect(() => {
    document.documentElement.lang = phrases.language;
  }, [phrases]);

  useEffect(() => {
    if (personId === undefined) return undefined;
    writeStored('person', String(personId));
    const opened = createSession(personId, { ...environment, onPeopleChanged: loadPeople });
    opened.start();
    setSession(opened);
    return () => opened.stop();
  }, [personId, environment, loadPeople]);

  return <PhrasesContext value={phrases}>{drawContent()}</PhrasesContext>;

  function drawContent(): ReactElement {
    const { t } = phrases;
    if (!people)
      return (
        <div className="splash">
          <span className="spinner large" role="status" aria-label={t.connecting} />
        </div>
      );
    if (!person) {
      return (
        <main className="welcome">
          <h1>{t.welcome}</h1>
          <p>{t.welcomeText}</p>
          <PersonForm
            onAdded={(user) => {
              setPeople([user]);
              go(`#user=${user.id}`);
            }}
          />
        </main>
      );
    }
    if (session?.user !== person.id) return <div className="splash" />;
    return (
      <SessionContext value={session}>
        <Shell key={person.id} hash={hash} person={person} people={people} onGo={go} onPeopleChanged={loadPeople} />
      </SessionContext>
    );
  }
}

function useHash(): [string, (hash: string) => void] {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const onHashChange = (): void => setHash(location.hash);
    window.addEventListener('hashchange', onHashChange);
    return () => window.removeEventListener('hashchange', onHashChange);
  }, []);
  const go = useCallback((next: string) => {
    location.hash = next;
  }, []);
  return [hash, go];
}
