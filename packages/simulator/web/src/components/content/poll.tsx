import { useState, type ReactElement } from 'react';

import { addPollOption, vote } from '../../api/acts.ts';
import type { Poll as PollData } from '../../api/content-types.ts';
import { usePhrases } from '../../i18n/texts.ts';
import { addressOf } from '../../model/chat-key.ts';
import { useSession } from '../../model/use-session.ts';
import { RichText } from '../rich-text.tsx';
import type { ContentProps } from './message-content.tsx';
import { PollCountdown } from './poll-countdown.tsx';
import { PollResult } from './poll-result.tsx';

/** A poll or quiz: to vote in, or with its results. */
export function Poll({ chatKey, message }: ContentProps): ReactElement | null {
  const session = useSession();
  const { t, count } = usePhrases();
  const [marked, setMarked] = useState<readonly number[]>([]);
  const [option, setOption] = useState('');
  const { poll } = message;
  if (!poll) return null;
  const chosen = poll.chosen ?? [];
  const isOpen = poll.is_closed !== true;
  const hasVoted = chosen.length > 0;
  const isVoting = isOpen && !hasVoted;
  const name = `poll ${chatKey} ${message.message_id}`;

  return (
    <div className="media-poll" role="group" aria-label={poll.question}>
      <strong>
        <RichText text={poll.question} entities={poll.question_entities} />
      </strong>
      <small>
        {kindOf(poll)}
        {isOpen && poll.close_date ? <PollCountdown closesAt={poll.close_date} /> : null}
      </small>
      {poll.description ? <p>{poll.description}</p> : null}
      {isVoting ? (
        <ul className="poll-options">
          {poll.options.map((one, index) => (
            // Options may be equal and are never reordered.
            <li key={`${index} ${one.text}`}>
              <label className="poll-option">
                <input
                  type={poll.allows_multiple_answers ? 'checkbox' : 'radio'}
                  checked={marked.includes(index)}
                  onChange={({ target: { checked } }) => choose(index, checked)}
                />
                <span>
                  <RichText text={one.text} entities={one.text_entities} />
                </span>
              </label>
            </li>
          ))}
        </ul>
      ) : (
        <ul className="poll-options">
          {poll.options.map((one, index) => (
            <PollResult key={`${index} ${one.text}`} poll={poll} option={one} index={index} />
          ))}
        </ul>
      )}
      {poll.explanation ? (
        <p className="poll-explanation">
          <strong>{t.explanation}: </strong>
          <RichText text={poll.explanation} entities={poll.explanation_entities} />
        </p>
      ) : null}
      {isOpen && poll.allows_adding_options ? (
        <form
          className="poll-add"
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <input
            type="text"
            maxLength={100}
            required
            value={option}
            placeholder={t.addOption}
            aria-label={t.addOption}
            onChange={(event) => setOption(event.target.value)}
          />
        </form>
      ) : null}
      <span className="poll-foot">
        {isVoting && poll.allows_multiple_answers ? (
          <button
            type="button"
            className="text-button"
            disabled={marked.length === 0}
            onClick={() => void send(marked)}
          >
            {t.vote}
          </button>
        ) : (
          <small>{poll.total_voter_count === 0 ? t.noVotes : count(t.votes, poll.total_voter_count)}</small>
        )}
        {hasVoted && isOpen && poll.hides_results ? <small>{t.pollHidden}</small> : null}
      </span>
    </div>
  );

  function kindOf(one: PollData): string {
    if (one.is_closed) return t.pollClosed;
    if (one.type === 'quiz') return one.is_anonymous ? t.quizAnonymous : t.quiz;
    return one.is_anonymous ? t.pollAnonymous : t.poll;
  }

  function choose(index: number, isMarked: boolean): void {
    if (poll?.allows_multiple_answers) {
      setMarked(isMarked ? [...marked, index] : marked.filter((other) => other !== index));
    } else {
      setMarked([index]);
      void send([index]);
    }
  }

  async function send(options: readonly number[]): Promise<void> {
    await session.attempt(name, () => vote(session.user, addressOf(chatKey), message.message_id, options));
    setMarked([]);
  }

  async function add(): Promise<void> {
    const text = option.trim();
    if (text === '') return;
    const isAdded = await session.attempt(`${name} option`, () =>
      addPollOption(session.user, addressOf(chatKey), message.message_id, text),
    );
    if (isAdded) setOption('');
  }
}
