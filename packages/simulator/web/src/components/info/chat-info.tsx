import { useMemo, useState, type ReactElement } from 'react';

import {
  createInviteLink,
  editChat,
  getChat,
  listBots,
  listInviteLinks,
  listPinned,
  migrateChat,
  setMember,
  type ChatDetails,
  type Member,
  type MemberChange,
} from '../../api/tools.ts';
import type { User } from '../../api/types.ts';
import { usePhrases } from '../../i18n/texts.ts';
import { useLoaded } from '../../model/use-loaded.ts';
import { useSession } from '../../model/use-session.ts';
import { spanLabel } from '../../text/dates.ts';
import { failureOf, failureText, type Failure } from '../../text/failure.ts';
import { nameOf } from '../../text/names.ts';
import { previewOf } from '../../text/preview.ts';
import { Avatar } from '../avatar.tsx';
import { Modal } from '../modal.tsx';
import { CopyButton } from '../workbench/copy-button.tsx';
import { MemberRow } from './member-row.tsx';

/** The waits that Telegram offers, in seconds. */
const SLOW_MODES = [0, 5, 10, 30, 60, 300, 900, 3600];

/** What a group or channel is, who is in it, and what the person may change there. */
export function ChatInfo({
  chatId,
  people,
  onClose,
  onShow,
}: {
  chatId: number;
  people: readonly User[];
  onClose: () => void;
  /** Goes to a message of the chat. */
  onShow: (messageId: number) => void;
}): ReactElement {
  const phrases = usePhrases();
  const { t, count, language } = phrases;
  const session = useSession();
  const load = useMemo(() => () => getChat(chatId), [chatId]);
  const { value: chat, reload } = useLoaded(load, ['dialog', 'reset']);
  const loadLinks = useMemo(() => () => listInviteLinks(chatId), [chatId]);
  const links = useLoaded(loadLinks, ['dialog']);
  const link = links.value?.find((one) => !one.is_revoked)?.invite_link;
  const loadPinned = useMemo(() => () => listPinned(session.user, chatId), [session.user, chatId]);
  const { value: pinned } = useLoaded(loadPinned, ['message', 'edit']);
  const { value: bots } = useLoaded(listBots, ['bot']);
  const [failure, setFailure] = useState<Failure>();
  const own = chat?.member_list.find(({ user }) => user.id === session.user);
  const isAdmin = own?.status === 'creator' || own?.status === 'administrator';
  const strangers = [
    ...people.map((one) => ({ id: one.id, name: nameOf(one) })),
    ...(bots ?? []).map((one) => ({ id: one.id, name: `@${one.username}` })),
  ].filter(({ id }) => !chat?.member_list.some(({ user }) => user.id === id));

  return (
    <Modal title={t.chatInfo} className="info" onClose={onClose}>
      {chat ? (
        <div className="info-body">
          <div className="info-head">
            <Avatar id={chat.id} title={chat.title ?? ''} size="large" />
            <strong>{chat.title}</strong>
            <small>
              {kindOf(chat)} · {count(t.members, chat.members)} · <code>{chat.id}</code>
            </small>
          </div>
          {isAdmin ? (
            <EditForm
              key={`${chat.title} ${chat.description}`}
              chat={chat}
              onSave={(edit) => run(editChat(chat.id, { from: session.user, ...edit }))}
            />
          ) : chat.description ? (
            <p>{chat.description}</p>
          ) : null}
          {isAdmin && chat.slow_mode_delay !== undefined ? (
            <label className="field">
              <span>{t.slowMode}</span>
              <select
                value={chat.slow_mode_delay}
                onChange={({ target: { value } }) =>
                  run(editChat(chat.id, { from: session.user, slow_mode_delay: Number(value) }))
                }
              >
                {SLOW_MODES.map((seconds) => (
                  <option key={seconds} value={seconds}>
                    {seconds === 0 ? t.slowModeOff : spanLabel(seconds, language)}
                  </option>
                ))}
              </select>
            </label>
          ) : null}
          {link ? (
            <p className="info-line">
              <code>{link}</code>
              <CopyButton label={t.copyLink} text={() => link} />
            </p>
          ) : isAdmin ? (
            <button
              type="button"
              className="text-button"
              onClick={() => run(createInviteLink(session.user, chat.id).then(links.reload))}
            >
              {t.makeLink}
            </button>
          ) : null}
          {pinned?.length ? (
            <>
              <h3>{t.pinnedMessages}</h3>
              <ul>
                {pinned.map((message) => (
                  <li key={message.message_id}>
                    <button
                      type="button"
                      className="text-button"
                      onClick={() => {
                        onClose();
                        onShow(message.message_id);
                      }}
                    >
                      📌 {previewOf(message, phrases)}
                    </button>
                  </li>
                ))}
              </ul>
            </>
          ) : null}
          <h3>{t.membersOf}</h3>
          <ul className="member-list">
            {chat.member_list.toSorted(byRole).map((member) => (
              <MemberRow
                key={member.user.id}
                member={member}
                canManage={isAdmin && member.user.id !== session.user && member.status !== 'creator'}
                isChannel={chat.type === 'channel'}
                onChange={(next) => run(change(member.user.id, next))}
              />
            ))}
          </ul>
          {strangers.length > 0 ? (
            <label className="field">
              <span>{t.addMember}</span>
              <select value="" onChange={({ target: { value } }) => run(change(Number(value), { status: 'member' }))}>
                <option value="" disabled>
                  …
                </option>
                {strangers.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
          ) : null}
          {failure ? <p role="alert">{failureText(failure, phrases)}</p> : null}
          <div className="form-actions">
            {chat.type === 'group' && own?.status === 'creator' && chat.migrated_to === undefined ? (
              <button type="button" className="button quiet" onClick={() => run(migrateChat(chat.id))}>
                {t.migrate}
              </button>
            ) : null}
            <button
              type="button"
              className="button danger"
              onClick={() => {
                run(change(session.user, { status: 'left' }));
                onClose();
              }}
            >
              {t.leave}
            </button>
          </div>
        </div>
      ) : (
        <div className="spinner large" role="status" aria-label={t.connecting} />
      )}
    </Modal>
  );

  function change(user: number, next: MemberChange): Promise<unknown> {
    return setMember({ chat: chatId, user, by: session.user, ...next });
  }

  function kindOf({ type, is_forum: isForum }: ChatDetails): string {
    if (type === 'channel') return t.kindChannel;
    return type === 'group' ? t.kindGroup : isForum ? t.kindForum : t.kindSupergroup;
  }

  function run(act: Promise<unknown>): void {
    void act.then(
      () => setFailure(undefined),
      (error: unknown) => setFailure(failureOf(error)),
    );
    void act.then(reload, reload);
  }
}

function EditForm({
  chat,
  onSave,
}: {
  chat: ChatDetails;
  onSave: (change: { title?: string; description?: string }) => void;
}): ReactElement {
  const { t } = usePhrases();
  const [title, setTitle] = useState(chat.title ?? '');
  const [description, setDescription] = useState(chat.description ?? '');
  const isChanged = title !== (chat.title ?? '') || description !== (chat.description ?? '');
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        onSave({
          ...(title === chat.title ? {} : { title }),
          ...(description === (chat.description ?? '') ? {} : { description }),
        });
      }}
    >
      <label className="field">
        <span>{t.chatTitle}</span>
        <input type="text" required maxLength={128} value={title} onChange={(event) => setTitle(event.target.value)} />
      </label>
      <label className="field">
        <span>{t.description}</span>
        <input
          type="text"
          maxLength={255}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
      </label>
      {isChanged ? (
        <div className="form-actions">
          <button type="submit" className="button">
            {t.save}
          </button>
        </div>
      ) : null}
    </form>
  );
}

const ROLES: readonly Member['status'][] = ['creator', 'administrator', 'member', 'restricted'];

function byRole(a: Member, b: Member): number {
  return ROLES.indexOf(a.status) - ROLES.indexOf(b.status);
}
