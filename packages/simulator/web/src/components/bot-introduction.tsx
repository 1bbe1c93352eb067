import { useEffect, useState, type ReactElement } from 'react';

import { getBot } from '../api/client.ts';
import type { Bot, BotProfile } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import { Avatar } from './avatar.tsx';

/** Stands in an empty chat with a bot: what it says of itself. */
export function BotIntroduction({ bot }: { bot: Bot }): ReactElement {
  const { t, language } = usePhrases();
  const [profile, setProfile] = useState<BotProfile>();
  useEffect(() => {
    let isCurrent = true;
    getBot(bot.id, language).then(
      (found) => isCurrent && setProfile(found),
      // Without a description the name alone is a fine introduction.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [bot.id, language]);
  return (
    <div className="introduction">
      <Avatar id={bot.id} title={bot.first_name} size="large" />
      <h2>{bot.first_name}</h2>
      {profile?.description ? (
        <>
          <strong>{t.whatCan}</strong>
          <p>{profile.description}</p>
        </>
      ) : (
        <p>{profile?.short_description || t.noMessages}</p>
      )}
    </div>
  );
}
