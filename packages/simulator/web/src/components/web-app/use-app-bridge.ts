import { useEffect, useState, type RefObject } from 'react';

import { sendPrepared } from '../../api/inline.ts';
import { sendAppData, type AppLaunch } from '../../api/web-apps.ts';
import { usePhrases } from '../../i18n/texts.ts';
import { addressOf, type ChatKey } from '../../model/chat-key.ts';
import { useSession } from '../../model/use-session.ts';
import { useChatActions } from '../chat-actions.ts';
import { isDarkNow, readThemeParams } from './app-theme.ts';
import type { Popup } from './app-popup.tsx';
import type { BottomButtonsState } from './bottom-buttons.tsx';
import { buttonOf, parseAppEvent, textOf, type AppEvent } from './app-events.ts';

export interface AppBridge {
  /** The page has said something: it is shown, and knows Telegram's interface. */
  hasSpoken: boolean;
  hasBack: boolean;
  hasSettings: boolean;
  needsConfirmation: boolean;
  buttons: BottomButtonsState;
  popup: Popup | undefined;
  answerPopup: (id: string | undefined) => void;
  /** Tells the page of an event. */
  send: (event: string, data?: object) => void;
}

/** Speaks with a Mini App in a frame, in the messages of Telegram's own clients. */
export function useAppBridge({
  frame,
  url,
  launch,
  chatKey,
  onFollow,
  onClose,
}: {
  frame: RefObject<HTMLIFrameElement | null>;
  url: string | undefined;
  launch: AppLaunch;
  chatKey: ChatKey;
  onFollow: (url: string) => void;
  onClose: () => void;
}): AppBridge {
  const session = useSession();
  const { t, fill } = usePhrases();
  const { pay, switchInline } = useChatActions();
  const [hasSpoken, setSpoken] = useState(false);
  const [hasBack, setBack] = useState(false);
  const [hasSettings, setSettings] = useState(false);
  const [needsConfirmation, setNeeds] = useState(false);
  const [buttons, setButtons] = useState<BottomButtonsState>({});
  const [popup, setPopup] = useState<{ shown: Popup; closed: (id: string | undefined) => void }>();

  function send(eventType: string, eventData: object = {}): void {
    frame.current?.contentWindow?.postMessage(JSON.stringify({ eventType, eventData }), '*');
  }

  useEffect(() => {
    function onMessage(event: MessageEvent<unknown>): void {
      if (event.source === null || event.source !== frame.current?.contentWindow) return;
      const said = parseAppEvent(event.data);
      if (!said) return;
      setSpoken(true);
      hear(said);
    }
    window.addEventListener('message', onMessage);
    return () => window.removeEventListener('message', onMessage);
  });

  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const tell = (): void => send('theme_changed', { theme_params: readThemeParams() });
    const root = new MutationObserver(tell);
    root.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    dark.addEventListener('change', tell);
    window.addEventListener('resize', tellViewport);
    return () => {
      root.disconnect();
      dark.removeEventListener('change', tell);
      window.removeEventListener('resize', tellViewport);
    };
  });

  return {
    hasSpoken,
    hasBack,
    hasSettings,
    needsConfirmation,
    buttons,
    popup: popup?.shown,
    answerPopup: (id) => {
      setPopup(undefined);
      popup?.closed(id);
    },
    send,
  };

  function tellViewport(): void {
    const box = frame.current?.getBoundingClientRect();
    if (!box) return;
    send('viewport_changed', { height: box.height, width: box.width, is_state_stable: true, is_expanded: true });
  }

  function hear({ name, data }: AppEvent): void {
    switch (name) {
      case 'iframe_ready':
      case 'web_app_ready':
      case 'web_app_expand':
      case 'web_app_request_viewport':
        return tellViewport();
      case 'web_app_close':
        return onClose();
      case 'web_app_data_send':
        return sendData(textOf(data, 'data'));
      case 'web_app_setup_main_button':
        return setButtons({ ...buttons, main: buttonOf(data) });
      case 'web_app_setup_secondary_button':
        return setButtons({ ...buttons, secondary: buttonOf(data) });
      case 'web_app_setup_back_button':
        return setBack(data['is_visible'] === true);
      case 'web_app_setup_settings_button':
        return setSettings(data['is_visible'] === true);
      case 'web_app_setup_closing_behavior':
        return setNeeds(data['need_confirmation'] === true);
      case 'web_app_request_theme':
        return send('theme_changed', { theme_params: readThemeParams(), color_scheme: isDarkNow() ? 'dark' : 'light' });
      case 'web_app_trigger_haptic_feedback':
        navigator.vibrate?.(12);
        return;
      case 'web_app_open_link':
        return openLink(textOf(data, 'url'));
      case 'web_app_open_tg_link':
        return onFollow(`https://t.me${textOf(data, 'path_full')}`);
      case 'web_app_open_invoice':
        return openInvoice(textOf(data, 'slug'));
      case 'web_app_open_popup':
        return setPopup({
          shown: readPopup(data),
          closed: (id) => send('popup_closed', id === undefined ? {} : { button_id: id }),
        });
      case 'web_app_request_write_access':
        return ask(fill(t.allowWrite, { name: new URL(url ?? location.href).host }), (isAllowed) =>
          send('write_access_requested', { status: isAllowed ? 'allowed' : 'cancelled' }),
        );
      case 'web_app_request_phone':
        return send('phone_requested', { status: 'cancelled' });
      case 'web_app_switch_inline_query':
        onClose();
        return switchInline(
          textOf(data, 'query'),
          Array.isArray(data['chat_types']) && data['chat_types'].length > 0 ? 'chosen' : 'here',
        );
      case 'web_app_send_prepared_message':
        return share(textOf(data, 'id'));
      default:
    }
  }

  function sendData(data: string): void {
    if (launch.kind !== 'keyboard' || launch.text === undefined) return;
    const { text } = launch;
    void session.attempt('app data', () => sendAppData(session.user, launch.bot, text, data));
    onClose();
  }

  function openLink(link: string): void {
    if (!/^https?:/iu.test(link)) return;
    ask(fill(t.appOpens, { name: new URL(url ?? location.href).host, url: link }), (isAllowed) => {
      if (isAllowed) window.open(link, '_blank', 'noopener');
    });
  }

  function openInvoice(slug: string): void {
    pay({ link: `https://t.me/$${slug}` }, undefined, (status) => send('invoice_closed', { slug, status }));
  }

  function share(id: string): void {
    void session
      .attempt('share', () => sendPrepared(session.user, addressOf(chatKey), id))
      .then((isDone) => send(isDone ? 'prepared_message_sent' : 'prepared_message_failed', { error: 'UNKNOWN_ERROR' }));
  }

  function ask(message: string, answer: (isAllowed: boolean) => void): void {
    const choices = [
      { id: 'no', type: 'cancel', text: '' },
      { id: 'yes', type: 'default', text: t.allow },
    ];
    setPopup({ shown: { title: '', message, buttons: choices }, closed: (id) => answer(id === 'yes') });
  }
}

function readPopup(data: Record<string, unknown>): Popup {
  const buttons = Array.isArray(data['buttons']) ? data['buttons'] : [];
  return {
    title: textOf(data, 'title'),
    message: textOf(data, 'message'),
    buttons: buttons
      .filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null)
      .map((one) => ({ id: textOf(one, 'id'), type: textOf(one, 'type') || 'default', text: textOf(one, 'text') })),
  };
}
