import type { ReactElement } from 'react';

import type { NewPoll } from '../api/acts.ts';
import type { KeyboardButton, User } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import { useSessionState } from '../model/use-session.ts';
import { ChatPicker } from './chat-picker.tsx';
import { PeoplePicker } from './people-picker.tsx';
import { PollDialog } from './polls/poll-dialog.tsx';

/** What a person gives to a bot that asked for it. */
export interface Given {
  users?: number[];
  shared_chat?: number;
  poll?: NewPoll;
}

/** Asks for what a button of a bot's keyboard wants: people, a chat or a poll. */
export function AskingButton({
  button,
  people,
  onGive,
  onClose,
}: {
  button: KeyboardButton;
  people: readonly User[];
  onGive: (given: Given) => void;
  onClose: () => void;
}): ReactElement | null {
  const { t } = usePhrases();
  const dialogs = useSessionState((state) => state.dialogs) ?? [];
  const { request_poll: poll, request_users: users, request_chat: chat } = button;
  if (poll) return <PollDialog type={poll.type} onSend={(written) => onGive({ poll: written })} onClose={onClose} />;
  if (users) {
    const bots = dialogs.flatMap(({ bot }) => bot ?? []);
    return (
      <PeoplePicker
        people={users.user_is_bot === true ? bots : people}
        max={users.max_quantity ?? 1}
        onPick={(ids) => onGive({ users: ids })}
        onClose={onClose}
      />
    );
  }
  if (!chat) return null;
  return (
    <ChatPicker
      title={t.chooseChat}
      fits={(dialog) => !dialog.bot && (dialog.chat.type === 'channel') === (chat.chat_is_channel === true)}
      onPick={(_, dialog) => onGive({ shared_chat: dialog.chat.id })}
      onClose={onClose}
    />
  );
}
