import { useState, type ReactElement } from 'react';

import { changeUser, resetWorld } from '../../api/tools.ts';
import type { User } from '../../api/types.ts';
import { usePhrases } from '../../i18n/texts.ts';
import { nameOf } from '../../text/names.ts';
import { failureOf, failureText, type Failure } from '../../text/failure.ts';
import { Modal } from '../modal.tsx';
import { NewChatForm } from './new-chat-form.tsx';

/** Groups are made here, accounts end here, and the world begins anew. */
export function WorldTab({ people }: { people: readonly User[] }): ReactElement {
  const phrases = usePhrases();
  const { t, fill } = phrases;
  const [asked, setAsked] = useState<{ kind: 'reset' } | { kind: 'deactivate'; user: User }>();
  const [failure, setFailure] = useState<Failure>();

  return (
    <div className="tool-body">
      <section className="tool-card" aria-label={t.newChat}>
        <h3>{t.newChat}</h3>
        <NewChatForm people={people} />
      </section>
      <section className="tool-card" aria-label={t.people}>
        <h3>{t.people}</h3>
        <ul className="world-people">
          {people.map((user) => (
            <li key={user.id}>
              <span>
                {nameOf(user)} <small>{user.deactivated ? t.deactivated : user.id}</small>
              </span>
              {user.deactivated ? (
                <button
                  type="button"
                  className="text-button"
                  aria-label={`${t.reactivate}: ${nameOf(user)}`}
                  onClick={() => run(changeUser(user.id, { deactivated: false }))}
                >
                  {t.reactivate}
                </button>
              ) : (
                <button
                  type="button"
                  className="text-button danger"
                  aria-label={`${t.deactivate}: ${nameOf(user)}`}
                  onClick={() => setAsked({ kind: 'deactivate', user })}
                >
                  {t.deactivate}
                </button>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section className="tool-card" aria-label={t.resetWorld}>
        <h3>{t.resetWorld}</h3>
        <p className="hint">{t.resetHint}</p>
        <button type="button" className="button danger" onClick={() => setAsked({ kind: 'reset' })}>
          {t.resetWorld}…
        </button>
      </section>
      {failure ? <p role="alert">{failureText(failure, phrases)}</p> : null}
      {asked ? (
        <Modal
          title={asked.kind === 'reset' ? t.resetWorld : t.deactivate}
          className="alert"
          onClose={() => setAsked(undefined)}
        >
          <p>{asked.kind === 'reset' ? t.resetSure : fill(t.deactivateSure, { name: nameOf(asked.user) })}</p>
          <div className="form-actions">
            <button type="button" className="button quiet" onClick={() => setAsked(undefined)}>
              {t.cancel}
            </button>
            <button type="button" className="button danger" onClick={confirm}>
              {asked.kind === 'reset' ? t.resetYes : t.deactivate}
            </button>
          </div>
        </Modal>
      ) : null}
    </div>
  );

  function confirm(): void {
    if (!asked) return;
    const act = asked.kind === 'reset' ? resetWorld() : changeUser(asked.user.id, { deactivated: true });
    setAsked(undefined);
    run(act);
  }

  function run(act: Promise<unknown>): void {
    act.then(
      () => setFailure(undefined),
      (error: unknown) => setFailure(failureOf(error)),
    );
  }
}
