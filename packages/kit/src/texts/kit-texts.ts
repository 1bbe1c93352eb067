import type { Language } from '@durabot/runtime';
import { loadTexts, type Texts } from './load-texts.ts';

// The files stay in src: the compiler copies no text, and from dist the way is the same.
const all = loadTexts(new URL('../../src/texts/words/', import.meta.url));

/** What kit itself says, in `language`. */
export function kitTexts(language: Language): Texts {
  return all.in(language);
}
