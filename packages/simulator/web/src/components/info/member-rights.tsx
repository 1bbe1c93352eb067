import type { ReactElement } from 'react';

import type { Member, MemberChange } from '../../api/tools.ts';
import { usePhrases } from '../../i18n/texts.ts';

const RIGHTS_OF_GROUP = [
  'can_change_info',
  'can_delete_messages',
  'can_restrict_members',
  'can_invite_users',
  'can_pin_messages',
  'can_manage_topics',
  'can_promote_members',
] as const;
const RIGHTS_OF_CHANNEL = [
  'can_post_messages',
  'can_edit_messages',
  'can_delete_messages',
  'can_change_info',
  'can_invite_users',
  'can_promote_members',
] as const;
const PERMISSIONS = [
  'can_send_messages',
  'can_send_photos',
  'can_send_videos',
  'can_send_documents',
  'can_send_voice_notes',
  'can_send_polls',
  'can_send_other_messages',
  'can_invite_users',
  'can_pin_messages',
] as const;

/** What an administrator may do, or what a restricted person may still do, one by one. */
export function MemberRights({
  member,
  name,
  isChannel,
  onChange,
}: {
  member: Member;
  name: string;
  isChannel: boolean;
  onChange: (change: MemberChange) => void;
}): ReactElement | null {
  const { t } = usePhrases();
  const isAdministrator = member.status === 'administrator';
  if (!isAdministrator && member.status !== 'restricted') return null;
  const given = (isAdministrator ? member.rights : member.permissions) ?? [];
  const shown = isAdministrator ? (isChannel ? RIGHTS_OF_CHANNEL : RIGHTS_OF_GROUP) : PERMISSIONS;
  return (
    <details className="member-rights">
      <summary aria-label={`${t.memberRights}: ${name}`}>{t.memberRights}</summary>
      {shown.map((right) => (
        <label key={right} className="check" title={right}>
          <input
            type="checkbox"
            checked={given.includes(right)}
            onChange={({ target: { checked } }) => {
              const next = checked ? [...given, right] : given.filter((one) => one !== right);
              onChange({ status: member.status, ...(isAdministrator ? { rights: next } : { permissions: next }) });
            }}
          />
          {t.rightNames[right]}
        </label>
      ))}
    </details>
  );
}
