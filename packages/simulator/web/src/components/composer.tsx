import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';

import type { Outgoing } from '../api/client.ts';
import type { BotCommand, Message } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import { addressOf, type ChatKey } from '../model/chat-key.ts';
import { useEnvironment } from '../model/environment.ts';
import { useSession, useSessionState } from '../model/use-session.ts';
import { chooseInline } from '../api/inline.ts';
import { AttachButton, type Attachment } from './attach-button.tsx';
import { useChatActions } from './chat-actions.ts';
import { CommandList } from './command-list.tsx';
import { ComposerBar } from './composer-bar.tsx';
import { EmojiPalette } from './emoji-palette.tsx';
import { InlineResults } from './inline/inline-results.tsx';
import { useInlineQuery, type InlineState } from './inline/use-inline-query.ts';
import { Icon } from './icon.tsx';
import { RecordingBar } from './recording-bar.tsx';
import { useRecorder } from './use-recorder.ts';

/** Above this the field scrolls instead of growing. */
const MAX_HEIGHT_PX = 180;
const noCommands: readonly BotCommand[] = [];

/** The message that an answer or a change is about. */
export type ComposerTarget =
  | { kind: 'reply'; message: Message; /** The part that is meant. */ quote?: string }
  | { kind: 'edit'; message: Message }
  | undefined;

export interface ComposerProps {
  chatKey: ChatKey;
  placeholder: string | undefined;
  target: ComposerTarget;
  /** Whether the bot's keyboard is shown; absent when it has none. */
  keyboard: 'shown' | 'hidden' | undefined;
  onToggleKeyboard: () => void;
  onTarget: (target: ComposerTarget) => void;
  onEditLast: () => void;
  onSend: (outgoing: Outgoing) => void;
  onAttach: (attachment: Attachment) => void;
  /** The Mini App that the bot has put beside the field. */
  menuApp: { text: string; onOpen: () => void } | undefined;
}

/** The field a person writes in, and what belongs to it. */
export function Composer(props: ComposerProps): ReactElement {
  const { chatKey, target, onTarget, onSend } = props;
  const session = useSession();
  const { now } = useEnvironment();
  const { t } = usePhrases();
  const draft = useSessionState((state) => state.drafts[chatKey] ?? '');
  const commands = useSessionState((state) => state.commands[chatKey] ?? noCommands);
  const [edited, setEdited] = useState('');
  const [selected, setSelected] = useState(0);
  const [listsAll, setListsAll] = useState(false);
  const [isPicking, setPicking] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const recorder = useRecorder(now);
  const isEditing = target?.kind === 'edit';
  const text = isEditing ? edited : draft;
  const inline = useInlineQuery(chatKey, isEditing ? '' : text);
  const { followLink } = useChatActions();
  const suggestions = listsAll ? commands : suggest(commands, text);

  useEffect(() => {
    if (target?.kind === 'edit') setEdited(target.message.text ?? target.message.caption ?? '');
    if (target) field.current?.focus();
  }, [target]);

  useEffect(() => {
    // On a touch screen the keyboard would cover what the person came to read.
    if (!matchMedia('(pointer: coarse)').matches) field.current?.focus({ preventScroll: true });
  }, []);

  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, MAX_HEIGHT_PX)}px`;
  }, [text]);

  if (recorder.startedAtMs !== undefined) {
    return (
      <div className="composer">
        <RecordingBar
          startedAtMs={recorder.startedAtMs}
          onCancel={recorder.cancel}
          onFinish={() => void sendRecording()}
        />
      </div>
    );
  }

  return (
    <div className="composer" data-testid="composer">
      {suggestions.length > 0 ? <CommandList commands={suggestions} selected={selected} onPick={pick} /> : null}
      {inline ? (
        <InlineResults
          state={inline}
          selected={selected}
          onPick={(result) => void choose(result)}
          onButton={() => {
            const parameter = inline.answer?.button?.start_parameter;
            if (parameter === undefined) session.notify(t.notSupported);
            else followLink(`https://t.me/${inline.bot.username}?start=${parameter}`);
          }}
        />
      ) : null}
      {target ? <ComposerBar target={target} onClose={() => onTarget(undefined)} /> : null}
      <div className="composer-row">
        {props.menuApp ? (
          <button type="button" className="commands-button" data-testid="menu-app" onClick={props.menuApp.onOpen}>
            <Icon name="window" size={18} />
            <span>{props.menuApp.text}</span>
          </button>
        ) : commands.length > 0 ? (
          <button
            type="button"
            className="commands-button"
            aria-label={t.commands}
            aria-expanded={listsAll}
            onClick={() => {
              setListsAll(!listsAll);
              setSelected(0);
              field.current?.focus();
            }}
          >
            <Icon name={listsAll ? 'close' : 'menu'} size={20} />
            <span className="wide-only">{t.menu}</span>
          </button>
        ) : null}
        <AttachButton onAttach={props.onAttach} />
        <textarea
          ref={field}
          rows={1}
          value={text}
          maxLength={4096}
          enterKeyHint="enter"
          placeholder={props.placeholder ?? t.messageHint}
          aria-label={t.messageHint}
          aria-controls={inline ? 'inline-list' : suggestions.length > 0 ? 'command-list' : undefined}
          aria-activedescendant={
            inline ? `inline-${selected}` : suggestions.length > 0 ? `command-${selected}` : undefined
          }
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={() => setListsAll(false)}
          onPaste={(event) => {
            const files = [...event.clipboardData.files];
            if (files.length === 0) return;
            event.preventDefault();
            props.onAttach({ kind: 'files', files });
          }}
        />
        {props.keyboard ? (
          <button
            type="button"
            className="icon-button"
            aria-label={props.keyboard === 'shown' ? t.keyboardHide : t.keyboardShow}
            aria-pressed={props.keyboard === 'shown'}
            onClick={props.onToggleKeyboard}
          >
            <Icon name={props.keyboard === 'shown' ? 'down' : 'keyboard'} />
          </button>
        ) : null}
        <span className="emoji-anchor">
          <button
            type="button"
            className="icon-button"
            aria-label={t.emoji}
            aria-haspopup="menu"
            aria-expanded={isPicking}
            onClick={() => setPicking(!isPicking)}
          >
            <Icon name="smile" />
          </button>
          {isPicking ? <EmojiPalette onClose={() => setPicking(false)} onPick={insert} /> : null}
        </span>
        {text.trim() === '' && !isEditing && recorder.isAvailable ? (
          <button
            type="button"
            className="send-button quiet"
            aria-label={t.record}
            onClick={(event) => {
              // The second half of a double press on what stood here before, the button that sends.
              if (event.detail < 2) void recorder.start().catch(() => session.notify(t.recordRefused));
            }}
          >
            <Icon name="mic" />
          </button>
        ) : (
          <button
            type="button"
            className="send-button"
            data-testid="send"
            aria-label={isEditing ? t.save : t.send}
            disabled={text.trim() === ''}
            onClick={submit}
          >
            <Icon name={isEditing ? 'check' : 'send'} />
          </button>
        )}
      </div>
    </div>
  );

  function write(value: string): void {
    setSelected(0);
    setListsAll(false);
    if (isEditing) setEdited(value);
    else session.setDraft(chatKey, value);
  }

  function insert(emoji: string): void {
    const at = field.current?.selectionStart ?? text.length;
    write(text.slice(0, at) + emoji + text.slice(field.current?.selectionEnd ?? at));
  }

  function pick(command: BotCommand): void {
    write('');
    onSend({ text: `/${command.command}` });
  }

  async function choose(result: InlineState['results'][number]): Promise<void> {
    const isSent = await session.attempt(`inline ${chatKey}`, () =>
      chooseInline(session.user, addressOf(chatKey), {
        inline_query_id: result.inline_query_id,
        result_id: result.id,
        ...(target?.kind === 'reply' ? { reply_to: target.message.message_id } : {}),
      }),
    );
    if (!isSent) return;
    write('');
    onTarget(undefined);
  }

  async function sendRecording(): Promise<void> {
    const recording = await recorder.finish();
    if (recording) onSend({ file: { kind: 'voice', ...recording } });
  }

  function submit(): void {
    const trimmed = text.trim();
    if (trimmed === '') return;
    if (target?.kind === 'edit') {
      const { message_id: messageId } = target.message;
      onTarget(undefined);
      void session.edit(chatKey, messageId, trimmed);
    } else {
      write('');
      onSend({ text: trimmed });
    }
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing) return;
    const command = suggestions[selected];
    const result = inline?.results[selected];
    if (inline && result && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : inline.results.length - 1;
      setSelected((selected + step) % inline.results.length);
      return;
    }
    if (result && event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void choose(result);
      return;
    }
    if (command && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : suggestions.length - 1;
      setSelected((selected + step) % suggestions.length);
    } else if (command && event.key === 'Tab') {
      event.preventDefault();
      write(`/${command.command} `);
    } else if (command && listsAll && event.key === 'Escape') {
      event.stopPropagation();
      setListsAll(false);
    } else if (event.key === 'Enter' && !event.shiftKey && !matchMedia('(pointer: coarse)').matches) {
      event.preventDefault();
      if (command) pick(command);
      else submit();
    } else if (event.key === 'ArrowUp' && text === '') {
      event.preventDefault();
      props.onEditLast();
    }
  }
}

/** The commands that begin with what is being typed. */
function suggest(commands: readonly BotCommand[], text: string): readonly BotCommand[] {
  const typed = /^\/(\w*)$/u.exec(text)?.[1];
  return typed === undefined ? noCommands : commands.filter(({ command }) => command.startsWith(typed.toLowerCase()));
}
