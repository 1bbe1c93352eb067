import { lazy, Suspense, useCallback, useMemo, useState, type ReactElement, type ReactNode } from 'react';

import { forwardMessages } from '../api/acts.ts';
import type { Invoice } from '../api/content-types.ts';
import { followLink as follow, type Followed, type JoinTarget } from '../api/links.ts';
import type { Payable } from '../api/payments.ts';
import type { Bot, Message } from '../api/types.ts';
import type { AppLaunch } from '../api/web-apps.ts';
import { usePhrases } from '../i18n/texts.ts';
import { addressOf, keyOfDialog, type ChatKey } from '../model/chat-key.ts';
import { useSession } from '../model/use-session.ts';
import { failureOf } from '../text/failure.ts';
import { idsOf } from '../text/albums.ts';
import { isTelegramLink } from '../text/telegram-link.ts';
import { ChatActionsContext, type ChatActions, type ViewerItem } from './chat-actions.ts';
import { ChatPicker } from './chat-picker.tsx';
import { JoinDialog } from './join-dialog.tsx';

// What most visits do not open is fetched when it is.
const Checkout = lazy(async () => ({ default: (await import('./payments/checkout.tsx')).Checkout }));
const Viewer = lazy(async () => ({ default: (await import('./viewer.tsx')).Viewer }));
const WebAppWindow = lazy(async () => ({
  default: (await import('./web-app/web-app-window.tsx')).WebAppWindow,
}));

/** What is open above the messages; a checkout may stand above a Mini App that asked for it. */
type Window =
  | { kind: 'viewer'; items: readonly ViewerItem[]; index: number }
  | { kind: 'forward'; messages: readonly Message[] }
  | { kind: 'inline'; query: string }
  | { kind: 'join'; target: JoinTarget; name: string }
  | { kind: 'add-bot'; link: string; chats: readonly number[] };

interface Payment {
  what: Payable;
  invoice: Invoice | undefined;
  onClosed: ((status: string) => void) | undefined;
}

/** Opens what contents and buttons of a chat ask for, and goes where links lead. */
export function ChatWindows({
  chatKey,
  bot,
  onOpenChat,
  children,
}: {
  chatKey: ChatKey;
  /** Whose private chat it is. */
  bot: Bot | undefined;
  onOpenChat: (key: ChatKey) => void;
  children: ReactNode;
}): ReactElement {
  const session = useSession();
  const { t } = usePhrases();
  const [shown, setShown] = useState<Window>();
  const [payment, setPayment] = useState<Payment>();
  const [app, setApp] = useState<{ launch: AppLaunch; title: string }>();
  const close = useCallback(() => setShown(undefined), []);
  const username = bot?.username ?? '';

  const actions = useMemo<ChatActions>(() => {
    function arrive(link: string, place: Followed): void {
      switch (place.kind) {
        case 'url':
          return void window.open(place.url, '_blank', 'noopener');
        case 'started':
        case 'chat':
          if (place.bot_id !== undefined) return onOpenChat(`bot:${place.bot_id}`);
          return place.chat_id === undefined ? undefined : visit(place.chat_id, place.title ?? link);
        case 'added':
          return onOpenChat(`chat:${place.chat_id}`);
        case 'choose_chat':
          return setShown({ kind: 'add-bot', link, chats: place.chats.map(({ id }) => id) });
        case 'web_app':
          return setApp({
            title: t.app,
            launch: {
              bot: place.bot_id,
              kind: place.launch,
              ...(place.app === undefined ? {} : { short_name: place.app }),
              ...(place.start_param ? { start_param: place.start_param } : {}),
            },
          });
        case 'invoice':
          return setPayment({ what: { link: place.link }, invoice: undefined, onClosed: undefined });
        case 'invite':
          return setShown({ kind: 'join', target: { invite_link: place.invite_link }, name: place.title ?? link });
        case 'message': {
          const key: ChatKey = `chat:${place.chat_id}`;
          onOpenChat(key);
          return void session.open(key).then(() => session.showMessage(key, place.message_id));
        }
        case 'user':
          return undefined;
      }
    }
    /** A chat the person is not in has to be joined before it can be read. */
    function visit(chat: number, name: string): void {
      const isIn = session.getState().dialogs?.some((dialog) => keyOfDialog(dialog) === `chat:${chat}`) === true;
      if (isIn) onOpenChat(`chat:${chat}`);
      else setShown({ kind: 'join', target: { chat }, name });
    }
    return {
      pay: (what, invoice, onClosed) => setPayment({ what, invoice, onClosed }),
      openApp: (launch, title) => setApp({ launch, title }),
      view: (items, index) => setShown({ kind: 'viewer', items, index }),
      forward: (messages) => setShown({ kind: 'forward', messages }),
      followLink: (url) => {
        if (!isTelegramLink(url)) return void window.open(url, '_blank', 'noopener');
        follow(session.user, url).then(
          (place) => arrive(url, place),
          (error: unknown) => session.notify(failureOf(error)),
        );
      },
      switchInline: (query, target) => {
        if (target === 'here') session.setDraft(chatKey, `@${username} ${query}`);
        else setShown({ kind: 'inline', query });
      },
      openChat: onOpenChat,
    };
  }, [session, chatKey, username, onOpenChat, t]);

  return (
    <ChatActionsContext value={actions}>
      {children}
      <Suspense fallback={null}>{drawWindows()}</Suspense>
    </ChatActionsContext>
  );

  function drawWindows(): ReactElement {
    return (
      <>
        {shown ? drawWindow(shown) : null}
        {app ? (
          <WebAppWindow
            {...app}
            chatKey={chatKey}
            onFollow={(url) => {
              setApp(undefined);
              actions.followLink(url);
            }}
            onClose={() => setApp(undefined)}
          />
        ) : null}
        {payment ? (
          <Checkout
            what={payment.what}
            invoice={payment.invoice}
            onClose={(status) => {
              setPayment(undefined);
              payment.onClosed?.(status);
            }}
          />
        ) : null}
      </>
    );
  }

  function drawWindow(one: Window): ReactElement {
    switch (one.kind) {
      case 'viewer':
        return <Viewer items={one.items} first={one.index} onClose={close} />;
      case 'forward':
        return <ChatPicker title={t.forwardTo} onClose={close} onPick={(key) => void forward(one.messages, key)} />;
      case 'inline':
        return (
          <ChatPicker
            title={t.sendTo}
            onClose={close}
            onPick={(key) => {
              close();
              onOpenChat(key);
              void session.open(key).then(() => session.setDraft(key, `@${username} ${one.query}`));
            }}
          />
        );
      case 'join':
        return <JoinDialog target={one.target} name={one.name} onJoined={onOpenChat} onClose={close} />;
      case 'add-bot':
        return (
          <ChatPicker
            title={t.chooseChat}
            fits={({ chat }) => one.chats.includes(chat.id)}
            onClose={close}
            onPick={(key, { chat }) => {
              close();
              void session.attempt('add bot', () => follow(session.user, one.link, chat.id));
              onOpenChat(key);
            }}
          />
        );
    }
  }

  async function forward(messages: readonly Message[], key: ChatKey): Promise<void> {
    close();
    const isDone = await session.attempt('forward', () =>
      forwardMessages(session.user, addressOf(chatKey), messages.flatMap(idsOf), addressOf(key)),
    );
    if (isDone && key !== chatKey) onOpenChat(key);
  }
}
