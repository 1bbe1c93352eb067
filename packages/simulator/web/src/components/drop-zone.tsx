import { useState, type ReactElement, type ReactNode } from 'react';

import { usePhrases } from '../i18n/texts.ts';

/** Takes files that are dragged onto the messages. */
export function DropZone({
  onFiles,
  children,
}: {
  onFiles: (files: readonly File[]) => void;
  children: ReactNode;
}): ReactElement {
  const { t } = usePhrases();
  const [isOver, setOver] = useState(false);
  return (
    <div
      className="drop-zone"
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)) return;
        setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const files = [...event.dataTransfer.files];
        if (files.length > 0) onFiles(files);
      }}
    >
      {children}
      {isOver ? <div className="drop-hint">{t.dropHere}</div> : null}
    </div>
  );
}
