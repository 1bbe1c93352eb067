import { useState, type ReactElement } from 'react';

import type { FaultAction, FaultRule } from '../../api/tools.ts';
import { usePhrases } from '../../i18n/texts.ts';
import { explainFault, explainWhen } from './explain-fault.ts';

type What = '429' | '400' | '403' | '500' | '502' | 'delay' | 'before' | 'after' | 'html' | 'truncated';
type When = 'always' | 'nth' | 'every' | 'probability';

/** A fault of one's own; what it will do stands under the form before it is added. */
export function FaultForm({ onAdd }: { onAdd: (rule: FaultRule) => void }): ReactElement {
  const phrases = usePhrases();
  const { t } = phrases;
  const [method, setMethod] = useState('sendMessage');
  const [what, setWhat] = useState<What>('429');
  const [when, setWhen] = useState<When>('nth');
  const [number, setNumber] = useState('1');
  const [seconds, setSeconds] = useState('5');
  const [times, setTimes] = useState('');
  const rule = makeRule();
  const whats: [What, string][] = [
    ['429', t.whatFlood],
    ['400', '400 Bad Request'],
    ['403', '403 Forbidden'],
    ['500', '500 Internal Server Error'],
    ['502', '502 Bad Gateway'],
    ['delay', t.whatDelay],
    ['before', t.whatBefore],
    ['after', t.whatAfter],
    ['html', t.whatHtml],
    ['truncated', t.whatTruncated],
  ];
  const whens: [When, string][] = [
    ['nth', t.formNth],
    ['every', t.formEvery],
    ['probability', t.formChance],
    ['always', t.formAlways],
  ];

  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        onAdd(rule);
      }}
    >
      <div className="fields">
        <label className="field">
          <span>{t.formMethod}</span>
          <input
            type="text"
            value={method}
            placeholder={t.anyMethod}
            onChange={(event) => setMethod(event.target.value)}
          />
        </label>
        <label className="field">
          <span>{t.formWhat}</span>
          <select
            value={what}
            onChange={({ target: { value } }) => setWhat(whats.find(([one]) => one === value)?.[0] ?? '429')}
          >
            {whats.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{t.formWhen}</span>
          <select
            value={when}
            onChange={({ target: { value } }) => setWhen(whens.find(([one]) => one === value)?.[0] ?? 'always')}
          >
            {whens.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {when === 'always' ? null : (
          <label className="field">
            <span>{when === 'probability' ? '%' : 'n'}</span>
            <input
              type="number"
              min={1}
              max={when === 'probability' ? 100 : undefined}
              required
              value={number}
              onChange={(event) => setNumber(event.target.value)}
            />
          </label>
        )}
        {what === '429' || what === 'delay' ? (
          <label className="field">
            <span>{t.formSeconds}</span>
            <input
              type="number"
              min={0}
              required
              value={seconds}
              onChange={(event) => setSeconds(event.target.value)}
            />
          </label>
        ) : null}
        <label className="field">
          <span>{t.formTimes}</span>
          <input type="number" min={1} value={times} onChange={(event) => setTimes(event.target.value)} />
        </label>
      </div>
      <p className="hint" aria-live="polite">
        <strong>{explainWhen(rule, phrases)}.</strong> {explainFault(rule.action, phrases)}
      </p>
      <div className="form-actions">
        <button type="submit" className="button">
          {t.add}
        </button>
      </div>
    </form>
  );

  function makeRule(): FaultRule {
    const n = Math.max(1, Number(number) || 1);
    return {
      ...(method.trim() === '' ? {} : { method: method.trim() }),
      ...(when === 'nth' ? { nth: n } : {}),
      ...(when === 'every' ? { every: n } : {}),
      ...(when === 'probability' ? { probability: Math.min(1, n / 100) } : {}),
      ...(Number(times) >= 1 ? { times: Number(times) } : {}),
      action: makeAction(),
    };
  }

  function makeAction(): FaultAction {
    switch (what) {
      case '429':
        return { status: 429, retry_after: Number(seconds) || 0 };
      case 'delay':
        return { delay_ms: Math.round((Number(seconds) || 0) * 1000) };
      case 'before':
      case 'after':
        return { reset: what };
      case 'html':
        return { status: 502, body: 'html' };
      case 'truncated':
        return { body: 'truncated' };
      case '400':
      case '403':
      case '500':
      case '502':
        return { status: Number(what) };
    }
  }
}
