import { useCallback, useEffect, useRef, useState } from 'react';

import { getBot } from '../../api/client.ts';
import { queryInline, type InlineAnswer, type InlineResult } from '../../api/inline.ts';
import type { BotProfile } from '../../api/types.ts';
import { usePhrases } from '../../i18n/texts.ts';
import { addressOf, type ChatKey } from '../../model/chat-key.ts';
import { useSession, useSessionState } from '../../model/use-session.ts';
import { failureOf, failureText } from '../../text/failure.ts';

/** A pause in typing after which the bot is asked. */
const PAUSE_MS = 250;

export interface InlineState {
  bot: BotProfile;
  query: string;
  /** Of the newest page; its id goes with a choice. */
  answer: InlineAnswer | undefined;
  results: readonly (InlineResult & { inline_query_id: string })[];
  isBusy: boolean;
  problem: string | undefined;
  loadMore: () => void;
}

/** While `@bot something` is being typed: what that bot answers to it. */
export function useInlineQuery(chatKey: ChatKey, text: string): InlineState | undefined {
  const session = useSession();
  const phrases = usePhrases();
  const typed = /^@(\w{3,32})\s([\s\S]*)$/u.exec(text);
  const username = typed?.[1]?.toLowerCase();
  const query = typed?.[2] ?? '';
  const named = useSessionState((state) =>
    username === undefined
      ? undefined
      : state.dialogs?.find(({ bot }) => bot?.username.toLowerCase() === username)?.bot?.id,
  );
  const [bot, setBot] = useState<BotProfile>();
  const [answer, setAnswer] = useState<InlineAnswer>();
  const [results, setResults] = useState<InlineState['results']>([]);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const newest = useRef(0);

  useEffect(() => {
    if (named === undefined) return setBot(undefined);
    let isCurrent = true;
    getBot(named, phrases.language).then(
      (profile) => (isCurrent ? setBot(profile.supports_inline_queries ? profile : undefined) : undefined),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [named, phrases.language]);

  const botId = bot?.id;
  const ask = useCallback(
    async (id: number, wanted: string, offset: string) => {
      newest.current += 1;
      const mine = newest.current;
      setBusy(true);
      setProblem(undefined);
      try {
        const got = await queryInline(session.user, id, { text: wanted, offset, typedIn: addressOf(chatKey) });
        if (mine !== newest.current) return;
        const found = (got.results ?? []).map((result) => ({ ...result, inline_query_id: got.inline_query_id }));
        setAnswer(got);
        setResults((known) => (offset === '' ? found : [...known, ...found]));
        if (!got.answered) setProblem(phrases.t.inlineSilent);
      } catch (error) {
        if (mine === newest.current) setProblem(failureText(failureOf(error), phrases));
      }
      if (mine === newest.current) setBusy(false);
    },
    [session.user, chatKey, phrases],
  );

  useEffect(() => {
    newest.current += 1;
    setBusy(botId !== undefined);
    if (botId === undefined) {
      setAnswer(undefined);
      setResults([]);
      return;
    }
    const timer = setTimeout(() => void ask(botId, query, ''), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [botId, query, ask]);

  if (!bot) return undefined;
  return {
    bot,
    query,
    answer,
    results,
    isBusy,
    problem,
    loadMore: () => {
      if (!isBusy && answer?.next_offset) void ask(bot.id, query, answer.next_offset);
    },
  };
}
