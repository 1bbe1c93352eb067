import { useState, type ReactElement } from 'react';

import { createChat, listBots } from '../../api/tools.ts';
import type { User } from '../../api/types.ts';
import { usePhrases } from '../../i18n/texts.ts';
import { useLoaded } from '../../model/use-loaded.ts';
import { failureOf, failureText, type Failure } from '../../text/failure.ts';
import { nameOf } from '../../text/names.ts';

type Kind = 'group' | 'supergroup' | 'forum' | 'channel';

/** Makes a group, a supergroup, a forum or a channel with its first members. */
export function NewChatForm({ people }: { people: readonly User[] }): ReactElement {
  const phrases = usePhrases();
  const { t, fill } = phrases;
  const { value: bots } = useLoaded(listBots, ['bot', 'reset']);
  const [kind, setKind] = useState<Kind>('group');
  const [title, setTitle] = useState('');
  const [owner, setOwner] = useState<number>();
  const [members, setMembers] = useState<readonly number[]>([]);
  const [outcome, setOutcome] = useState<{ made: string } | { failure: Failure }>();
  const ownerId = owner ?? people[0]?.id;
  const kinds: [Kind, string][] = [
    ['group', t.kindGroup],
    ['supergroup', t.kindSupergroup],
    ['forum', t.kindForum],
    ['channel', t.kindChannel],
  ];
  const candidates = [
    ...people.filter((one) => one.id !== ownerId).map((one) => ({ id: one.id, name: nameOf(one) })),
    ...(bots ?? []).map((bot) => ({ id: bot.id, name: `@${bot.username}` })),
  ];

  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <div className="fields">
        <label className="field">
          <span>{t.chatKind}</span>
          <select
            value={kind}
            onChange={({ target: { value } }) => setKind(kinds.find(([one]) => one === value)?.[0] ?? 'group')}
          >
            {kinds.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{t.owner}</span>
          <select value={ownerId} onChange={(event) => setOwner(Number(event.target.value))}>
            {people.map((one) => (
              <option key={one.id} value={one.id}>
                {nameOf(one)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <label className="field">
        <span>{t.chatTitle}</span>
        <input type="text" required maxLength={128} value={title} onChange={(event) => setTitle(event.target.value)} />
      </label>
      <fieldset className="checks">
        <legend>{t.membersOf}</legend>
        {candidates.map(({ id, name }) => (
          <label key={id} className="check">
            <input
              type="checkbox"
              checked={members.includes(id)}
              onChange={({ target: { checked } }) =>
                setMembers(checked ? [...members, id] : members.filter((one) => one !== id))
              }
            />
            {name}
          </label>
        ))}
      </fieldset>
      {outcome ? <p role="status">{'made' in outcome ? outcome.made : failureText(outcome.failure, phrases)}</p> : null}
      <div className="form-actions">
        <button type="submit" className="button" disabled={ownerId === undefined}>
          {t.create}
        </button>
      </div>
    </form>
  );

  async function create(): Promise<void> {
    if (ownerId === undefined) return;
    try {
      await createChat({
        type: kind === 'forum' ? 'supergroup' : kind,
        title: title.trim(),
        owner: ownerId,
        members: members.filter((id) => candidates.some((one) => one.id === id)),
        ...(kind === 'forum' ? { is_forum: true } : {}),
      });
      setOutcome({ made: fill(t.chatMade, { title: title.trim() }) });
      setTitle('');
    } catch (error) {
      setOutcome({ failure: failureOf(error) });
    }
  }
}
