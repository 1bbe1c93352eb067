/** Something of a modelled method that has no effect here. */
export interface NotModelled {
  /** The parameter, or the field of an object in one. */
  readonly name: string;
  /** The methods or objects that have it. */
  readonly of: readonly string[];
  /** What is missing instead. */
  readonly because: string;
}

/** Part of the README; a test lets no other parameter of a modelled method be unread. */
export const NOT_MODELLED: readonly NotModelled[] = [
  { name: 'is_big', of: ['setMessageReaction'], because: 'reactions are shown without an animation' },
  { name: 'supports_streaming', of: ['sendVideo', 'InputMediaVideo'], because: 'every video is played from its file' },
  {
    name: 'revoke_messages',
    of: ['banChatMember'],
    because: 'the messages of a chat are shown also to those who left it',
  },
  { name: 'photo_size', of: ['sendInvoice', 'createInvoiceLink'], because: 'the size of the file is not asked for' },
  {
    name: 'request_photo',
    of: ['KeyboardButtonRequestUsers', 'KeyboardButtonRequestChat'],
    because: 'who or what is shared comes without photos',
  },
  {
    name: 'forward_text',
    of: ['LoginUrl'],
    because: 'a login button is an ordinary address, and nobody is logged in',
  },
  { name: 'request_write_access', of: ['LoginUrl'], because: 'a login button asks for nothing' },
];
