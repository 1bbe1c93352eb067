import type { ReactElement } from 'react';

import { listBots, listDelivery, type BotDelivery } from '../../api/tools.ts';
import { usePhrases } from '../../i18n/texts.ts';
import type { Texts } from '../../i18n/en.ts';
import { useLayout } from '../../model/use-layout.ts';
import { useLoaded } from '../../model/use-loaded.ts';
import { useTick } from '../../model/use-tick.ts';
import { momentLabel } from '../../text/dates.ts';
import { CopyButton } from './copy-button.tsx';

/** How each bot gets its updates, and what waits for it. */
export function BotsTab({ bot }: { bot: number | undefined }): ReactElement {
  const { t } = usePhrases();
  const { value: deliveries } = useLoaded(listDelivery, ['journal', 'bot', 'delivered', 'reset']);
  const { value: bots } = useLoaded(listBots, ['bot', 'reset']);
  useTick(5000);
  const shown = deliveries?.toSorted((a, b) => Number(b.bot_id === bot) - Number(a.bot_id === bot));
  return (
    <div className="tool-body">
      {shown?.map((one) => (
        <BotCard key={one.bot_id} delivery={one} token={bots?.find(({ id }) => id === one.bot_id)?.token} />
      ))}
      {shown?.length === 0 ? <p className="notice">{t.botsNone}</p> : null}
    </div>
  );
}

function BotCard({ delivery, token }: { delivery: BotDelivery; token: string | undefined }): ReactElement {
  const { t, fill, language } = usePhrases();
  const { showTools } = useLayout();
  const { webhook, mode } = delivery;
  return (
    <section className="tool-card" aria-label={delivery.first_name} data-testid={`delivery-${delivery.username}`}>
      <h3>
        {delivery.first_name} <small>@{delivery.username}</small>
      </h3>
      <dl>
        <dt>{t.deliveryMode}</dt>
        <dd className={`mode ${mode}`}>{modeLabel(mode, t)}</dd>
        <dt>{t.pendingUpdates}</dt>
        <dd>{delivery.pending}</dd>
        <dt>{t.deliveredUpdates}</dt>
        <dd>{delivery.delivered}</dd>
        {delivery.expired > 0 ? (
          <>
            <dt>{t.expiredUpdates}</dt>
            <dd>{delivery.expired}</dd>
          </>
        ) : null}
        {webhook ? (
          <>
            <dt>URL</dt>
            <dd>
              <code>{webhook.url}</code>
            </dd>
            <dt>{t.webhookFailed}</dt>
            <dd>{webhook.failed}</dd>
          </>
        ) : null}
      </dl>
      {webhook?.last_error_message ? (
        <p className="tool-error" role="status">
          {fill(t.lastError, {
            time: momentLabel((webhook.last_error_date ?? 0) * 1000, language),
            text: webhook.last_error_message,
          })}
        </p>
      ) : null}
      {delivery.waiting.length > 0 ? (
        <details>
          <summary>{t.waitingUpdates}</summary>
          <ul className="waiting">
            {delivery.waiting.map(({ update_id: id, kind }) => (
              <li key={id}>
                <code>
                  {id} {kind}
                </code>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      <p className="tool-actions">
        {token ? <CopyButton label={t.copyToken} text={() => token} /> : null}
        <button type="button" className="text-button" onClick={() => showTools('journal', delivery.bot_id)}>
          {t.toolJournal}
        </button>
      </p>
    </section>
  );
}

function modeLabel(mode: BotDelivery['mode'], t: Texts): string {
  return mode === 'webhook' ? t.modeWebhook : mode === 'polling' ? t.modePolling : t.modeIdle;
}
