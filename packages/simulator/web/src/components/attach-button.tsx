import { useRef, useState, type ReactElement } from 'react';

import { usePhrases } from '../i18n/texts.ts';
import { Icon } from './icon.tsx';
import { MenuItem, Popover } from './popover.tsx';

/** What a person wants to send besides text. */
export type Attachment =
  | { kind: 'files'; files: readonly File[] }
  | { kind: 'location' }
  | { kind: 'contact' }
  | { kind: 'poll' };

export function AttachButton({ onAttach }: { onAttach: (attachment: Attachment) => void }): ReactElement {
  const { t } = usePhrases();
  const [isOpen, setOpen] = useState(false);
  const pictures = useRef<HTMLInputElement>(null);
  const anything = useRef<HTMLInputElement>(null);

  return (
    <span className="attach">
      <button
        type="button"
        className="icon-button"
        aria-label={t.attach}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="attach" />
      </button>
      {isOpen ? (
        <Popover label={t.attach} className="above" onClose={() => setOpen(false)}>
          <MenuItem icon="photo" label={t.attachPhoto} onSelect={() => choose(() => pictures.current?.click())} />
          <MenuItem icon="file" label={t.attachFile} onSelect={() => choose(() => anything.current?.click())} />
          <MenuItem
            icon="location"
            label={t.attachLocation}
            onSelect={() => choose(() => onAttach({ kind: 'location' }))}
          />
          <MenuItem
            icon="person"
            label={t.attachContact}
            onSelect={() => choose(() => onAttach({ kind: 'contact' }))}
          />
          <MenuItem icon="poll" label={t.poll} onSelect={() => choose(() => onAttach({ kind: 'poll' }))} />
        </Popover>
      ) : null}
      {[
        { input: pictures, accept: 'image/*,video/*', label: t.attachPhoto },
        { input: anything, accept: undefined, label: t.attachFile },
      ].map(({ input, accept, label }) => (
        <input
          key={label}
          ref={input}
          type="file"
          multiple
          hidden
          accept={accept}
          aria-label={label}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = '';
            if (files.length > 0) onAttach({ kind: 'files', files });
          }}
        />
      ))}
    </span>
  );

  function choose(act: () => void): void {
    setOpen(false);
    act();
  }
}
