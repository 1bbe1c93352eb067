import { useState, type ReactElement } from 'react';

import type { Topic, TopicAct } from '../../api/topics.ts';
import { usePhrases } from '../../i18n/texts.ts';
import { Icon } from '../icon.tsx';
import { MenuItem, Popover } from '../popover.tsx';

/** One topic: its colour, its name, what is unread, and what can be done with it. */
export function TopicRow({
  topic,
  href,
  onRename,
  onAct,
}: {
  topic: Topic;
  href: string;
  onRename: () => void;
  onAct: (act: TopicAct) => void;
}): ReactElement {
  const { t, fill, count } = usePhrases();
  const [isOpen, setOpen] = useState(false);
  const name = topic.is_general ? t.general : topic.name;
  return (
    <li className="topic-row">
      <a href={href} data-testid={`topic-${topic.thread}`}>
        <TopicIcon color={topic.icon_color} isGeneral={topic.is_general} />
        <span className="topic-name">{name}</span>
        {topic.closed ? (
          <span role="img" aria-label={t.topicIsClosed} title={t.topicIsClosed}>
            <Icon name="lock" size={16} />
          </span>
        ) : null}
        {topic.unread ? (
          <span className="badge" aria-label={count(t.unread, topic.unread)}>
            {topic.unread}
          </span>
        ) : null}
      </a>
      <span className="chat-menu">
        <button
          type="button"
          className="icon-button"
          aria-label={fill(t.topicMenu, { name })}
          aria-haspopup="menu"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name="more" size={20} />
        </button>
        {isOpen ? (
          <Popover label={fill(t.topicMenu, { name })} className="below end" onClose={() => setOpen(false)}>
            <MenuItem icon="edit" label={t.editTopic} onSelect={act(onRename)} />
            <MenuItem
              icon="lock"
              label={topic.closed ? t.reopenTopic : t.closeTopic}
              onSelect={act(() => onAct(topic.closed ? 'reopen' : 'close'))}
            />
            {topic.is_general ? null : (
              <MenuItem icon="trash" label={t.deleteTopic} onSelect={act(() => onAct('delete'))} />
            )}
          </Popover>
        ) : null}
      </span>
    </li>
  );

  function act(what: () => void): () => void {
    return () => {
      setOpen(false);
      what();
    };
  }
}

function TopicIcon({ color, isGeneral }: { color: number; isGeneral: boolean }): ReactElement {
  const style = isGeneral ? undefined : { color: `#${color.toString(16).padStart(6, '0')}` };
  return (
    <span className="topic-icon" style={style} aria-hidden="true">
      {isGeneral ? '#' : <Icon name="topic" size={26} />}
    </span>
  );
}
