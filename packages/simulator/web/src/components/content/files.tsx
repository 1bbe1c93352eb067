import type { ReactElement } from 'react';

import { RichText } from '../rich-text.tsx';
import { FileRow } from './file-row.tsx';
import type { ContentProps } from './message-content.tsx';
import { Music } from './music.tsx';

/** Several files or pieces of music that were sent together. */
export function Files({ message, ...props }: ContentProps): ReactElement {
  return (
    <div className="media-files">
      {message.album?.map((one) => (
        <div key={one.message_id} data-message-id={one.message_id}>
          {one.audio ? <Music {...props} message={one} /> : <FileRow {...props} message={one} />}
          {one.caption ? <RichText text={one.caption} entities={one.caption_entities} /> : null}
        </div>
      ))}
    </div>
  );
}
