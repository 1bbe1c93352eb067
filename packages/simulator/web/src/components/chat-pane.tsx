import { lazy, Suspense, useCallback, useEffect, useMemo, useState, type ReactElement } from 'react';

import { deleteMessages } from '../api/acts.ts';
import { getBot, type Outgoing } from '../api/client.ts';
import type { Dialog, KeyboardButton, Message, User } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import { addressOf, type ChatKey } from '../model/chat-key.ts';
import { emptyChat } from '../model/state.ts';
import { isOwnMessage } from '../model/transcript.ts';
import { useLoaded } from '../model/use-loaded.ts';
import { NamesContext } from '../model/use-names.ts';
import { useSession, useSessionState } from '../model/use-session.ts';
import { idsOf, joinAlbums } from '../text/albums.ts';
import { nameOf } from '../text/names.ts';
import { Toast } from './announcements.tsx';
import { BotIntroduction } from './bot-introduction.tsx';
import { SelectionContext, useChatActions } from './chat-actions.ts';
import { ChatDialog, type ChatDialogState } from './chat-dialog.tsx';
import { ChatSearch } from './chat-search.tsx';
import { ChatHeader } from './chat-header.tsx';
import { ChatWindows } from './chat-windows.tsx';
import { Composer, type ComposerTarget } from './composer.tsx';
import { JoinRequestsBar } from './join-requests-bar.tsx';
import { DropZone } from './drop-zone.tsx';
import { MessageMenu } from './message-menu.tsx';
import { PinBar } from './pin-bar.tsx';
import { ReplyKeyboard } from './reply-keyboard.tsx';
import { TextActionsContext } from './rich-text.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { Transcript } from './transcript.tsx';

const BotInfo = lazy(async () => ({ default: (await import('./info/bot-info.tsx')).BotInfo }));
const ChatInfo = lazy(async () => ({ default: (await import('./info/chat-info.tsx')).ChatInfo }));

export interface ChatPaneProps {
  chatKey: ChatKey;
  dialog: Dialog;
  person: User;
  people: readonly User[];
  startParameter: string | undefined;
  onBack: () => void;
  onOpenChat: (key: ChatKey) => void;
  /** @returns whether it is somebody this person can chat with here */
  onOpenMention: (username: string) => boolean;
}

/** An open chat: header, messages, field and keyboards, and what opens above them. */
export function ChatPane(props: ChatPaneProps): ReactElement {
  const { people } = props;
  const dialogs = useSessionState((state) => state.dialogs);
  const nameOfId = useCallback(
    (id: number) => {
      const person = people.find((one) => one.id === id);
      return person ? nameOf(person) : (dialogs?.find(({ bot }) => bot?.id === id)?.bot?.first_name ?? String(id));
    },
    [people, dialogs],
  );
  return (
    <NamesContext value={nameOfId}>
      <ChatWindows chatKey={props.chatKey} bot={props.dialog.bot} onOpenChat={props.onOpenChat}>
        <OpenChat {...props} />
      </ChatWindows>
    </NamesContext>
  );
}

function OpenChat(props: ChatPaneProps): ReactElement {
  const { chatKey, dialog, person, people, startParameter, onBack, onOpenMention } = props;
  const session = useSession();
  const { t, language } = usePhrases();
  const { followLink, forward, openApp, switchInline } = useChatActions();
  const [selected, setSelected] = useState<ReadonlySet<number>>();
  const botId = dialog.bot?.id;
  const loadBot = useMemo(
    () => async () => (botId === undefined ? undefined : await getBot(botId, language, person.id)),
    [botId, language, person.id],
  );
  const { value: profile } = useLoaded(loadBot, ['bot']);
  const menuButton = profile?.menu_button?.type === 'web_app' ? profile.menu_button : undefined;
  const chat = useSessionState((state) => state.chats[chatKey]) ?? emptyChat;
  const [target, setTarget] = useState<ComposerTarget>();
  const [menu, setMenu] = useState<{ message: Message; at: { x: number; y: number }; marked: string | undefined }>();
  const [isInformed, setInformed] = useState(false);
  const [isSearching, setSearching] = useState(false);
  const commands = useSessionState((state) => state.commands[chatKey]);
  const [asked, setAsked] = useState<ChatDialogState>();
  const keyboard = dialog.reply_keyboard?.keyboard ? dialog.reply_keyboard : undefined;
  // A keyboard that is another one is shown again, though the one before was put away.
  const keyboardId = JSON.stringify(keyboard?.keyboard ?? null);
  // Only what was done by hand: else the server says whether a keyboard for one use has been used.
  const [byHand, setToggled] = useState<{ id: string; isShown: boolean }>();
  const showsKeyboard =
    keyboard !== undefined && (byHand?.id === keyboardId ? byHand.isShown : dialog.keyboard_hidden !== true);
  const lastMessage = chat.messages.at(-1);
  const forced = lastMessage?.reply_markup?.force_reply === true ? lastMessage : undefined;

  useEffect(() => {
    if (forced) setTarget({ kind: 'reply', message: forced });
  }, [forced]);

  const textActions = useMemo(
    () => ({
      sendCommand: (command: string) => void session.send(chatKey, { text: command }),
      openMention: (username: string) => {
        if (!onOpenMention(username)) followLink(`https://t.me/${username}`);
      },
      copy: (text: string) =>
        void navigator.clipboard?.writeText(text).then(
          () => session.notify(t.copied),
          () => undefined,
        ),
      openLink: followLink,
    }),
    [session, chatKey, onOpenMention, followLink, t],
  );
  const selection = useMemo(
    () => ({ ids: selected, toggle: (message: Message) => setSelected((known) => toggled(known, message)) }),
    [selected],
  );

  const onReply = useCallback((message: Message) => setTarget({ kind: 'reply', message }), []);
  const onMenu = useCallback(
    (message: Message, at: { x: number; y: number }) => setMenu({ message, at, marked: markedIn(message) }),
    [],
  );
  const onInlineQuery = useCallback((query: string) => switchInline(query, 'here'), [switchInline]);

  return (
    <TextActionsContext value={textActions}>
      <section
        className="chat-pane"
        aria-label={dialog.bot?.first_name ?? dialog.chat.title}
        onKeyDown={(event) => {
          if (event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            setSearching(true);
          }
          if (event.key !== 'Escape' || event.defaultPrevented) return;
          if (selected) setSelected(undefined);
          else if (target) setTarget(undefined);
          else if (isSearching) setSearching(false);
          else onBack();
        }}
      >
        <ChatHeader
          chatKey={chatKey}
          dialog={dialog}
          onBack={onBack}
          onInfo={() => setInformed(true)}
          onSearch={() => setSearching(true)}
        />
        {isSearching ? <ChatSearch chatKey={chatKey} onClose={() => setSearching(false)} /> : null}
        <PinBar chatKey={chatKey} messages={chat.messages} />
        {dialog.bot === undefined ? <JoinRequestsBar chatId={dialog.chat.id} /> : null}
        <DropZone onFiles={(files) => setAsked({ kind: 'files', files })}>
          <SelectionContext value={selection}>
            <Transcript
              chatKey={chatKey}
              chat={chat}
              isGroup={dialog.bot === undefined}
              empty={dialog.bot ? <BotIntroduction bot={dialog.bot} /> : <p className="notice">{t.noMessages}</p>}
              onMenu={onMenu}
              onReply={onReply}
              onInlineQuery={onInlineQuery}
            />
          </SelectionContext>
          <Toast />
        </DropZone>
        <footer className="chat-footer">{drawFooter()}</footer>
        {menu ? (
          <MessageMenu
            {...menu}
            chatKey={chatKey}
            isOwn={isOwnMessage(menu.message, session.user)}
            onReply={(quote) => setTarget({ kind: 'reply', message: menu.message, ...(quote ? { quote } : {}) })}
            onForward={() => forward([menu.message])}
            onSelect={() => setSelected(toggled(new Set(), menu.message))}
            onEdit={() => setTarget({ kind: 'edit', message: menu.message })}
            onCopy={textActions.copy}
            onClose={() => setMenu(undefined)}
          />
        ) : null}
        {isInformed ? (
          <Suspense>
            {dialog.bot ? (
              <BotInfo
                bot={dialog.bot}
                isBlocked={dialog.blocked === true}
                commands={commands}
                onClose={() => setInformed(false)}
              />
            ) : (
              <ChatInfo
                chatId={dialog.chat.id}
                people={people}
                onClose={() => setInformed(false)}
                onShow={(messageId) => void session.showMessage(chatKey, messageId)}
              />
            )}
          </Suspense>
        ) : null}
        {asked ? (
          <ChatDialog
            state={asked}
            person={person}
            people={people}
            chatKey={chatKey}
            name={dialog.bot?.first_name ?? dialog.chat.title ?? ''}
            onSend={(messages) => {
              setAsked(undefined);
              void sendInOrder(messages);
            }}
            onClose={() => setAsked(undefined)}
          />
        ) : null}
      </section>
    </TextActionsContext>
  );

  function drawFooter(): ReactElement {
    const { bot } = dialog;
    if (selected) {
      const messages = joinAlbums(chat.messages).filter(({ message_id: id }) => selected.has(id));
      return (
        <SelectionBar
          count={messages.length}
          onCancel={() => setSelected(undefined)}
          onForward={() => {
            setSelected(undefined);
            forward(messages);
          }}
          onDelete={() => {
            setSelected(undefined);
            const ids = messages.flatMap(idsOf);
            void session.attempt('delete', () => deleteMessages(session.user, addressOf(chatKey), ids));
          }}
        />
      );
    }
    if (bot && dialog.blocked) {
      return (
        <button type="button" className="footer-button" onClick={() => void session.setBlocked(bot.id, false)}>
          {t.unblockBot}
        </button>
      );
    }
    if (bot && !dialog.started) {
      const text = startParameter ? `/start ${startParameter}` : '/start';
      return (
        <button
          type="button"
          className="footer-button"
          disabled={chat.pending.length > 0}
          onClick={() => void sendInOrder([{ text }])}
        >
          {t.start}
        </button>
      );
    }
    return (
      <>
        <Composer
          chatKey={chatKey}
          placeholder={
            forced?.reply_markup?.input_field_placeholder ?? keyboard?.input_field_placeholder ?? dialog.placeholder
          }
          target={target}
          keyboard={keyboard ? (showsKeyboard ? 'shown' : 'hidden') : undefined}
          onToggleKeyboard={() => setToggled({ id: keyboardId, isShown: !showsKeyboard })}
          onTarget={setTarget}
          onEditLast={editLast}
          onSend={(outgoing) => void sendInOrder([outgoing])}
          onAttach={setAsked}
          menuApp={
            bot && menuButton
              ? {
                  text: menuButton.text ?? t.openApp,
                  onOpen: () => openApp({ bot: bot.id, kind: 'menu' }, menuButton.text ?? bot.first_name),
                }
              : undefined
          }
        />
        {keyboard && showsKeyboard ? <ReplyKeyboard keyboard={keyboard} onPress={pressKeyboard} /> : null}
      </>
    );
  }

  /** One after another: several at once could arrive in any order. */
  async function sendInOrder(messages: readonly Outgoing[]): Promise<void> {
    const replyTo =
      target?.kind === 'reply'
        ? { reply_to: target.message.message_id, ...(target.quote ? { quote: target.quote } : {}) }
        : {};
    setTarget(undefined);
    for (const outgoing of messages) await session.send(chatKey, { ...replyTo, ...outgoing });
  }

  function pressKeyboard(button: KeyboardButton): void {
    if (button.request_contact) return setAsked({ kind: 'own-contact' });
    if (button.request_location) return setAsked({ kind: 'own-location' });
    if (button.request_poll ?? button.request_users ?? button.request_chat) {
      return setAsked({ kind: 'button', button });
    }
    if (button.web_app && dialog.bot) {
      return openApp({ bot: dialog.bot.id, kind: 'keyboard', text: button.text }, button.text);
    }
    setToggled(undefined);
    void sendInOrder([{ text: button.text }]);
  }

  function editLast(): void {
    const message = chat.messages.findLast((one) => isOwnMessage(one, session.user) && one.text !== undefined);
    if (message) setTarget({ kind: 'edit', message });
  }
}

/** Chooses the messages of a bubble, or no longer. */
function toggled(known: ReadonlySet<number> | undefined, message: Message): ReadonlySet<number> {
  const next = new Set(known);
  if (!next.delete(message.message_id)) next.add(message.message_id);
  return next;
}

/** The text that is marked inside a message, to be quoted. */
function markedIn(message: Message): string | undefined {
  const marked = getSelection();
  const node = marked?.anchorNode;
  const element = node instanceof Element ? node : node?.parentElement;
  const text = marked?.toString().trim() ?? '';
  const isInside = element?.closest(`[data-message-id="${message.message_id}"] .text`) !== null;
  const whole = message.text ?? message.caption ?? '';
  return isInside && text !== '' && text !== whole && whole.includes(text) ? text : undefined;
}
