/** Text as it is stored: no control characters, single spaces, at most one empty line, nothing at the ends. */
export function normaliseText(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/(?![\n\u200D])\p{C}/gu, '')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** Two texts with the same key are the same address, however they were typed. */
export function textKey(text: string): string {
  return normaliseText(text)
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
