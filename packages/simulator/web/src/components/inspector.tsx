import { useEffect, useRef, type ReactElement } from 'react';

import type { Bot } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import type { InspectorRecord } from '../model/state.ts';
import { useSession, useSessionState } from '../model/use-session.ts';
import { timeOf } from '../text/dates.ts';
import { Icon } from './icon.tsx';

/** What really goes between the simulator and a bot. */
export function Inspector({ bot }: { bot: Bot | undefined }): ReactElement {
  const session = useSession();
  const { t, fill, language } = usePhrases();
  const records = useSessionState((state) => state.records);
  const shown = records.filter(({ content }) => bot === undefined || content.record.bot_id === bot.id);
  const end = useRef<HTMLLIElement>(null);
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' });
  }, [shown.length]);

  return (
    <aside className="inspector" aria-label={t.inspector}>
      <header>
        <h2>{t.inspector}</h2>
        <button type="button" className="text-button" onClick={session.clearRecords}>
          {t.inspectorClear}
        </button>
        <button type="button" className="icon-button" aria-label={t.close} onClick={() => session.inspect(false)}>
          <Icon name="close" />
        </button>
      </header>
      {shown.length === 0 ? <p className="notice">{fill(t.inspectorText, { name: bot?.first_name ?? '' })}</p> : null}
      <ol>
        {shown.map((record) => (
          <li key={record.id}>
            <details>
              <summary>
                <span className={`record-kind ${record.content.kind}`}>
                  {record.content.kind === 'call' ? t.inspectorCall : t.inspectorUpdate}
                </span>
                <code>{titleOf(record)}</code>
                <time>{timeOf(record.atMs, language)}</time>
              </summary>
              <pre>{JSON.stringify(bodyOf(record), undefined, 2)}</pre>
            </details>
          </li>
        ))}
        <li ref={end} aria-hidden="true" />
      </ol>
    </aside>
  );
}

function titleOf({ content }: InspectorRecord): string {
  if (content.kind === 'call') return `${content.record.method} → ${content.record.status}`;
  return Object.keys(content.record.update).find((name) => name !== 'update_id') ?? 'update';
}

function bodyOf({ content }: InspectorRecord): unknown {
  if (content.kind === 'update') return content.record.update;
  const { request, answer, ms } = content.record;
  return { request, answer, ms: ms === undefined ? undefined : Math.round(ms * 100) / 100 };
}
