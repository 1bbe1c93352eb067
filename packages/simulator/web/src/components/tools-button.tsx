import type { ReactElement } from 'react';

import { usePhrases } from '../i18n/texts.ts';
import { useLayout } from '../model/use-layout.ts';
import { Icon } from './icon.tsx';

/** Opens what developers look at beside a chat, and closes it again. */
export function ToolsButton({ bot }: { /** Whose calls are shown first. */ bot: number | undefined }): ReactElement {
  const { t } = usePhrases();
  const { layout, showTools } = useLayout();
  const isInspecting = layout.tools !== undefined;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={t.inspector}
      aria-pressed={isInspecting}
      title={t.inspector}
      onClick={() => showTools(isInspecting ? undefined : 'journal', bot)}
    >
      <Icon name="inspect" />
    </button>
  );
}
