import { useState, type ReactElement } from 'react';

import { changeLimits, getLimits, listBuckets, type Bucket, type Limits } from '../../api/tools.ts';
import { usePhrases } from '../../i18n/texts.ts';
import type { Texts } from '../../i18n/en.ts';
import { useLoaded } from '../../model/use-loaded.ts';

type Figures = Omit<Limits, 'enforced'>;

const realistic: Figures = { per_bot_per_s: 30, per_chat_per_s: 1, burst: 5, group_per_min: 20 };
const strict: Figures = { per_bot_per_s: 5, per_chat_per_s: 0.5, burst: 1, group_per_min: 6 };

/** How fast bots may send before they are told to wait. */
export function LimitsTab(): ReactElement {
  const { t } = usePhrases();
  const { value: limits, reload } = useLoaded(getLimits, ['limits', 'reset']);
  const { value: buckets } = useLoaded(listBuckets, ['journal', 'clock', 'limits', 'reset']);
  if (!limits) return <div className="tool-body" />;
  const preset = !limits.enforced
    ? 'off'
    : matches(limits, realistic)
      ? 'realistic'
      : matches(limits, strict)
        ? 'strict'
        : '';

  return (
    <div className="tool-body">
      <section className="tool-card">
        <p className="hint">{t.limitsHint}</p>
        <div className="segments" role="group" aria-label={t.toolLimits}>
          {(['off', 'realistic', 'strict'] as const).map((one) => (
            <button
              key={one}
              type="button"
              role="radio"
              aria-checked={preset === one}
              onClick={() =>
                change(
                  one === 'off' ? { enforced: false } : { enforced: true, ...(one === 'strict' ? strict : realistic) },
                )
              }
            >
              {one === 'off' ? t.limitsOff : one === 'realistic' ? t.limitsRealistic : t.limitsStrict}
            </button>
          ))}
        </div>
        <LimitsForm key={JSON.stringify(limits)} limits={limits} onChange={change} />
      </section>
      <section className="tool-card" aria-label={t.buckets}>
        <h3>{t.buckets}</h3>
        {buckets?.length ? (
          <ul className="buckets">
            {buckets.map((bucket) => (
              <BucketRow key={`${bucket.bot_id} ${bucket.chat_id} ${bucket.kind}`} bucket={bucket} />
            ))}
          </ul>
        ) : (
          <p className="hint">{t.bucketsFull}</p>
        )}
      </section>
    </div>
  );

  function change(what: Partial<Limits>): void {
    void changeLimits(what).then(reload, reload);
  }
}

function LimitsForm({
  limits,
  onChange,
}: {
  limits: Limits;
  onChange: (change: Partial<Limits>) => void;
}): ReactElement {
  const { t } = usePhrases();
  const [figures, setFigures] = useState<Record<keyof Figures, string>>({
    per_bot_per_s: String(limits.per_bot_per_s),
    per_chat_per_s: String(limits.per_chat_per_s),
    burst: String(limits.burst),
    group_per_min: String(limits.group_per_min),
  });
  const labels: [keyof Figures, string][] = [
    ['per_bot_per_s', t.limitBot],
    ['per_chat_per_s', t.limitChat],
    ['burst', t.limitBurst],
    ['group_per_min', t.limitGroup],
  ];
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const change: Partial<Limits> = { enforced: true };
        for (const [name] of labels) change[name] = Number(figures[name].replace(',', '.'));
        onChange(change);
      }}
    >
      <div className="fields">
        {labels.map(([name, label]) => (
          <label key={name} className="field">
            <span>{label}</span>
            <input
              type="text"
              inputMode="decimal"
              pattern="[0-9]+([.,][0-9]+)?"
              required
              value={figures[name]}
              onChange={(event) => setFigures({ ...figures, [name]: event.target.value })}
            />
          </label>
        ))}
      </div>
      <div className="form-actions">
        <button type="submit" className="button">
          {t.save}
        </button>
      </div>
    </form>
  );
}

function BucketRow({ bucket }: { bucket: Bucket }): ReactElement {
  const { t, fill } = usePhrases();
  const name = bucket.chat_id === undefined ? String(bucket.bot_id) : `${bucket.bot_id} → ${bucket.chat_id}`;
  return (
    <li>
      <span>
        {kindLabel(bucket.kind, t)} <code>{name}</code>
      </span>
      <meter min={0} max={bucket.capacity} value={bucket.tokens} aria-label={kindLabel(bucket.kind, t)} />
      <span>
        {bucket.wait_ms > 0
          ? fill(t.bucketWaits, { s: String(Math.ceil(bucket.wait_ms / 1000)) })
          : `${bucket.tokens} / ${bucket.capacity}`}
      </span>
    </li>
  );
}

function kindLabel(kind: Bucket['kind'], t: Texts): string {
  return kind === 'bot' ? t.bucketBot : kind === 'chat' ? t.bucketChat : t.bucketGroup;
}

function matches(limits: Limits, figures: Figures): boolean {
  return (
    limits.per_bot_per_s === figures.per_bot_per_s &&
    limits.per_chat_per_s === figures.per_chat_per_s &&
    limits.burst === figures.burst &&
    limits.group_per_min === figures.group_per_min
  );
}
