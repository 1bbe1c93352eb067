import { useEffect, useRef, type ReactElement } from 'react';

import type { InlineResult } from '../../api/inline.ts';
import { usePhrases } from '../../i18n/texts.ts';
import { Icon, type IconName } from '../icon.tsx';
import type { InlineState } from './use-inline-query.ts';

/** Nearer to the end than this, the next page is asked for. */
const MORE_PX = 160;

/** The answers of a bot to what is being typed, above the field. */
export function InlineResults({
  state,
  selected,
  onPick,
  onButton,
}: {
  state: InlineState;
  selected: number;
  onPick: (result: InlineState['results'][number]) => void;
  onButton: () => void;
}): ReactElement {
  const { t, fill } = usePhrases();
  const element = useRef<HTMLDivElement>(null);
  const { answer, results, isBusy, problem } = state;
  const isGrid = answer?.is_gallery === true || (results.length > 0 && results.every(isPicture));

  useEffect(() => {
    element.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [selected]);

  return (
    <div
      ref={element}
      className="inline-results"
      aria-busy={isBusy}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        if (scrollHeight - scrollTop - clientHeight < MORE_PX) state.loadMore();
      }}
    >
      {answer?.button ? (
        <button type="button" className="inline-switch" onClick={onButton}>
          {answer.button.text}
        </button>
      ) : null}
      <ul
        id="inline-list"
        className={isGrid ? 'inline-grid' : 'inline-list'}
        role="listbox"
        aria-label={fill(t.inlineResults, { name: state.bot.first_name })}
      >
        {results.map((result, index) => (
          <li
            key={`${result.inline_query_id} ${result.id}`}
            id={`inline-${index}`}
            role="option"
            aria-selected={index === selected}
            aria-label={result.title ?? result.caption ?? result.type}
            data-testid="inline-result"
            // The field keeps the focus.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onPick(result)}
          >
            {isGrid ? <Cell result={result} /> : <Row result={result} />}
          </li>
        ))}
      </ul>
      {problem ? (
        <p role="alert">{problem}</p>
      ) : isBusy ? (
        <p role="status">
          <span className="spinner" /> {t.searching}
        </p>
      ) : state.query === '' && state.bot.inline_placeholder ? (
        <p>{state.bot.inline_placeholder}</p>
      ) : results.length === 0 ? (
        <p role="status">{t.inlineNone}</p>
      ) : null}
    </div>
  );
}

function Row({ result }: { result: InlineResult }): ReactElement {
  const url = pictureOf(result);
  return (
    <>
      <span className="inline-thumb">
        {url ? <img src={url} alt="" loading="lazy" /> : <Icon name={iconOf(result)} />}
      </span>
      <span className="inline-text">
        <strong>{result.title ?? result.first_name ?? result.caption ?? result.type}</strong>
        <small>{result.description ?? result.address ?? result.phone_number ?? ''}</small>
      </span>
    </>
  );
}

function Cell({ result }: { result: InlineResult }): ReactElement {
  const url = pictureOf(result);
  if (url) return <img src={url} alt={result.title ?? result.caption ?? ''} loading="lazy" />;
  return (
    <span className="inline-cell">
      <Icon name={iconOf(result)} />
      <small>{result.title ?? result.caption ?? ''}</small>
    </span>
  );
}

function isPicture({ type }: InlineResult): boolean {
  return ['photo', 'gif', 'mpeg4_gif', 'sticker'].includes(type);
}

function pictureOf(result: InlineResult): string | undefined {
  if (isPicture(result) && result.type !== 'mpeg4_gif' && result.file_url) return result.file_url;
  return result.thumbnail_url ?? (result.type === 'photo' ? result.photo_url : undefined);
}

function iconOf({ type }: InlineResult): IconName {
  if (type === 'photo' || type.includes('gif') || type === 'sticker') return 'photo';
  if (type === 'location' || type === 'venue') return 'location';
  if (type === 'contact') return 'person';
  if (type === 'voice' || type === 'audio') return 'mic';
  if (type === 'video') return 'play';
  return type === 'article' ? 'info' : 'file';
}
