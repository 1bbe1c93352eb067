import type { ReactElement } from 'react';

import { usePhrases } from '../../i18n/texts.ts';
import type { ContentProps } from './message-content.tsx';

export function Poll({ message }: ContentProps): ReactElement | null {
  const { t, count } = usePhrases();
  const { poll } = message;
  if (!poll) return null;
  return (
    <div className="media-poll">
      <strong>{poll.question}</strong>
      <ul>
        {poll.options.map((option) => (
          <li key={option.text}>{option.text}</li>
        ))}
      </ul>
      <small>{count(t.votes, poll.total_voter_count)}</small>
    </div>
  );
}
