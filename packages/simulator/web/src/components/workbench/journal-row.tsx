import { memo, useState, type ReactElement } from 'react';

import type { BotDetails, JournalEntry } from '../../api/tools.ts';
import { usePhrases } from '../../i18n/texts.ts';
import type { Texts } from '../../i18n/en.ts';
import { exactTimeOf } from '../../text/dates.ts';
import { CopyButton } from './copy-button.tsx';
import { JsonTree } from './json-tree.tsx';
import { curlOf } from './curl.ts';

/** One entry; its JSON is drawn when it is opened. */
export const JournalRow = memo(function JournalRow({
  entry,
  bot,
}: {
  entry: JournalEntry;
  bot: BotDetails | undefined;
}): ReactElement {
  const { t, fill, language } = usePhrases();
  const [isOpen, setOpen] = useState(false);
  const verdict = entry.kind === 'call' ? verdictOf(entry, t) : undefined;
  const body = entry.kind === 'call' ? { request: entry.request, answer: entry.answer } : entry.update;
  return (
    <li className={`journal-row ${verdict?.tone ?? 'update'}`} data-testid="journal-row">
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span className={`record-kind ${entry.kind}`}>
            {entry.kind === 'call' ? t.inspectorCall : t.inspectorUpdate}
          </span>
          <code>{titleOf(entry)}</code>
          {verdict?.words ? <strong className="verdict">{verdict.words}</strong> : null}
          <time>{exactTimeOf(entry.at, language)}</time>
        </summary>
        {isOpen ? (
          <div className="journal-body">
            <p className="journal-line">
              <span>
                {bot ? `@${bot.username}` : entry.bot_id} · № {entry.seq}
                {entry.ms === undefined ? '' : ` · ${fill(t.tookMs, { ms: entry.ms.toFixed(1) })}`}
              </span>
              <CopyButton label={t.copyJson} text={() => JSON.stringify(body, undefined, 2)} />
              {entry.kind === 'call' && bot ? (
                <CopyButton label={t.copyCurl} text={() => curlOf(location.origin, bot.token, entry)} />
              ) : null}
            </p>
            <JsonTree value={body} />
          </div>
        ) : null}
      </details>
    </li>
  );
});

function titleOf(entry: JournalEntry): string {
  if (entry.kind === 'call') return `${entry.method} → ${entry.status}`;
  const kind = Object.keys(entry.update ?? {}).find((name) => name !== 'update_id') ?? 'update';
  return `${kind} ${JSON.stringify(entry.update?.['update_id'])}`;
}

/** What an answer means, in words beside the colour. */
function verdictOf({ status = 0, cut }: JournalEntry, t: Texts): { tone: string; words: string } {
  if (cut) return { tone: 'cut', words: t.verdictCut };
  if (status === 429) return { tone: 'flood', words: t.verdictFlood };
  if (status >= 500) return { tone: 'broken', words: t.verdictBroken };
  if (status >= 400) return { tone: 'refused', words: t.verdictRefused };
  return { tone: 'fine', words: '' };
}
