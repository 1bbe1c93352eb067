import { useEffect, useRef, type KeyboardEvent, type ReactElement } from 'react';

import type { User } from '../../api/types.ts';
import { usePhrases } from '../../i18n/texts.ts';
import { toolTabs, type ToolTab } from '../../model/layout.ts';
import { useLayout } from '../../model/use-layout.ts';
import { Icon } from '../icon.tsx';
import { BotsTab } from './bots-tab.tsx';
import { ClockTab } from './clock-tab.tsx';
import { FaultsTab } from './faults-tab.tsx';
import { JournalTab } from './journal-tab.tsx';
import { LimitsTab } from './limits-tab.tsx';
import { WorldTab } from './world-tab.tsx';

/** The tools beside the chats: what went over the wire, and how the simulator is to behave. */
export function Workbench({
  tab,
  bot,
  people,
}: {
  tab: ToolTab;
  bot: number | undefined;
  people: readonly User[];
}): ReactElement {
  const { t } = usePhrases();
  const { showTools } = useLayout();
  const list = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLElement>(null);
  const names: Record<ToolTab, string> = {
    journal: t.toolJournal,
    bots: t.toolBots,
    clock: t.toolClock,
    limits: t.toolLimits,
    faults: t.toolFaults,
    world: t.toolWorld,
  };

  useEffect(() => {
    const opener = document.activeElement;
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    };
  }, []);

  return (
    <aside
      ref={panel}
      className="workbench"
      aria-label={t.inspector}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) showTools(undefined);
      }}
    >
      <header>
        <div ref={list} role="tablist" aria-label={t.tools} className="tool-tabs" onKeyDown={moveTab}>
          {toolTabs.map((one) => (
            <button
              key={one}
              type="button"
              role="tab"
              id={`tool-${one}`}
              aria-selected={one === tab}
              aria-controls="tool-panel"
              tabIndex={one === tab ? 0 : -1}
              onClick={() => showTools(one, bot)}
            >
              {names[one]}
            </button>
          ))}
        </div>
        <button type="button" className="icon-button" aria-label={t.close} onClick={() => showTools(undefined)}>
          <Icon name="close" />
        </button>
      </header>
      <div id="tool-panel" role="tabpanel" aria-labelledby={`tool-${tab}`} className="tool-panel">
        {drawTab()}
      </div>
    </aside>
  );

  function drawTab(): ReactElement {
    switch (tab) {
      case 'journal':
        return <JournalTab bot={bot} />;
      case 'bots':
        return <BotsTab bot={bot} />;
      case 'clock':
        return <ClockTab />;
      case 'limits':
        return <LimitsTab />;
      case 'faults':
        return <FaultsTab />;
      case 'world':
        return <WorldTab people={people} />;
    }
  }

  function moveTab(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = toolTabs.at((toolTabs.indexOf(tab) + step) % toolTabs.length);
    if (step === 0 || !next) return;
    event.preventDefault();
    showTools(next, bot);
    list.current?.querySelector<HTMLElement>(`#tool-${next}`)?.focus();
  }
}
