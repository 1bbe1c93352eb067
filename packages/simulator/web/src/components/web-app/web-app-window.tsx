import { useEffect, useRef, useState, type ReactElement } from 'react';

import { launchApp, type AppLaunch } from '../../api/web-apps.ts';
import { usePhrases } from '../../i18n/texts.ts';
import type { ChatKey } from '../../model/chat-key.ts';
import { useSession } from '../../model/use-session.ts';
import { failureOf, failureText } from '../../text/failure.ts';
import { Icon } from '../icon.tsx';
import { Modal } from '../modal.tsx';
import { AppPopup } from './app-popup.tsx';
import { isDarkNow } from './app-theme.ts';
import { BottomButtons } from './bottom-buttons.tsx';
import { useAppBridge } from './use-app-bridge.ts';

/** A page that says nothing for so long has perhaps refused to be shown in a frame. */
const SILENT_MS = 4000;

/** A Mini App in a window of its own; on a phone, in a sheet. */
export function WebAppWindow({
  launch,
  title,
  chatKey,
  onFollow,
  onClose,
}: {
  launch: AppLaunch;
  title: string;
  chatKey: ChatKey;
  onFollow: (url: string) => void;
  onClose: () => void;
}): ReactElement {
  const session = useSession();
  const phrases = usePhrases();
  const { t } = phrases;
  const frame = useRef<HTMLIFrameElement>(null);
  const [url, setUrl] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [isSilent, setSilent] = useState(false);
  const [asksToClose, setAsking] = useState(false);
  const [loads, setLoads] = useState(0);
  const bridge = useAppBridge({ frame, url, launch, chatKey, onFollow, onClose });
  const { hasSpoken } = bridge;

  useEffect(() => {
    launchApp(session.user, launch, isDarkNow() ? 'dark' : 'light').then(
      (launched) => setUrl(launched.url),
      (error: unknown) => setProblem(failureText(failureOf(error), phrases)),
    );
  }, [session.user, launch, phrases]);

  useEffect(() => {
    if (url === undefined || hasSpoken) return setSilent(false);
    const timer = setTimeout(() => setSilent(true), SILENT_MS);
    return () => clearTimeout(timer);
  }, [url, hasSpoken, loads]);

  return (
    <Modal title={title} className="web-app" onClose={close}>
      <div className="web-app-body">
        <div className="web-app-tools">
          {bridge.hasBack ? (
            <button type="button" className="text-button" onClick={() => bridge.send('back_button_pressed')}>
              {t.appBack}
            </button>
          ) : null}
          <span className="web-app-host">{url === undefined ? '' : new URL(url).host}</span>
          {bridge.hasSettings ? (
            <button type="button" className="text-button" onClick={() => bridge.send('settings_button_pressed')}>
              {t.appMenu}
            </button>
          ) : null}
          <button type="button" className="text-button" onClick={() => setLoads(loads + 1)}>
            {t.appReload}
          </button>
        </div>
        {problem ? <p role="alert">{problem}</p> : null}
        {isSilent && url !== undefined ? (
          <p className="web-app-silent" role="status">
            <Icon name="warning" size={18} />
            <span>
              {t.appSilent}{' '}
              <a href={url} target="_blank" rel="noopener noreferrer">
                {t.openInTab}
              </a>
            </span>
          </p>
        ) : null}
        {url === undefined ? null : (
          <iframe
            key={loads}
            ref={frame}
            src={url}
            title={title}
            sandbox={sandboxOf(url)}
            allow="clipboard-write; geolocation"
            referrerPolicy="no-referrer"
          />
        )}
        {asksToClose ? (
          <p className="web-app-silent" role="alert">
            {t.appClosing}{' '}
            <button type="button" className="text-button" onClick={onClose}>
              {t.close}
            </button>
          </p>
        ) : null}
        <BottomButtons buttons={bridge.buttons} onPress={bridge.send} />
      </div>
      {bridge.popup ? <AppPopup title={title} popup={bridge.popup} onAnswer={bridge.answerPopup} /> : null}
    </Modal>
  );

  function close(): void {
    if (bridge.needsConfirmation && !asksToClose) setAsking(true);
    else onClose();
  }
}

/** A page of the simulator's own address would otherwise reach out of its frame. */
function sandboxOf(url: string): string {
  const rights = 'allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-modals allow-downloads';
  return new URL(url).origin === location.origin ? rights : `${rights} allow-same-origin`;
}
