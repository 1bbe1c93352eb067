import { createRequire } from 'node:module';

const find = createRequire(import.meta.url).resolve;

/** Files of a font with Latin, Cyrillic and signs of currencies. Its licence lets it be embedded in documents. */
export const dejavu = {
  sans: find('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  sansBold: find('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  condensed: find('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf'),
  condensedBold: find('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf'),
};

/**
 * Text without what the font cannot draw: colour pictures and the marks that join them. A status is always picture
 * and word, so the word stays.
 */
export function drawable(text: string): string {
  return text.replaceAll(/[\p{Emoji_Presentation}\p{Cc}\ufe0f\u200d]\s?/gu, (found) =>
    /\s/.test(found[0] ?? '') ? ' ' : '',
  );
}
