import type { DiceContent } from './message-contents.ts';
import type { World } from './world.ts';

/** The highest value of each emoji that is thrown; the lowest is 1. */
const HIGHEST = new Map(Object.entries({ '🎲': 6, '🎯': 6, '🎳': 6, '🏀': 5, '⚽': 5, '🎰': 64 }));

export const DEFAULT_DICE = '🎲';

/** Throws a dice; `undefined` for an emoji that is none. */
export function throwDice(world: World, emoji: string): DiceContent | undefined {
  // ⚽️ with its variation selector is the same.
  const plain = emoji.replace('\ufe0f', '');
  const highest = HIGHEST.get(plain);
  return highest === undefined ? undefined : { kind: 'dice', emoji: plain, value: world.random.between(1, highest) };
}
