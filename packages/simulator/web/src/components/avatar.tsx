import type { ReactElement } from 'react';

import { colorOf, initialsOf } from '../text/names.ts';

/** Initials on the colour that belongs to the id. */
export function Avatar({
  id,
  title,
  size = 'normal',
}: {
  id: number;
  title: string;
  size?: 'small' | 'normal' | 'large';
}): ReactElement {
  return (
    <span className={`avatar ${size} color-${colorOf(id)}`} aria-hidden="true">
      {initialsOf(title)}
    </span>
  );
}
