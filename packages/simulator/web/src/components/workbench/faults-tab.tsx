import { useState, type ReactElement } from 'react';

import { addFault, listFaults, removeFault, type FaultRule } from '../../api/tools.ts';
import { usePhrases } from '../../i18n/texts.ts';
import { useLoaded } from '../../model/use-loaded.ts';
import { failureOf, failureText, type Failure } from '../../text/failure.ts';
import { Icon } from '../icon.tsx';
import { explainFault, explainWhen } from './explain-fault.ts';
import { FaultForm } from './fault-form.tsx';

/** What is to go wrong, for trying out what a bot does then. */
export function FaultsTab(): ReactElement {
  const phrases = usePhrases();
  const { t, count } = phrases;
  const { value: faults, reload } = useLoaded(listFaults, ['fault', 'journal', 'reset']);
  const [failure, setFailure] = useState<Failure>();
  const presets: [string, FaultRule][] = [
    [t.presetFlood, { method: 'sendMessage', nth: 1, action: { status: 429, retry_after: 5 } }],
    [t.presetLostAnswer, { method: 'sendMessage', nth: 1, action: { reset: 'after' } }],
    [t.presetLostCall, { method: 'sendMessage', nth: 1, action: { reset: 'before' } }],
    [t.presetOutage, { times: 10, action: { status: 502, body: 'html' } }],
    [t.presetSlow, { probability: 0.3, action: { delay_ms: 3000 } }],
  ];

  return (
    <div className="tool-body">
      <section className="tool-card" aria-label={t.faultsActive}>
        <h3>{t.faultsActive}</h3>
        {faults?.length ? (
          <ul className="faults">
            {faults.map((fault) => (
              <li key={fault.id} data-testid="fault">
                <div>
                  <strong>{explainWhen(fault, phrases)}</strong>
                  <p>{explainFault(fault.action, phrases)}</p>
                  <small>{count(t.faultFired, fault.fired)}</small>
                </div>
                <button
                  type="button"
                  className="icon-button"
                  aria-label={`${t.remove}: ${explainWhen(fault, phrases)}`}
                  onClick={() => run(removeFault(fault.id))}
                >
                  <Icon name="trash" size={20} />
                </button>
              </li>
            ))}
          </ul>
        ) : (
          <p className="hint">{t.faultsNone}</p>
        )}
        {faults && faults.length > 1 ? (
          <button type="button" className="text-button" onClick={() => run(removeFault())}>
            {t.faultsClear}
          </button>
        ) : null}
      </section>
      <section className="tool-card" aria-label={t.faultPresets}>
        <h3>{t.faultPresets}</h3>
        <ul className="presets">
          {presets.map(([label, rule]) => (
            <li key={label}>
              <button type="button" className="preset" onClick={() => run(addFault(rule))}>
                <strong>{label}</strong>
                <small>{explainFault(rule.action, phrases)}</small>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section className="tool-card" aria-label={t.faultOwn}>
        <h3>{t.faultOwn}</h3>
        <FaultForm onAdd={(rule) => run(addFault(rule))} />
      </section>
      {failure ? <p role="alert">{failureText(failure, phrases)}</p> : null}
    </div>
  );

  function run(act: Promise<unknown>): void {
    void act.then(
      () => setFailure(undefined),
      (error: unknown) => setFailure(failureOf(error)),
    );
    void act.then(reload, reload);
  }
}
