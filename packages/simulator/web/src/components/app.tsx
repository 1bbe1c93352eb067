import { lazy, Suspense, useCallback, useEffect, useMemo, useState, type ReactElement } from 'react';

import { listUsers } from '../api/client.ts';
import type { User } from '../api/types.ts';
import { languageOf, PhrasesContext, type Phrases } from '../i18n/texts.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { parsePlace } from '../model/chat-key.ts';
import { useEnvironment } from '../model/environment.ts';
import { MAX_COLUMNS, parseLayout, printLayout, type Layout } from '../model/layout.ts';
import { readStored, writeStored } from '../model/storage.ts';
import { LayoutContext, type LayoutActions } from '../model/use-layout.ts';
import { simulatedNow, useClock } from '../model/use-clock.ts';
import { SimulatedNowContext } from '../model/use-simulated-now.ts';
import { ClockBanner } from './clock-banner.tsx';
import { Column } from './column.tsx';
import { PeopleStrip } from './people-strip.tsx';
import { PersonForm } from './person-form.tsx';

/** Fetched when it is opened first: whoever only chats needs none of it. */
const Workbench = lazy(async () => ({ default: (await import('./workbench/workbench.tsx')).Workbench }));

/** How often the people are asked for while the simulator does not answer. */
const RETRY_MS = 1000;

/** Finds out who is chatting (address bar, last visit, first person) and opens a column for each. */
export function App(): ReactElement {
  const { hub, now } = useEnvironment();
  const clock = useClock();
  const getNow = useCallback(() => (clock ? simulatedNow(clock, now()) : now()), [clock, now]);
  const [hash, go] = useHash();
  const [people, setPeople] = useState<readonly User[]>();
  const [active, setActive] = useState(0);

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
  useEffect(
    () =>
      hub.subscribe({
        onEvent: ({ kind }) => {
          if (kind === 'user' || kind === 'reset') loadPeople();
        },
        onConnection: () => undefined,
      }),
    [hub, loadPeople],
  );

  const layout = useMemo(() => parseLayout(hash), [hash]);
  const columns = useMemo(() => resolveColumns(layout, people), [layout, people]);
  const shown = Math.min(active, Math.max(0, columns.length - 1));
  const person = columns[shown]?.person;
  const phrases = useLanguage(languageOf(person ? person.language_code : navigator.language));
  const firstId = columns[0]?.person.id;

  useEffect(() => {
    if (phrases) document.documentElement.lang = phrases.language;
  }, [phrases]);
  useEffect(() => {
    if (firstId !== undefined) writeStored('person', String(firstId));
  }, [firstId]);

  const actions = useMemo<LayoutActions>(() => {
    const places = columns.map(({ place }) => place);
    return {
      layout,
      isFull: columns.length >= MAX_COLUMNS,
      showTools: (tab, bot) => {
        const { tools: _, toolsBot: __, ...rest } = layout;
        go(printLayout({ ...rest, ...(tab ? { tools: tab } : {}), ...(tab && bot ? { toolsBot: bot } : {}) }));
      },
      addColumn: (place) => {
        go(printLayout({ ...layout, columns: [...places, place] }));
        setActive(places.length);
      },
      closeColumn: (index) => {
        go(printLayout({ ...layout, columns: places.filter((_, other) => other !== index) }));
        setActive(Math.max(0, index - 1));
      },
    };
  }, [layout, columns, go]);

  if (!phrases) return <div className="splash" />;
  return (
    <PhrasesContext value={phrases}>
      <SimulatedNowContext value={getNow}>
        <LayoutContext value={actions}>{drawContent(phrases)}</LayoutContext>
      </SimulatedNowContext>
    </PhrasesContext>
  );

  function drawContent({ t }: Phrases): ReactElement {
    if (!people)
      return (
        <div className="splash">
          <span className="spinner large" role="status" aria-label={t.connecting} />
        </div>
      );
    if (columns.length === 0) {
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
    return (
      <div className={`page columns-${columns.length} ${layout.tools ? 'with-tools' : ''}`}>
        <ClockBanner clock={clock} />
        {columns.length > 1 ? (
          <PeopleStrip people={columns.map((column) => column.person)} active={shown} onActive={setActive} />
        ) : null}
        <div className="columns">
          {columns.map((column, index) => (
            <Column
              key={column.key}
              place={column.place}
              person={column.person}
              people={people}
              isActive={index === shown}
              onActive={() => setActive(index)}
              hrefOf={(place) => hrefWith(index, place)}
              onGo={(place) => go(hrefWith(index, place))}
              onPeopleChanged={loadPeople}
            />
          ))}
        </div>
        {layout.tools ? (
          <Suspense fallback={<aside className="workbench" />}>
            <Workbench tab={layout.tools} bot={layout.toolsBot} people={people} />
          </Suspense>
        ) : null}
      </div>
    );
  }

  function hrefWith(index: number, place: string): string {
    return printLayout({
      ...layout,
      columns: columns.map((column, other) => (other === index ? place : column.place)),
    });
  }
}

interface ResolvedColumn {
  key: string;
  place: string;
  person: User;
}

/** People who are gone lose their column; only the first falls back to somebody who is there. */
function resolveColumns(layout: Layout, people: readonly User[] | undefined): ResolvedColumn[] {
  if (!people || people.length === 0) return [];
  const found: ResolvedColumn[] = [];
  for (const [index, place] of layout.columns.entries()) {
    const wanted = parsePlace(place, []).user ?? Number(readStored('person'));
    const fallback =
      index === 0
        ? (people.find((one) => one.language_code === languageOf(navigator.language)) ?? people[0])
        : undefined;
    const person = people.find((one) => one.id === wanted) ?? fallback;
    if (!person) continue;
    const twins = found.filter((column) => column.person.id === person.id).length;
    found.push({ key: `${person.id}/${twins}`, place, person });
  }
  return found;
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
