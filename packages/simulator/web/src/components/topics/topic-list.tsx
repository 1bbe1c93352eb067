import { useMemo, useState, type ReactElement } from 'react';

import { changeTopic, createTopic, listTopics, type Topic } from '../../api/topics.ts';
import type { Dialog, User } from '../../api/types.ts';
import { usePhrases } from '../../i18n/texts.ts';
import { topicKey, type ChatKey } from '../../model/chat-key.ts';
import { useLoaded } from '../../model/use-loaded.ts';
import { useSession, useSessionState } from '../../model/use-session.ts';
import { Avatar } from '../avatar.tsx';
import { Icon } from '../icon.tsx';
import { ChatInfo } from '../info/chat-info.tsx';
import { JoinRequestsBar } from '../join-requests-bar.tsx';
import { ToolsButton } from '../tools-button.tsx';
import { TopicForm } from './topic-form.tsx';
import { TopicRow } from './topic-row.tsx';

/** The topics of a forum, in place of its messages. */
export function TopicList({
  dialog,
  people,
  hrefOf,
  onBack,
  onOpenChat,
}: {
  dialog: Dialog;
  people: readonly User[];
  hrefOf: (key: ChatKey) => string;
  onBack: () => void;
  onOpenChat: (key: ChatKey) => void;
}): ReactElement {
  const session = useSession();
  const { t, count } = usePhrases();
  const chat = dialog.chat.id;
  const [form, setForm] = useState<{ topic?: Topic }>();
  const [isInformed, setInformed] = useState(false);
  const last = useSessionState((state) => state.dialogs?.find((one) => one.chat.id === chat)?.last_message?.message_id);
  // A new message changes what is unread in its topic.
  const load = useMemo(
    () => () => listTopics(session.user, chat).then((all) => ({ all, last })),
    [session.user, chat, last],
  );
  const { value, reload } = useLoaded(load, ['dialog', 'message', 'read', 'delete']);
  const topics = value?.all.filter((topic) => !topic.hidden).toSorted(byNews) ?? [];

  return (
    <section className="chat-pane" aria-label={dialog.chat.title}>
      <header className="chat-header">
        <button type="button" className="icon-button narrow-only" aria-label={t.back} onClick={onBack}>
          <Icon name="back" />
        </button>
        <button
          type="button"
          className="chat-who"
          aria-label={t.chatInfo}
          title={t.chatInfo}
          onClick={() => setInformed(true)}
        >
          <Avatar id={chat} title={dialog.chat.title ?? ''} />
        </button>
        <div className="chat-title">
          <h1>{dialog.chat.title}</h1>
          <p>{count(t.members, dialog.members ?? 0)}</p>
        </div>
        <ToolsButton bot={undefined} />
        <button type="button" className="button quiet" onClick={() => setForm({})}>
          {t.newTopic}
        </button>
      </header>
      <JoinRequestsBar chatId={chat} />
      <ul className="topic-list" aria-label={t.topics}>
        {topics.map((topic) => (
          <TopicRow
            key={topic.thread}
            topic={topic}
            href={hrefOf(topicKey(chat, topic.thread))}
            onRename={() => setForm({ topic })}
            onAct={(act) => void change(topic, act)}
          />
        ))}
      </ul>
      {form ? (
        <TopicForm topic={form.topic} onSave={(given) => void save(given)} onClose={() => setForm(undefined)} />
      ) : null}
      {isInformed ? (
        <ChatInfo
          chatId={chat}
          people={people}
          // A message is shown in its topic, which is opened from this list.
          onShow={() => setInformed(false)}
          onClose={() => setInformed(false)}
        />
      ) : null}
    </section>
  );

  async function save(given: { name: string; icon_color: number }): Promise<void> {
    const topic = form?.topic;
    setForm(undefined);
    await session.attempt(`topic ${chat}`, async () => {
      if (topic) return void (await changeTopic(session.user, chat, topic.thread, 'edit', given.name));
      const { thread } = await createTopic(session.user, chat, given);
      onOpenChat(topicKey(chat, thread));
    });
    reload();
  }

  async function change(topic: Topic, act: Parameters<typeof changeTopic>[3]): Promise<void> {
    await session.attempt(`topic ${chat} ${topic.thread}`, () => changeTopic(session.user, chat, topic.thread, act));
    reload();
  }
}

function byNews(a: Topic, b: Topic): number {
  return b.last_message_id - a.last_message_id;
}
