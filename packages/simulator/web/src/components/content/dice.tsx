import type { ReactElement } from 'react';

import type { ContentProps } from './message-content.tsx';

export function Dice({ message }: ContentProps): ReactElement | null {
  if (!message.dice) return null;
  return <span className="media-dice">{`${message.dice.emoji} ${message.dice.value}`}</span>;
}
