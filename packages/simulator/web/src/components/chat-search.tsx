import { useEffect, useState, type ReactElement } from 'react';

import { searchMessages } from '../api/client.ts';
import { usePhrases } from '../i18n/texts.ts';
import { addressOf, type ChatKey } from '../model/chat-key.ts';
import { useSession } from '../model/use-session.ts';
import { Icon } from './icon.tsx';

/** Who types fast asks once. */
const PAUSE_MS = 200;

/** Finds words in a chat and goes from one to the next, or to a day. */
export function ChatSearch({ chatKey, onClose }: { chatKey: ChatKey; onClose: () => void }): ReactElement {
  const session = useSession();
  const { t, fill } = usePhrases();
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<readonly number[]>();
  const [index, setIndex] = useState(0);

  useEffect(() => {
    const words = query.trim();
    let isCurrent = true;
    async function find(wanted: string): Promise<void> {
      const { messages } = await searchMessages(session.user, addressOf(chatKey), wanted);
      if (!isCurrent) return;
      const ids = messages.map((message) => message.message_id);
      setFound(ids);
      setIndex(0);
      if (ids[0] !== undefined) await session.showMessage(chatKey, ids[0]);
    }
    if (words === '') return setFound(undefined);
    const timer = setTimeout(() => {
      void find(words).catch(() => undefined);
    }, PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [query, session, chatKey]);

  return (
    <div className="chat-search" role="search">
      <label className="search">
        <Icon name="search" size={18} />
        <input
          type="search"
          autoFocus
          value={query}
          placeholder={t.searchChat}
          aria-label={t.searchChat}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || event.key === 'ArrowUp') {
              event.preventDefault();
              go(event.shiftKey ? -1 : 1);
            } else if (event.key === 'ArrowDown') {
              event.preventDefault();
              go(-1);
            } else if (event.key === 'Escape') {
              event.preventDefault();
              event.stopPropagation();
              onClose();
            }
          }}
        />
      </label>
      <span className="search-count" role="status">
        {found
          ? found.length === 0
            ? t.chatsNotFound
            : fill(t.nOfM, { n: String(index + 1), m: String(found.length) })
          : ''}
      </span>
      <button
        type="button"
        className="icon-button"
        aria-label={t.searchOlder}
        disabled={!found?.length}
        onClick={() => go(1)}
      >
        <Icon name="up" />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={t.searchNewer}
        disabled={!found?.length}
        onClick={() => go(-1)}
      >
        <Icon name="down" />
      </button>
      <label className="icon-button date-button" title={t.jumpToDate}>
        <Icon name="calendar" />
        <input
          type="date"
          aria-label={t.jumpToDate}
          onClick={({ currentTarget }) => currentTarget.showPicker?.()}
          onChange={({ target: { value } }) => {
            if (value !== '') void session.showDay(chatKey, new Date(`${value}T00:00`));
          }}
        />
      </label>
      <button type="button" className="icon-button" aria-label={t.close} onClick={onClose}>
        <Icon name="close" />
      </button>
    </div>
  );

  function go(step: number): void {
    if (!found?.length) return;
    const next = (index + step + found.length) % found.length;
    setIndex(next);
    const id = found[next];
    if (id !== undefined) void session.showMessage(chatKey, id);
  }
}
