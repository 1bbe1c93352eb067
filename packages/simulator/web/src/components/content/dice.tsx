import type { ReactElement } from 'react';

import { usePhrases } from '../../i18n/texts.ts';
import type { ContentProps } from './message-content.tsx';

/** Where the dots of a die are, on a grid of 3 by 3. */
const DOTS: readonly (readonly number[])[] = [
  [],
  [4],
  [0, 8],
  [0, 4, 8],
  [0, 2, 6, 8],
  [0, 2, 4, 6, 8],
  [0, 2, 3, 5, 6, 8],
];
const REEL = ['🍫', '🍇', '🍋', '7️⃣'];

/** A thrown die, dart, ball or slot machine, with what came out. */
export function Dice({ message }: ContentProps): ReactElement | null {
  const { fill, t } = usePhrases();
  if (!message.dice) return null;
  const { emoji, value } = message.dice;
  return (
    <span className="media-dice" role="img" aria-label={fill(t.diceValue, { emoji, n: String(value) })}>
      {emoji === '🎲' ? (
        <Die value={value} />
      ) : emoji === '🎰' ? (
        <span className="dice-reels">
          {reelsOf(value).map(([reel, picture]) => (
            <span key={reel}>{picture}</span>
          ))}
        </span>
      ) : (
        <>
          <span className="dice-emoji">{emoji}</span>
          <span className="dice-value">{value}</span>
        </>
      )}
    </span>
  );
}

function Die({ value }: { value: number }): ReactElement {
  return (
    <svg className="die" viewBox="0 0 100 100">
      <rect x="4" y="4" width="92" height="92" rx="20" />
      {(DOTS[value] ?? []).map((dot) => (
        <circle key={dot} cx={26 + (dot % 3) * 24} cy={26 + Math.floor(dot / 3) * 24} r="9" />
      ))}
    </svg>
  );
}

/** The value of a slot machine holds its three reels, two bits each. */
function reelsOf(value: number): [reel: number, picture: string | undefined][] {
  return [0, 2, 4].map((shift) => [shift, REEL[((value - 1) >> shift) & 3]]);
}
