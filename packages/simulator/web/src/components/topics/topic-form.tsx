import { useState, type ReactElement } from 'react';

import type { Topic } from '../../api/topics.ts';
import { usePhrases } from '../../i18n/texts.ts';
import { Modal } from '../modal.tsx';

/** The colours that Telegram has for topics. */
const COLORS = [0x6fb9f0, 0xffd67e, 0xcb86db, 0x8eee98, 0xff93b2, 0xfb6f5f];

/** Names a new topic and gives it a colour, or renames one. */
export function TopicForm({
  topic,
  onSave,
  onClose,
}: {
  topic: Topic | undefined;
  onSave: (given: { name: string; icon_color: number }) => void;
  onClose: () => void;
}): ReactElement {
  const { t } = usePhrases();
  const [name, setName] = useState(topic?.name ?? '');
  const [color, setColor] = useState(topic?.icon_color ?? COLORS[0] ?? 0);
  return (
    <Modal title={topic ? t.editTopic : t.newTopic} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') onSave({ name: name.trim(), icon_color: color });
        }}
      >
        <label className="field">
          <span>{t.topicName}</span>
          <input type="text" required maxLength={128} value={name} onChange={(event) => setName(event.target.value)} />
        </label>
        {topic ? null : (
          <div className="topic-colors" role="radiogroup" aria-label={t.newTopic}>
            {COLORS.map((one) => (
              <button
                key={one}
                type="button"
                role="radio"
                aria-checked={one === color}
                aria-label={`#${one.toString(16)}`}
                style={{ background: `#${one.toString(16).padStart(6, '0')}` }}
                onClick={() => setColor(one)}
              />
            ))}
          </div>
        )}
        <div className="form-actions">
          <button type="button" className="button quiet" onClick={onClose}>
            {t.cancel}
          </button>
          <button type="submit" className="button">
            {topic ? t.save : t.createPoll}
          </button>
        </div>
      </form>
    </Modal>
  );
}
