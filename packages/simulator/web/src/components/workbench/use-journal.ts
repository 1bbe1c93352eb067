import { useCallback, useEffect, useRef, useState } from 'react';

import { JOURNAL_PAGE, listJournal, type JournalEntry, type JournalFilter } from '../../api/tools.ts';
import { useEnvironment } from '../../model/environment.ts';

/** How many entries stay on the page; older ones are a press away. */
const KEPT = 2000;
const END_OF_TIME = 2_147_483_647;

export interface JournalView {
  entries: readonly JournalEntry[];
  hasOlder: boolean;
  loadOlder: () => void;
  clear: () => void;
}

/** The journal as far as it fits the filter: the newest page, then what is added, and older pages on demand. */
export function useJournal(filter: JournalFilter, isPaused: boolean): JournalView {
  const { hub } = useEnvironment();
  const [entries, setEntries] = useState<readonly JournalEntry[]>([]);
  const [hasOlder, setHasOlder] = useState(false);
  const newest = useRef(0);
  const isReading = useRef(false);
  const paused = useRef(isPaused);
  const goOn = useRef<() => void>(() => undefined);
  const wanted = JSON.stringify(filter);

  useEffect(() => {
    let isCurrent = true;
    const current: JournalFilter = filter;
    async function readNewest(): Promise<void> {
      const page = await listJournal(current, { before: END_OF_TIME }).catch(() => undefined);
      if (!isCurrent || !page) return;
      newest.current = page.newest;
      setEntries(page.entries);
      setHasOlder(page.entries.length >= JOURNAL_PAGE);
    }
    async function readNew(): Promise<void> {
      if (isReading.current) return;
      isReading.current = true;
      const page = await listJournal(current, { after: newest.current }).catch(() => undefined);
      isReading.current = false;
      if (!isCurrent || !page || page.newest <= newest.current) return;
      const isWhole = page.entries.length < JOURNAL_PAGE;
      newest.current = isWhole ? page.newest : (page.entries.at(-1)?.seq ?? page.newest);
      setEntries((known) => [...known, ...page.entries].slice(-KEPT));
      if (!isWhole) void readNew();
    }
    const stop = hub.subscribe({
      journal: true,
      onEvent: ({ kind }) => {
        if (kind === 'reset') void readNewest();
        if (kind === 'journal' && !paused.current) void readNew();
      },
      onConnection: (connection) => {
        if (connection === 'live' && !paused.current) void readNew();
      },
    });
    goOn.current = () => void readNew();
    void readNewest();
    return () => {
      isCurrent = false;
      isReading.current = false;
      stop();
    };
    // A filter with the same values is the same filter.
  }, [hub, wanted]);

  useEffect(() => {
    paused.current = isPaused;
    if (!isPaused) goOn.current();
  }, [isPaused]);

  const oldest = entries[0]?.seq;
  const loadOlder = useCallback(() => {
    if (oldest === undefined) return;
    async function read(): Promise<void> {
      const page = await listJournal(filter, { before: oldest ?? 0 });
      setEntries((known) => [...page.entries, ...known]);
      setHasOlder(page.entries.length >= JOURNAL_PAGE);
    }
    void read().catch(() => undefined);
  }, [wanted, oldest]);

  return { entries, hasOlder, loadOlder, clear: useCallback(() => setEntries([]), []) };
}
