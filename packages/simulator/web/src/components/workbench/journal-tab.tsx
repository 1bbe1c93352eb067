import { useEffect, useMemo, useRef, useState, type ReactElement } from 'react';

import { getStats, listBots, type JournalFilter } from '../../api/tools.ts';
import { usePhrases } from '../../i18n/texts.ts';
import { useLayout } from '../../model/use-layout.ts';
import { useLoaded } from '../../model/use-loaded.ts';
import { JournalRow } from './journal-row.tsx';
import { useJournal } from './use-journal.ts';

/** Nearer to the end than this, new entries scroll in. */
const NEAR_PX = 80;

/** Every call and update as it went over the wire. */
export function JournalTab({ bot }: { bot: number | undefined }): ReactElement {
  const { t, fill, count } = usePhrases();
  const { showTools } = useLayout();
  const { value: bots } = useLoaded(listBots, ['bot', 'reset']);
  const loadStats = useMemo(() => () => getStats(bot), [bot]);
  const { value: stats } = useLoaded(loadStats, ['journal', 'reset']);
  const [kind, setKind] = useState<'' | 'call' | 'update'>('');
  const [errors, setErrors] = useState(false);
  const [method, setMethod] = useState('');
  const [chat, setChat] = useState('');
  const [q, setQ] = useState('');
  const [isPaused, setPaused] = useState(false);
  const filter: JournalFilter = {
    bot,
    kind: kind === '' ? undefined : kind,
    errors,
    method: method.trim() || undefined,
    chat: chat.trim() || undefined,
    q: q.trim() || undefined,
  };
  const { entries, hasOlder, loadOlder, clear } = useJournal(filter, isPaused);
  const list = useRef<HTMLOListElement>(null);
  const sticks = useRef(true);
  const last = entries.at(-1)?.seq;

  useEffect(() => {
    if (sticks.current) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [last]);

  const calls = Object.values(stats?.calls ?? {}).reduce((sum, one) => sum + one.ok + one.failed, 0);

  return (
    <div className="journal">
      <div className="journal-filter" role="search" aria-label={t.journalFilter}>
        <select
          aria-label={t.filterBot}
          value={bot ?? ''}
          onChange={(event) => showTools('journal', event.target.value === '' ? undefined : Number(event.target.value))}
        >
          <option value="">{t.allBots}</option>
          {bots?.map((one) => (
            <option key={one.id} value={one.id}>
              @{one.username}
            </option>
          ))}
        </select>
        <select
          aria-label={t.filterKind}
          value={kind}
          onChange={({ target: { value } }) => setKind(value === 'call' || value === 'update' ? value : '')}
        >
          <option value="">{t.allKinds}</option>
          <option value="call">{t.kindCalls}</option>
          <option value="update">{t.kindUpdates}</option>
        </select>
        <input
          type="text"
          aria-label={t.filterMethod}
          placeholder={t.filterMethod}
          value={method}
          onChange={(event) => setMethod(event.target.value)}
        />
        <input
          type="text"
          inputMode="numeric"
          aria-label={t.filterChat}
          placeholder={t.filterChat}
          value={chat}
          onChange={(event) => setChat(event.target.value)}
        />
        <input
          type="search"
          className="wide"
          aria-label={t.filterText}
          placeholder={t.filterText}
          value={q}
          onChange={(event) => setQ(event.target.value)}
        />
        <label className="check">
          <input type="checkbox" checked={errors} onChange={(event) => setErrors(event.target.checked)} />
          {t.onlyErrors}
        </label>
        <span className="journal-actions">
          <button type="button" className="text-button" aria-pressed={isPaused} onClick={() => setPaused(!isPaused)}>
            {isPaused ? t.journalGoOn : t.journalPause}
          </button>
          <button type="button" className="text-button" onClick={clear}>
            {t.inspectorClear}
          </button>
        </span>
      </div>
      <p className="journal-stats" data-testid="stats">
        {count(t.callsCounted, calls)} · {fill(t.peak, { n: String(stats?.sends_per_s_peak ?? 0) })} ·{' '}
        {fill(t.tooMany, { n: String(stats?.too_many_requests ?? 0) })}
      </p>
      <ol
        ref={list}
        data-testid="journal"
        tabIndex={0}
        aria-label={t.toolJournal}
        // Who opens an entry reads it: what comes in later does not push it away.
        onClick={() => {
          sticks.current = false;
        }}
        onScroll={({ currentTarget: element }) => {
          sticks.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
        }}
      >
        {hasOlder ? (
          <li className="journal-older">
            <button type="button" className="text-button" onClick={loadOlder}>
              {t.journalOlder}
            </button>
          </li>
        ) : null}
        {entries.map((entry) => (
          <JournalRow key={entry.seq} entry={entry} bot={bots?.find((one) => one.id === entry.bot_id)} />
        ))}
      </ol>
      {entries.length === 0 ? <p className="notice">{t.journalNone}</p> : null}
    </div>
  );
}
