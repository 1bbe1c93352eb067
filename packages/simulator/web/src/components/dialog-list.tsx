import type { KeyboardEvent, ReactElement } from 'react';

import type { Dialog } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import { keyOfDialog, type ChatKey } from '../model/chat-key.ts';
import { isOwnMessage } from '../model/transcript.ts';
import { useSimulatedNow } from '../model/use-simulated-now.ts';
import { useSession, useSessionState } from '../model/use-session.ts';
import { listLabel } from '../text/dates.ts';
import { dialogTitle, nameOf } from '../text/names.ts';
import { previewOf } from '../text/preview.ts';
import { isServiceMessage } from '../text/service-message.ts';
import { Avatar } from './avatar.tsx';
import { actionLabel } from './chat-header.tsx';

/** The chats of a person, newest first. */
export function DialogList({
  dialogs,
  openKey,
  hrefOf,
}: {
  dialogs: readonly Dialog[];
  openKey: ChatKey | undefined;
  hrefOf: (key: ChatKey) => string;
}): ReactElement {
  const { t } = usePhrases();
  return (
    <ul className="dialog-list" data-testid="chat-list" aria-label={t.chats} onKeyDown={moveFocus}>
      {dialogs.map((dialog) => {
        const key = keyOfDialog(dialog);
        return (
          <li key={key}>
            <DialogRow dialog={dialog} chatKey={key} isOpen={key === openKey} href={hrefOf(key)} />
          </li>
        );
      })}
    </ul>
  );
}

function DialogRow({
  dialog,
  chatKey,
  isOpen,
  href,
}: {
  dialog: Dialog;
  chatKey: ChatKey;
  isOpen: boolean;
  href: string;
}): ReactElement {
  const session = useSession();
  const now = useSimulatedNow();
  const phrases = usePhrases();
  const { t, count, language } = phrases;
  const action = useSessionState((state) => state.actions[chatKey]);
  const draft = useSessionState((state) => state.drafts[chatKey]);
  const title = dialogTitle(dialog);
  const { last_message: last, unread } = dialog;

  return (
    <a
      className="dialog-row"
      href={href}
      data-testid={`dialog-${dialog.bot?.username ?? dialog.chat.id}`}
      aria-current={isOpen ? 'true' : undefined}
    >
      <Avatar id={dialog.bot?.id ?? dialog.chat.id} title={title} />
      <span className="dialog-text">
        <span className="dialog-line">
          <strong>{title}</strong>
          {last ? <time>{listLabel(last.date * 1000, now(), language)}</time> : null}
        </span>
        <span className="dialog-line">
          <span className="preview">{drawPreview()}</span>
          {unread > 0 ? (
            <span className="badge" aria-label={count(t.unread, unread)}>
              {unread}
            </span>
          ) : null}
        </span>
      </span>
    </a>
  );

  function drawPreview(): ReactElement | string {
    if (action) return <span className="active">{actionLabel(action, t)}</span>;
    if (draft && !isOpen) {
      return (
        <>
          <span className="draft">{t.draft}: </span>
          {draft}
        </>
      );
    }
    if (!last) return dialog.bot ? `@${dialog.bot.username}` : '';
    const text = previewOf(last, phrases);
    if (isServiceMessage(last)) return text;
    if (isOwnMessage(last, session.user)) return `${t.you}: ${text}`;
    return dialog.bot === undefined && last.from ? `${nameOf(last.from)}: ${text}` : text;
  }
}

function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('.dialog-row')];
  const index = rows.findIndex((row) => row === document.activeElement);
  event.preventDefault();
  rows[Math.min(rows.length - 1, Math.max(0, index + step))]?.focus();
}
