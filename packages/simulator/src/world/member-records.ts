export type MemberStatus = 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked';

/** Rights of an administrator, in the order in which the Bot API shows them. */
export type RightName =
  | 'can_manage_chat'
  | 'can_change_info'
  | 'can_post_messages'
  | 'can_edit_messages'
  | 'can_delete_messages'
  | 'can_invite_users'
  | 'can_restrict_members'
  | 'can_pin_messages'
  | 'can_manage_topics'
  | 'can_promote_members'
  | 'can_manage_video_chats'
  | 'can_post_stories'
  | 'can_edit_stories'
  | 'can_delete_stories'
  | 'can_manage_direct_messages'
  | 'can_manage_tags'
  | 'can_send_welcome_messages';

/** What an ordinary member may do, in the order in which the Bot API shows it. */
export type PermissionName =
  | 'can_send_messages'
  | 'can_send_audios'
  | 'can_send_documents'
  | 'can_send_photos'
  | 'can_send_videos'
  | 'can_send_video_notes'
  | 'can_send_voice_notes'
  | 'can_send_polls'
  | 'can_send_other_messages'
  | 'can_add_web_page_previews'
  | 'can_react_to_messages'
  | 'can_edit_tag'
  | 'can_change_info'
  | 'can_invite_users'
  | 'can_pin_messages'
  | 'can_manage_topics';

export interface MemberRecord {
  chatId: number;
  userId: number;
  status: MemberStatus;
  /** Of an administrator. */
  rights?: RightName[];
  /** Of an administrator: who gave these rights. */
  promotedBy?: number;
  /** Of the owner and administrators: writes in the name of the chat. */
  isAnonymous?: boolean;
  customTitle?: string;
  /** Of a restricted person: what is left of the chat's permissions. */
  permissions?: PermissionName[];
  /** Of a restricted person: is not in the chat at present. */
  isAway?: boolean;
  /** Unix seconds when a ban, a restriction or a paid membership ends; for ever when absent. */
  untilDate?: number;
  tag?: string;
  /** The invite link by which the person came. */
  inviteLink?: string;
}

export interface InviteLinkRecord {
  link: string;
  chatId: number;
  creatorId: number;
  name?: string;
  /** Unix seconds. */
  expireDate?: number;
  memberLimit?: number;
  createsJoinRequest: boolean;
  /** Each administrator has one link that stands for the chat. */
  isPrimary: boolean;
  isRevoked: boolean;
  subscriptionPeriod?: number;
  subscriptionPrice?: number;
}

export interface JoinRequestRecord {
  chatId: number;
  userId: number;
  /** Unix seconds. */
  date: number;
  bio?: string;
  inviteLink?: string;
  /** Set while a guard bot has to decide. */
  queryId?: string;
  /** The page that a guard bot wants the person to open. */
  webAppUrl?: string;
}
