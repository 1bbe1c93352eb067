import type { ReactElement } from 'react';

import { usePhrases } from '../../i18n/texts.ts';
import { useEnvironment } from '../../model/environment.ts';
import { simulatedNow, useClock } from '../../model/use-clock.ts';
import { useTick } from '../../model/use-tick.ts';
import { durationOf } from '../../text/dates.ts';

/** How long a poll is still open, by the simulator's clock. */
export function PollCountdown({ closesAt }: { closesAt: number }): ReactElement | null {
  const { t, fill } = usePhrases();
  const { now } = useEnvironment();
  const clock = useClock();
  useTick(1000);
  const left = closesAt - (clock ? simulatedNow(clock, now()) : now()) / 1000;
  if (left <= 0) return null;
  return <span role="timer"> · {fill(t.endsIn, { time: durationOf(left) })}</span>;
}
