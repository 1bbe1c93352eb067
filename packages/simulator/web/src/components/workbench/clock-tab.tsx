import { useState, type ReactElement } from 'react';

import { changeClock } from '../../api/tools.ts';
import { usePhrases } from '../../i18n/texts.ts';
import { useEnvironment } from '../../model/environment.ts';
import { isMoved, simulatedNow, useClock } from '../../model/use-clock.ts';
import { useTick } from '../../model/use-tick.ts';
import { momentLabel } from '../../text/dates.ts';
import { failureOf, failureText, type Failure } from '../../text/failure.ts';

const MINUTE_MS = 60_000;
const rates = [1, 10, 60, 600, 3600];

/** The simulated time: it can stand, jump and run fast. */
export function ClockTab(): ReactElement {
  const phrases = usePhrases();
  const { t, fill, language } = phrases;
  const { now } = useEnvironment();
  const clock = useClock();
  const [minutes, setMinutes] = useState('90');
  const [failure, setFailure] = useState<Failure>();
  useTick(250);
  if (!clock) return <div className="tool-body" />;
  const { frozen, rate } = clock.state;
  const custom = Number(minutes.replace(',', '.'));

  return (
    <div className="tool-body">
      <section className="tool-card">
        <p className="clock-now" role="timer" data-testid="clock-now">
          {momentLabel(simulatedNow(clock, now()), language)}
        </p>
        <p className="hint">{isMoved(clock) ? t.clockIsMoved : t.clockIsReal}</p>
        <div className="chips">
          <button type="button" className="button" onClick={() => change({ frozen: !frozen })}>
            {frozen ? t.clockRun : t.clockFreeze}
          </button>
          {isMoved(clock) ? (
            <button
              type="button"
              className="button quiet"
              onClick={() => change({ now: Math.round(now()), rate: 1, frozen: false })}
            >
              {t.clockReal}
            </button>
          ) : null}
        </div>
      </section>
      <section className="tool-card" aria-label={t.clockAdvance}>
        <h3>{t.clockAdvance}</h3>
        <div className="chips">
          <Chip label={t.minute1} onPress={() => change({ advance_ms: MINUTE_MS })} />
          <Chip label={t.hour1} onPress={() => change({ advance_ms: 60 * MINUTE_MS })} />
          <Chip label={t.day1} onPress={() => change({ advance_ms: 24 * 60 * MINUTE_MS })} />
        </div>
        <form
          className="inline-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (Number.isFinite(custom)) change({ advance_ms: Math.round(custom * MINUTE_MS) });
          }}
        >
          <label className="field">
            <span>{t.clockMinutes}</span>
            <input
              inputMode="decimal"
              type="text"
              value={minutes}
              onChange={(event) => setMinutes(event.target.value)}
            />
          </label>
          <button type="submit" className="button quiet" disabled={!Number.isFinite(custom) || minutes.trim() === ''}>
            {t.clockGo}
          </button>
        </form>
        <p className="hint">{t.clockAdvanceHint}</p>
      </section>
      <section className="tool-card" aria-label={t.clockSpeed}>
        <h3>{t.clockSpeed}</h3>
        <div className="chips">
          {rates.map((one) => (
            <button
              key={one}
              type="button"
              className="chip"
              aria-pressed={rate === one}
              onClick={() => change({ rate: one, frozen: false })}
            >
              {fill(t.times, { n: String(one) })}
            </button>
          ))}
        </div>
      </section>
      {failure ? <p role="alert">{failureText(failure, phrases)}</p> : null}
    </div>
  );

  function change(what: Parameters<typeof changeClock>[0]): void {
    changeClock(what).then(
      () => setFailure(undefined),
      (error: unknown) => setFailure(failureOf(error)),
    );
  }
}

function Chip({ label, onPress }: { label: string; onPress: () => void }): ReactElement {
  return (
    <button type="button" className="chip" onClick={onPress}>
      {label}
    </button>
  );
}
