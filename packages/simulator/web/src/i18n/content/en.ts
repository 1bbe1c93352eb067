/** Texts about what messages carry and tell of. */
export const enContent = {
  photo: 'Photo',
  video: 'Video',
  voice: 'Voice message',
  audio: 'Audio',
  document: 'File',
  sticker: 'Sticker',
  gif: 'GIF',
  location: 'Location',
  unsupported: 'This kind of message is not shown here yet',
  joined: '{name} joined the group',
  left: '{name} left the group',
  renamed: 'The group is now called “{name}”',
  pinned: '{name} pinned a message',
  created: 'The group was created',
  votes: { one: '{n} vote', other: '{n} votes' },
};
