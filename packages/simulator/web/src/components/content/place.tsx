import { useState, type ReactElement } from 'react';

import { moveLiveLocation, stopLiveLocation } from '../../api/acts.ts';
import type { Location } from '../../api/types.ts';
import { usePhrases } from '../../i18n/texts.ts';
import { addressOf } from '../../model/chat-key.ts';
import { simulatedNow, useClock } from '../../model/use-clock.ts';
import { useEnvironment } from '../../model/environment.ts';
import { useSession } from '../../model/use-session.ts';
import { useTick } from '../../model/use-tick.ts';
import { spanLabel, timeOf } from '../../text/dates.ts';
import { LocationDialog } from '../location-dialog.tsx';
import { MapSketch } from '../map-sketch.tsx';
import type { ContentProps } from './message-content.tsx';

/** A location, with name and address where it is a venue. */
export function Place(props: ContentProps): ReactElement | null {
  const { t } = usePhrases();
  const { message } = props;
  const location = message.location ?? message.venue?.location;
  if (!location) return null;
  return (
    <div className="media-location">
      <MapSketch location={location} label={`${t.location}: ${location.latitude}, ${location.longitude}`} />
      {message.venue ? (
        <p className="venue">
          <strong>{message.venue.title}</strong>
          <br />
          {message.venue.address}
        </p>
      ) : null}
      {message.location?.live_period ? <Live {...props} period={message.location.live_period} /> : null}
    </div>
  );
}

/** Until when a place is live and how fresh it is; the person's own can be moved and stopped. */
function Live({ chatKey, message, isOwn, period }: ContentProps & { period: number }): ReactElement | null {
  const session = useSession();
  const { t, fill, language } = usePhrases();
  const { now } = useEnvironment();
  const clock = useClock();
  const [isMoving, setMoving] = useState(false);
  useTick(1000);
  const seconds = Math.floor((clock ? simulatedNow(clock, now()) : now()) / 1000);
  const until = message.date + period;
  if (seconds >= until) return null;
  const age = Math.max(0, seconds - (message.edit_date ?? message.date));
  const address = addressOf(chatKey);
  const id = message.message_id;
  return (
    <div className="live-location">
      <strong>
        <span className="live-dot" /> {t.liveLocation}
      </strong>
      {/* It changes every second, which nobody wants to be told. */}
      <small aria-live="off">
        {fill(t.liveUntil, { time: timeOf(until * 1000, language) })} ·{' '}
        {age < 5 ? t.updatedJustNow : fill(t.updatedAgo, { time: spanLabel(age, language) })}
      </small>
      {isOwn ? (
        <span className="content-actions">
          <button type="button" className="text-button" onClick={() => setMoving(true)}>
            {t.moveHere}
          </button>
          <button
            type="button"
            className="text-button"
            onClick={() =>
              void session.attempt(`live ${chatKey} ${id}`, () => stopLiveLocation(session.user, address, id))
            }
          >
            {t.stopSharing}
          </button>
        </span>
      ) : null}
      {isMoving ? <LocationDialog title={t.moveHere} onSend={move} onClose={() => setMoving(false)} /> : null}
    </div>
  );

  function move(location: Location): void {
    setMoving(false);
    void session.attempt(`live ${chatKey} ${id}`, () => moveLiveLocation(session.user, address, id, location));
  }
}
