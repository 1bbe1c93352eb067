/** A text message of a virtual user as Telegram would post it. */
export function textUpdate(updateId: number, user: number, text: string): string {
  const id = userIdOf(user);
  const name = `User${user}`;
  return JSON.stringify({
    update_id: updateId,
    message: {
      message_id: updateId,
      from: { id, is_bot: false, first_name: name, username: `user_${user}`, language_code: 'en' },
      chat: { id, first_name: name, username: `user_${user}`, type: 'private' },
      date: Math.floor(Date.now() / 1_000),
      text,
      ...(text.startsWith('/') && { entities: [{ offset: 0, length: text.length, type: 'bot_command' }] }),
    },
  });
}

const firstUserId = 700_000_000;

/** A private chat has the id of its user. */
export function userIdOf(user: number): number {
  return firstUserId + user;
}
