import type { ReactElement } from 'react';

import { usePhrases } from '../../i18n/texts.ts';
import { MapSketch } from '../map-sketch.tsx';
import type { ContentProps } from './message-content.tsx';

/** A location, with name and address where it is a venue. */
export function Place({ message }: ContentProps): ReactElement | null {
  const { t } = usePhrases();
  const location = message.location ?? message.venue?.location;
  if (!location) return null;
  return (
    <div className="media-location">
      <MapSketch location={location} label={`${t.location}: ${location.latitude}, ${location.longitude}`} />
      {message.venue ? (
        <p>
          <strong>{message.venue.title}</strong>
          <br />
          {message.venue.address}
        </p>
      ) : null}
    </div>
  );
}
