import { useState, type ReactElement } from 'react';

import { createUser } from '../api/client.ts';
import type { User } from '../api/types.ts';
import { languageNames, languageOf, usePhrases, type Language } from '../i18n/texts.ts';
import { failureOf, failureText, type Failure } from '../text/failure.ts';

/** Adds a virtual person: a name and a language are all a bot sees of one. */
export function PersonForm({
  onAdded,
  onCancel,
}: {
  onAdded: (user: User) => void;
  onCancel?: () => void;
}): ReactElement {
  const phrases = usePhrases();
  const { t } = phrases;
  const [firstName, setFirstName] = useState('');
  const [lastName, setLastName] = useState('');
  const [language, setLanguage] = useState<Language>(languageOf(navigator.language));
  const [failure, setFailure] = useState<Failure>();

  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const last = lastName.trim();
        createUser({
          first_name: firstName.trim(),
          language_code: language,
          ...(last === '' ? {} : { last_name: last }),
        }).then(onAdded, (error: unknown) => setFailure(failureOf(error)));
      }}
    >
      <label className="field">
        <span>{t.firstName}</span>
        <input
          type="text"
          required
          autoFocus
          maxLength={64}
          value={firstName}
          onChange={(event) => setFirstName(event.target.value)}
        />
      </label>
      <label className="field">
        <span>{t.lastName}</span>
        <input type="text" maxLength={64} value={lastName} onChange={(event) => setLastName(event.target.value)} />
      </label>
      <label className="field">
        <span>{t.personLanguage}</span>
        <select value={language} onChange={(event) => setLanguage(languageOf(event.target.value))}>
          {Object.entries(languageNames).map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {failure ? <p role="alert">{failureText(failure, phrases)}</p> : null}
      <div className="form-actions">
        {onCancel ? (
          <button type="button" className="button quiet" onClick={onCancel}>
            {t.cancel}
          </button>
        ) : null}
        <button type="submit" className="button">
          {t.add}
        </button>
      </div>
    </form>
  );
}
