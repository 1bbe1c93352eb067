import type { ReactElement } from 'react';

import type { Member, MemberChange } from '../../api/tools.ts';
import type { Texts } from '../../i18n/en.ts';
import { usePhrases } from '../../i18n/texts.ts';
import { nameOf } from '../../text/names.ts';
import { Avatar } from '../avatar.tsx';
import { MemberRights } from './member-rights.tsx';

/** One member with their role, and what can be made of it. */
export function MemberRow({
  member,
  canManage,
  isChannel,
  onChange,
}: {
  member: Member;
  canManage: boolean;
  isChannel: boolean;
  onChange: (change: MemberChange) => void;
}): ReactElement {
  const { t, language } = usePhrases();
  const { user, status } = member;
  const name = nameOf(user);
  return (
    <li className="member-row" data-testid={`member-${user.id}`}>
      <Avatar id={user.id} title={name} size="small" />
      <span className="people-name">
        {name}
        <small>
          {[user.is_bot ? t.bot : '', status === 'member' ? '' : roleLabel(status, t)]
            .filter(Boolean)
            .map((word) => word.toLocaleLowerCase(language))
            .join(' · ')}
        </small>
      </span>
      {canManage ? (
        <select
          aria-label={`${t.memberActions}: ${name}`}
          value={status}
          onChange={({ target: { value } }) => onChange({ status: value })}
        >
          <option value="member">{t.roleMember}</option>
          <option value="administrator">{t.roleAdministrator}</option>
          {isChannel ? null : <option value="restricted">{t.roleRestricted}</option>}
          <option value="kicked">{t.removeMember}</option>
        </select>
      ) : null}
      {canManage ? <MemberRights member={member} name={name} isChannel={isChannel} onChange={onChange} /> : null}
    </li>
  );
}

function roleLabel(status: Member['status'], t: Texts): string {
  switch (status) {
    case 'creator':
      return t.owner;
    case 'administrator':
      return t.roleAdministrator;
    case 'restricted':
      return t.roleRestricted;
    case 'member':
      return t.roleMember;
  }
}
