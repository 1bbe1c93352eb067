import { useEffect, useRef, type ReactElement } from 'react';

import type { BotCommand } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';

/** The commands a bot offers, above the field. */
export function CommandList({
  commands,
  selected,
  onPick,
}: {
  commands: readonly BotCommand[];
  selected: number;
  onPick: (command: BotCommand) => void;
}): ReactElement {
  const { t } = usePhrases();
  const current = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  return (
    <div className="command-list" id="command-list" role="listbox" aria-label={t.botCommands}>
      {commands.map((command, index) => (
        <button
          key={command.command}
          ref={index === selected ? current : undefined}
          id={`command-${index}`}
          type="button"
          role="option"
          tabIndex={-1}
          aria-selected={index === selected}
          // Keeps the focus in the field, so that typing goes on.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(command)}
        >
          <strong>/{command.command}</strong>
          <span>{command.description}</span>
        </button>
      ))}
    </div>
  );
}
