import { useState, type ReactElement } from 'react';

import type { NewPoll } from '../../api/acts.ts';
import { usePhrases } from '../../i18n/texts.ts';
import { Modal } from '../modal.tsx';

const MAX_OPTIONS = 12;

/** Writes a poll or a quiz; an empty option more is always there to be filled. */
export function PollDialog({
  type,
  onSend,
  onClose,
}: {
  /** The kind a bot asks for; any when absent. */
  type?: 'regular' | 'quiz' | undefined;
  onSend: (poll: NewPoll) => void;
  onClose: () => void;
}): ReactElement {
  const { t, fill } = usePhrases();
  const [question, setQuestion] = useState('');
  const [options, setOptions] = useState<readonly string[]>(['', '']);
  const [isAnonymous, setAnonymous] = useState(true);
  const [isMultiple, setMultiple] = useState(false);
  const [isQuiz, setQuiz] = useState(type === 'quiz');
  const [right, setRight] = useState(0);
  const [explanation, setExplanation] = useState('');
  const given = options.map((text, index) => ({ text: text.trim(), index })).filter(({ text }) => text !== '');
  const rightAt = given.findIndex(({ index }) => index === right);
  const isValid = question.trim() !== '' && given.length >= 2 && (!isQuiz || rightAt !== -1);

  return (
    <Modal title={t.newPoll} className="poll-dialog" onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isValid) return;
          onSend({
            question: question.trim(),
            options: given.map(({ text }) => text),
            is_anonymous: isAnonymous,
            allows_multiple_answers: isMultiple && !isQuiz,
            type: isQuiz ? 'quiz' : 'regular',
            correct_option_ids: isQuiz ? [rightAt] : [],
            explanation: isQuiz ? explanation.trim() : '',
          });
        }}
      >
        <label className="field">
          <span>{t.question}</span>
          <input
            type="text"
            required
            maxLength={300}
            value={question}
            onChange={(event) => setQuestion(event.target.value)}
          />
        </label>
        {options.map((text, index) => (
          // An option is its place.
          <div key={`option ${index + 1}`} className="poll-line">
            {isQuiz ? (
              <input
                type="radio"
                name="right"
                aria-label={`${t.markRight}: ${index + 1}`}
                title={t.markRight}
                checked={right === index}
                onChange={() => setRight(index)}
              />
            ) : null}
            <label className="field">
              <input
                type="text"
                maxLength={100}
                value={text}
                aria-label={fill(t.option, { n: String(index + 1) })}
                placeholder={fill(t.option, { n: String(index + 1) })}
                onChange={(event) => change(index, event.target.value)}
              />
            </label>
          </div>
        ))}
        <label className="check">
          <input type="checkbox" checked={isAnonymous} onChange={(event) => setAnonymous(event.target.checked)} />
          {t.anonymousVoting}
        </label>
        {isQuiz ? null : (
          <label className="check">
            <input type="checkbox" checked={isMultiple} onChange={(event) => setMultiple(event.target.checked)} />
            {t.multipleAnswers}
          </label>
        )}
        {type === undefined ? (
          <label className="check">
            <input type="checkbox" checked={isQuiz} onChange={(event) => setQuiz(event.target.checked)} />
            {t.quizMode}
          </label>
        ) : null}
        {isQuiz ? (
          <label className="field">
            <span>{t.explanation}</span>
            <input
              type="text"
              maxLength={200}
              value={explanation}
              onChange={(event) => setExplanation(event.target.value)}
            />
          </label>
        ) : null}
        <div className="form-actions">
          <button type="button" className="button quiet" onClick={onClose}>
            {t.cancel}
          </button>
          <button type="submit" className="button" disabled={!isValid}>
            {t.createPoll}
          </button>
        </div>
      </form>
    </Modal>
  );

  function change(index: number, text: string): void {
    const next = options.map((other, place) => (place === index ? text : other));
    setOptions(next.at(-1) !== '' && next.length < MAX_OPTIONS ? [...next, ''] : next);
  }
}
