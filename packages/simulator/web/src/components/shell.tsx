import { lazy, Suspense, useCallback, useEffect, useMemo, useState, type ReactElement } from 'react';

import { usePhrases } from '../i18n/texts.ts';
import { keyOfDialog, parsePlace, printPlace, wholeChat, type ChatKey, type Place } from '../model/chat-key.ts';
import { useSession, useSessionState } from '../model/use-session.ts';
import { dialogTitle } from '../text/names.ts';
import { Alert } from './announcements.tsx';
import { ChatPane } from './chat-pane.tsx';
import type { ColumnProps } from './column.tsx';
import { Modal } from './modal.tsx';
import { PersonForm } from './person-form.tsx';
import { Sidebar } from './sidebar.tsx';

const TopicList = lazy(async () => ({ default: (await import('./topics/topic-list.tsx')).TopicList }));

/** A stream that is back within this time is not worth a banner. */
const BANNER_DELAY_MS = 800;

/** The window of one person: their chats beside the open one. */
export function Shell({
  place: segment,
  person,
  people,
  isActive,
  hrefOf: hrefOfPlace,
  onGo,
  onPeopleChanged,
}: ColumnProps): ReactElement {
  const session = useSession();
  const { t } = usePhrases();
  const dialogs = useSessionState((state) => state.dialogs);
  const openedKey = useSessionState((state) => state.openKey);
  const [isAdding, setAdding] = useState(false);
  const bots = useMemo(() => dialogs?.flatMap((dialog) => dialog.bot ?? []) ?? [], [dialogs]);
  const place = parsePlace(segment, bots);
  const dialog = dialogs?.find((candidate) => place.chat && keyOfDialog(candidate) === wholeChat(place.chat));
  const isForum = dialog?.chat.is_forum === true;
  const openKey = dialog && place.chat ? (isForum ? place.chat : keyOfDialog(dialog)) : undefined;
  // A forum is opened by its topics first.
  const showsTopics = isForum && openKey === keyOfDialog(dialog);
  const unread = dialogs?.reduce((sum, one) => sum + one.unread, 0) ?? 0;

  useEffect(() => void session.open(openKey), [session, openKey]);

  useEffect(() => {
    if (isActive) document.title = `${unread > 0 ? `(${unread}) ` : ''}${dialog ? dialogTitle(dialog) : 'Durabot'}`;
  }, [dialog, unread, isActive]);

  const hrefOf = (key: ChatKey): string => hrefOfPlace(printPlace({ user: person.id, chat: key }, bots));
  const placeOfPerson = (id: number): string =>
    printPlace({ user: id, ...(place.chat ? { chat: place.chat } : {}) }, bots);
  const go = (next: Place): void => onGo(printPlace(next, bots));
  const openMention = useCallback(
    (username: string) => {
      const bot = bots.find((candidate) => candidate.username.toLowerCase() === username.toLowerCase());
      if (bot) onGo(printPlace({ user: person.id, chat: `bot:${bot.id}` }, bots));
      return bot !== undefined;
    },
    [bots, onGo, person.id],
  );

  const openChat = useCallback(
    (key: ChatKey) => onGo(printPlace({ user: person.id, chat: key }, bots)),
    [bots, onGo, person.id],
  );

  return (
    <div className={dialog ? 'shell chat-open' : 'shell'}>
      <Sidebar
        person={person}
        people={people}
        openKey={openKey && wholeChat(openKey)}
        hrefOf={hrefOf}
        isActive={isActive}
        placeOfPerson={placeOfPerson}
        onPerson={(id) => onGo(placeOfPerson(id))}
        onAddPerson={() => setAdding(true)}
        onPeopleChanged={onPeopleChanged}
      />
      <main>
        <ConnectionBanner />
        <Alert title={dialog ? dialogTitle(dialog) : ''} />
        {dialog && showsTopics ? (
          <Suspense fallback={<div className="no-chat" />}>
            <TopicList
              dialog={dialog}
              people={people}
              hrefOf={hrefOf}
              onBack={() => go({ user: person.id })}
              onOpenChat={(key) => go({ user: person.id, chat: key })}
            />
          </Suspense>
        ) : dialog && openKey && openedKey === openKey ? (
          <ChatPane
            key={openKey}
            chatKey={openKey}
            dialog={dialog}
            person={person}
            people={people}
            startParameter={place.start}
            onBack={() => go(isForum ? { user: person.id, chat: keyOfDialog(dialog) } : { user: person.id })}
            onOpenChat={openChat}
            onOpenMention={openMention}
          />
        ) : (
          <div className="no-chat">{dialog ? null : <p>{t.pickChat}</p>}</div>
        )}
      </main>
      {isAdding ? (
        <Modal title={t.addPerson} onClose={() => setAdding(false)}>
          <PersonForm
            onCancel={() => setAdding(false)}
            onAdded={(user) => {
              setAdding(false);
              onPeopleChanged();
              go({ user: user.id });
            }}
          />
        </Modal>
      ) : null}
    </div>
  );
}

function ConnectionBanner(): ReactElement | null {
  const { t } = usePhrases();
  const connection = useSessionState((state) => state.connection);
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (connection === 'live') return setShown(false);
    const timer = setTimeout(() => setShown(true), BANNER_DELAY_MS);
    return () => clearTimeout(timer);
  }, [connection]);
  if (!isShown) return null;
  return (
    <div className="banner" role="status" data-testid="connection-banner">
      <span className="spinner" />
      {connection === 'lost' ? t.reconnecting : t.connecting}
    </div>
  );
}
