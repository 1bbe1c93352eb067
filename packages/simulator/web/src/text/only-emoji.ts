/** Up to this many stand large; more are read as text. */
const LARGE_AT_MOST = 3;

/** How many emoji a text consists of, when it is nothing but a few of them: then they are drawn large. */
export function countLargeEmoji(text: string): number {
  // Longer than any three emoji with all their joiners: not worth taking apart.
  if (text.length > 60) return 0;
  const characters = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  const areEmoji = characters.every((character) => /\p{Emoji_Presentation}|\p{Emoji}\uFE0F/u.test(character));
  return areEmoji && characters.length <= LARGE_AT_MOST ? characters.length : 0;
}
