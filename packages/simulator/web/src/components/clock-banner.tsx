import type { ReactElement } from 'react';

import { usePhrases } from '../i18n/texts.ts';
import { useEnvironment } from '../model/environment.ts';
import { isMoved, simulatedNow, type KnownClock } from '../model/use-clock.ts';
import { useLayout } from '../model/use-layout.ts';
import { useTick } from '../model/use-tick.ts';
import { momentLabel } from '../text/dates.ts';
import { Icon } from './icon.tsx';

/** Says that the simulator's time is not the real one; nothing is there while it is. */
export function ClockBanner({ clock }: { clock: KnownClock | undefined }): ReactElement | null {
  const { t, fill, language } = usePhrases();
  const { now } = useEnvironment();
  const { showTools } = useLayout();
  useTick(1000);
  if (!clock || !isMoved(clock)) return null;
  const time = momentLabel(simulatedNow(clock, now()), language);
  const { frozen, rate } = clock.state;
  const text = frozen ? t.clockFrozenAt : rate === 1 ? t.clockMovedTo : t.clockFastAt;
  return (
    <button type="button" className="clock-banner" data-testid="clock-banner" onClick={() => showTools('clock')}>
      <Icon name="clock" size={16} />
      <span>{fill(text, { time, rate: String(rate) })}</span>
    </button>
  );
}
