import { useMemo, useState, type ReactElement } from 'react';

import { getBot } from '../../api/client.ts';
import { addStars, getStars, listBots, listDelivery } from '../../api/tools.ts';
import type { Bot, BotCommand } from '../../api/types.ts';
import { usePhrases } from '../../i18n/texts.ts';
import { useLoaded } from '../../model/use-loaded.ts';
import { useLayout } from '../../model/use-layout.ts';
import { useSession } from '../../model/use-session.ts';
import { priceLabel } from '../../text/price.ts';
import { Avatar } from '../avatar.tsx';
import { useChatActions } from '../chat-actions.ts';
import { Modal } from '../modal.tsx';
import { Subscriptions } from '../payments/subscriptions.tsx';
import { CopyButton } from '../workbench/copy-button.tsx';

const noCommands: readonly BotCommand[] = [];
const TOP_UP = 1000;

/** What a bot says of itself, and what its developer wants to know. */
export function BotInfo({
  bot,
  isBlocked,
  commands = noCommands,
  onClose,
}: {
  bot: Bot;
  isBlocked: boolean;
  commands: readonly BotCommand[] | undefined;
  onClose: () => void;
}): ReactElement {
  const { t, fill, language } = usePhrases();
  const session = useSession();
  const { showTools } = useLayout();
  const { openApp } = useChatActions();
  const [blocked, setBlocked] = useState(isBlocked);
  const load = useMemo(() => () => getBot(bot.id, language), [bot.id, language]);
  const { value: profile } = useLoaded(load, ['bot']);
  const { value: bots } = useLoaded(listBots, ['bot']);
  const { value: deliveries } = useLoaded(listDelivery, ['journal', 'bot']);
  const loadStars = useMemo(() => () => getStars({ user: session.user }), [session.user]);
  const stars = useLoaded(loadStars, ['stars', 'payment']);
  const loadBotStars = useMemo(() => () => getStars({ bot: bot.id }), [bot.id]);
  const botStars = useLoaded(loadBotStars, ['stars', 'payment']);
  const token = bots?.find(({ id }) => id === bot.id)?.token;
  const delivery = deliveries?.find(({ bot_id: id }) => id === bot.id);

  return (
    <Modal title={t.botInfo} className="info" onClose={onClose}>
      <div className="info-body">
        <div className="info-head">
          <Avatar id={bot.id} title={bot.first_name} size="large" />
          <strong>{bot.first_name}</strong>
          <small>
            @{bot.username} · <code>{bot.id}</code>
          </small>
        </div>
        {profile?.description ? <p>{profile.description}</p> : null}
        {commands.length > 0 ? (
          <>
            <h3>{t.commands}</h3>
            <dl className="info-commands">
              {commands.map(({ command, description }) => (
                <div key={command}>
                  <dt>/{command}</dt>
                  <dd>{description}</dd>
                </div>
              ))}
            </dl>
          </>
        ) : null}
        <Subscriptions bot={bot.id} />
        {profile?.web_apps?.[''] ? (
          <button
            type="button"
            className="button"
            onClick={() => {
              onClose();
              openApp({ bot: bot.id, kind: 'main' }, bot.first_name);
            }}
          >
            {t.openApp}
          </button>
        ) : null}
        <h3>{t.forDevelopers}</h3>
        <dl>
          <dt>{t.deliveryMode}</dt>
          <dd>
            {delivery?.mode === 'webhook' ? t.modeWebhook : delivery?.mode === 'polling' ? t.modePolling : t.modeIdle}
          </dd>
          <dt>{t.pendingUpdates}</dt>
          <dd>{delivery?.pending ?? 0}</dd>
          {delivery?.webhook ? (
            <>
              <dt>URL</dt>
              <dd>
                <code>{delivery.webhook.url}</code>
              </dd>
            </>
          ) : null}
          {botStars.value ? (
            <>
              <dt>{t.starsOfBot}</dt>
              <dd>{priceLabel(botStars.value.balance, 'XTR', language)}</dd>
            </>
          ) : null}
          {stars.value ? (
            <>
              <dt>{t.starsOfYou}</dt>
              <dd>
                {priceLabel(stars.value.balance, 'XTR', language)}{' '}
                <button
                  type="button"
                  className="text-button"
                  onClick={() => void addStars({ user: session.user }, TOP_UP).then(stars.reload, stars.reload)}
                >
                  {fill(t.topUp, { n: String(TOP_UP) })}
                </button>
              </dd>
            </>
          ) : null}
        </dl>
        <p className="tool-actions">
          {token ? <CopyButton label={t.copyToken} text={() => token} /> : null}
          <button
            type="button"
            className="text-button"
            onClick={() => {
              onClose();
              showTools('journal', bot.id);
            }}
          >
            {t.toolJournal}
          </button>
        </p>
        <label className="check switch">
          <input
            type="checkbox"
            role="switch"
            checked={blocked}
            onChange={({ target: { checked } }) => {
              setBlocked(checked);
              void session.setBlocked(bot.id, checked);
            }}
          />
          {t.isBlocked}
        </label>
      </div>
    </Modal>
  );
}
