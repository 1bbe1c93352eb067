import { useMemo, useState, type ReactElement } from 'react';

import { decideJoinRequest, listJoinRequests } from '../api/links.ts';
import { getChat } from '../api/tools.ts';
import { usePhrases } from '../i18n/texts.ts';
import { useLoaded } from '../model/use-loaded.ts';
import { useSession } from '../model/use-session.ts';
import { nameOf } from '../text/names.ts';
import { Avatar } from './avatar.tsx';
import { Modal } from './modal.tsx';

/** Tells administrators of a chat who wants to come in, and lets them decide. */
export function JoinRequestsBar({ chatId }: { chatId: number }): ReactElement | null {
  const session = useSession();
  const { t, count } = usePhrases();
  const [isOpen, setOpen] = useState(false);
  const load = useMemo(
    () => async () => {
      const requests = await listJoinRequests(chatId);
      if (requests.length === 0) return [];
      const { member_list: members } = await getChat(chatId);
      const own = members.find(({ user }) => user.id === session.user);
      return own?.status === 'creator' || own?.status === 'administrator' ? requests : [];
    },
    [chatId, session.user],
  );
  const { value: requests = [], reload } = useLoaded(load, ['dialog']);
  if (requests.length === 0 && !isOpen) return null;
  return (
    <>
      <button type="button" className="join-bar" onClick={() => setOpen(true)}>
        {count(t.requests, requests.length)}
      </button>
      {isOpen ? (
        <Modal title={t.joinRequests} className="picker" onClose={() => setOpen(false)}>
          <ul className="picker-list">
            {requests.map(({ user, bio }) => (
              <li key={user.id} className="join-request">
                <Avatar id={user.id} title={nameOf(user)} />
                <span>
                  <strong>{nameOf(user)}</strong>
                  {bio ? <small>{bio}</small> : null}
                </span>
                <button type="button" className="text-button" onClick={() => void decide(user.id, true)}>
                  {t.approve}
                </button>
                <button type="button" className="text-button" onClick={() => void decide(user.id, false)}>
                  {t.decline}
                </button>
              </li>
            ))}
          </ul>
        </Modal>
      ) : null}
    </>
  );

  async function decide(user: number, approve: boolean): Promise<void> {
    await session.attempt(`join ${chatId} ${user}`, () => decideJoinRequest(session.user, chatId, user, approve));
    reload();
    if (requests.length <= 1) setOpen(false);
  }
}
