import type { ReactElement } from 'react';

import type { StoredFile } from '../../api/types.ts';
import { durationOf } from '../../text/dates.ts';
import { Icon } from '../icon.tsx';
import { albumRows, cellRatio } from './album-rows.ts';
import { HiddenMedia } from './hidden-media.tsx';

export interface GridCell {
  key: number;
  /** To which a reply or a search jumps; absent where several cells are one message. */
  messageId?: number;
  file: StoredFile;
  isVideo: boolean;
  isHidden: boolean;
  label: string;
}

/** Pictures and videos in even rows. */
export function MediaGrid({
  label,
  cells,
  onOpen,
}: {
  label: string;
  cells: readonly GridCell[];
  onOpen: (index: number) => void;
}): ReactElement {
  return (
    <div className="media-grid" role="group" aria-label={label}>
      {albumRows(cells).map((row) => {
        const ratios = row.map(({ file }) => cellRatio(file));
        const sum = ratios.reduce((whole, ratio) => whole + ratio, 0);
        return (
          <div
            key={row[0]?.key}
            className="media-grid-row"
            style={{
              gridTemplateColumns: ratios.map((ratio) => `${ratio}fr`).join(' '),
              aspectRatio: Math.max(1.2, sum),
            }}
          >
            {row.map((cell) => (
              <div key={cell.key} className="media-grid-cell" data-message-id={cell.messageId}>
                <HiddenMedia isHidden={cell.isHidden}>
                  <button type="button" aria-label={cell.label} onClick={() => onOpen(cells.indexOf(cell))}>
                    <Still cell={cell} />
                  </button>
                </HiddenMedia>
              </div>
            ))}
          </div>
        );
      })}
    </div>
  );
}

function Still({ cell: { file, isVideo, label } }: { cell: GridCell }): ReactElement {
  if (!isVideo) return <img src={file.url} alt={label} loading="lazy" />;
  return (
    <>
      {file.thumbnail?.url ? (
        <img src={file.thumbnail.url} alt={label} loading="lazy" />
      ) : (
        <video src={file.url} preload="metadata" muted tabIndex={-1} />
      )}
      <span className="media-play">
        <Icon name="play" />
      </span>
      {file.duration === undefined ? null : <span className="media-mark">{durationOf(file.duration)}</span>}
    </>
  );
}
