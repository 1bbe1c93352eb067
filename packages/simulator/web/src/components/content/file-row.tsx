import type { ReactElement } from 'react';

import { usePhrases } from '../../i18n/texts.ts';
import { sizeLabel } from '../../text/names.ts';
import { Icon } from '../icon.tsx';
import type { ContentProps } from './message-content.tsx';

/** A file to be downloaded. */
export function FileRow({ message }: ContentProps): ReactElement | null {
  const { t, fill, language } = usePhrases();
  const file = message.document;
  if (!file) return null;
  const name = file.file_name ?? t.document;
  return (
    <a
      className="media-file"
      href={`${file.url ?? ''}?download=1`}
      download={name}
      aria-label={fill(t.download, { name })}
    >
      <span className="media-file-icon">
        <Icon name="file" />
      </span>
      <span className="media-file-text">
        <strong>{name}</strong>
        <small>{file.file_size === undefined ? '' : sizeLabel(file.file_size, language)}</small>
      </span>
    </a>
  );
}
