import type { ReactElement } from 'react';

import type { ContentProps } from './content/message-content.tsx';

/** The reactions to a message, under its text. */
export function Reactions(_props: ContentProps): ReactElement | null {
  return null;
}
