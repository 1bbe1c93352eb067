import type { ReactElement } from 'react';

import type { Poll, PollOption } from '../../api/content-types.ts';
import { usePhrases } from '../../i18n/texts.ts';
import { Icon } from '../icon.tsx';
import { RichText } from '../rich-text.tsx';

/** How many chose one option, as percent and as a bar, and whether it is the viewer's or the right one. */
export function PollResult({ poll, option, index }: { poll: Poll; option: PollOption; index: number }): ReactElement {
  const { t, count } = usePhrases();
  const share = poll.total_voter_count === 0 ? 0 : option.voter_count / poll.total_voter_count;
  const isMine = poll.chosen?.includes(index) === true;
  const isRight = poll.correct_option_ids?.includes(index) === true;
  const isWrong = isMine && poll.correct_option_ids !== undefined && !isRight;
  const percent = `${Math.round(share * 100)}%`;
  return (
    <li className={`poll-result ${isRight ? 'right' : ''} ${isWrong ? 'wrong' : ''}`}>
      <span className="poll-percent">{percent}</span>
      <span className="poll-text">
        <RichText text={option.text} entities={option.text_entities} />
        {isMine || isRight ? (
          <span
            className="poll-mark"
            role="img"
            aria-label={isWrong ? t.wrongAnswer : isRight ? t.rightAnswer : t.yourChoice}
          >
            <Icon name={isWrong ? 'close' : 'check'} size={15} />
          </span>
        ) : null}
        <span className="poll-bar" title={count(t.votes, option.voter_count)}>
          <span style={{ width: `${Math.max(1.5, share * 100)}%` }} />
        </span>
      </span>
    </li>
  );
}
