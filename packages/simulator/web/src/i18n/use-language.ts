import { useEffect, useState } from 'react';

import { findPhrases, loadPhrases, type Language, type Phrases } from './texts.ts';

/** The texts of a language; until they are here those of before, at first none. */
export function useLanguage(language: Language): Phrases | undefined {
  const [phrases, setPhrases] = useState(() => findPhrases(language));
  useEffect(() => {
    let isCurrent = true;
    void loadPhrases(language).then((found) => isCurrent && setPhrases(found));
    return () => {
      isCurrent = false;
    };
  }, [language]);
  return phrases;
}
