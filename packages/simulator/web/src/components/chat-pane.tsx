import { lazy, Suspense, useCallback, useEffect, useMemo, useState, type ReactElement } from 'react';

import type { Outgoing } from '../api/client.ts';
import type { Dialog, KeyboardButton, Message, User } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import type { ChatKey } from '../model/chat-key.ts';
import { emptyChat } from '../model/state.ts';
import { isOwnMessage } from '../model/transcript.ts';
import { useSession, useSessionState } from '../model/use-session.ts';
import { Toast } from './announcements.tsx';
import { BotIntroduction } from './bot-introduction.tsx';
import { ChatDialog, type ChatDialogState } from './chat-dialog.tsx';
import { ChatSearch } from './chat-search.tsx';
import { ChatHeader } from './chat-header.tsx';
import { Composer, type ComposerTarget } from './composer.tsx';
import { DropZone } from './drop-zone.tsx';
import { MessageMenu } from './message-menu.tsx';
import { ReplyKeyboard } from './reply-keyboard.tsx';
import { TextActionsContext } from './rich-text.tsx';
import { Transcript } from './transcript.tsx';

const BotInfo = lazy(async () => ({ default: (await import('./info/bot-info.tsx')).BotInfo }));
const ChatInfo = lazy(async () => ({ default: (await import('./info/chat-info.tsx')).ChatInfo }));

/** An open chat: header, messages, field and keyboards. */
export function ChatPane({
  chatKey,
  dialog,
  person,
  people,
  startParameter,
  onBack,
  onOpenMention,
}: {
  chatKey: ChatKey;
  dialog: Dialog;
  person: User;
  people: readonly User[];
  startParameter: string | undefined;
  onBack: () => void;
  onOpenMention: (username: string) => void;
}): ReactElement {
  const session = useSession();
  const { t } = usePhrases();
  const chat = useSessionState((state) => state.chats[chatKey]) ?? emptyChat;
  const [target, setTarget] = useState<ComposerTarget>();
  const [menu, setMenu] = useState<{ message: Message; at: { x: number; y: number } }>();
  const [isInformed, setInformed] = useState(false);
  const [isSearching, setSearching] = useState(false);
  const commands = useSessionState((state) => state.commands[chatKey]);
  const [asked, setAsked] = useState<ChatDialogState>();
  const keyboard = dialog.reply_keyboard?.keyboard ? dialog.reply_keyboard : undefined;
  // A keyboard that is another one is shown again, though the one before was put away.
  const keyboardId = JSON.stringify(keyboard?.keyboard ?? null);
  // Only what was done by hand: else the server says whether a keyboard for one use has been used.
  const [toggled, setToggled] = useState<{ id: string; isShown: boolean }>();
  const showsKeyboard =
    keyboard !== undefined && (toggled?.id === keyboardId ? toggled.isShown : dialog.keyboard_hidden !== true);
  const lastMessage = chat.messages.at(-1);
  const forced = lastMessage?.reply_markup?.force_reply === true ? lastMessage : undefined;

  useEffect(() => {
    if (forced) setTarget({ kind: 'reply', message: forced });
  }, [forced]);

  const textActions = useMemo(
    () => ({
      sendCommand: (command: string) => void session.send(chatKey, { text: command }),
      openMention: onOpenMention,
      copy: (text: string) =>
        void navigator.clipboard?.writeText(text).then(
          () => session.notify(t.copied),
          () => undefined,
        ),
    }),
    [session, chatKey, onOpenMention, t],
  );

  const onReply = useCallback((message: Message) => setTarget({ kind: 'reply', message }), []);
  const onMenu = useCallback((message: Message, at: { x: number; y: number }) => setMenu({ message, at }), []);
  const onInlineQuery = useCallback(
    (query: string) => session.setDraft(chatKey, `@${dialog.bot?.username ?? ''} ${query}`),
    [session, chatKey, dialog.bot?.username],
  );

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
          if (target) setTarget(undefined);
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
        <DropZone onFiles={(files) => setAsked({ kind: 'files', files })}>
          <Transcript
            chatKey={chatKey}
            chat={chat}
            isGroup={dialog.bot === undefined}
            empty={dialog.bot ? <BotIntroduction bot={dialog.bot} /> : <p className="notice">{t.noMessages}</p>}
            onMenu={onMenu}
            onReply={onReply}
            onInlineQuery={onInlineQuery}
          />
          <Toast />
        </DropZone>
        <footer className="chat-footer">{drawFooter()}</footer>
        {menu ? (
          <MessageMenu
            {...menu}
            isOwn={isOwnMessage(menu.message, session.user)}
            onReply={() => onReply(menu.message)}
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
        />
        {keyboard && showsKeyboard ? <ReplyKeyboard keyboard={keyboard} onPress={pressKeyboard} /> : null}
      </>
    );
  }

  /** One after another: several at once could arrive in any order. */
  async function sendInOrder(messages: readonly Outgoing[]): Promise<void> {
    const replyTo = target?.kind === 'reply' ? { reply_to: target.message.message_id } : {};
    setTarget(undefined);
    for (const outgoing of messages) await session.send(chatKey, { ...replyTo, ...outgoing });
  }

  function pressKeyboard(button: KeyboardButton): void {
    if (button.request_contact) return setAsked({ kind: 'own-contact' });
    if (button.request_location) return setAsked({ kind: 'own-location' });
    if (button.request_poll ?? button.request_users ?? button.request_chat ?? button.web_app)
      return session.notify(t.notSupported);
    setToggled(undefined);
    void sendInOrder([{ text: button.text }]);
  }

  function editLast(): void {
    const message = chat.messages.findLast((one) => isOwnMessage(one, session.user) && one.text !== undefined);
    if (message) setTarget({ kind: 'edit', message });
  }
}
