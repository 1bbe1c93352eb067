import type { ReactElement } from 'react';

import type { Location } from '../api/types.ts';

/** A drawn map with a pin: no real one is asked for, so that nothing leaves the computer. */
export function MapSketch({ location, label }: { location: Location; label: string }): ReactElement {
  const x = shift(location.longitude);
  const y = shift(location.latitude);
  return (
    <svg className="map-sketch" viewBox="0 0 240 120" role="img" aria-label={label}>
      <rect className="map-land" width="240" height="120" />
      <path className="map-water" d={`M0 ${70 + y} C60 ${50 + y} 110 ${110 + y / 2} 240 ${78 - y / 2} V120 H0z`} />
      <path
        className="map-road"
        d={`M${20 + x} 0 L${50 + x} 120 M${120 + x} 0 L${104 + x} 120 M0 ${24 + y / 2} L240 ${36 + y / 2} M0 ${80 - y} L240 ${58 - y / 2}`}
      />
      <path className="map-pin" d="M120 66s13-13 13-23a13 13 0 0 0-26 0c0 10 13 23 13 23z" />
      <circle className="map-dot" cx="120" cy="43" r="5" />
      <text x="8" y="112">{`${location.latitude.toFixed(4)}, ${location.longitude.toFixed(4)}`}</text>
    </svg>
  );
}

/** Moves the drawing a little, so that two places do not look the same: 0 to 40. */
function shift(degrees: number): number {
  return Math.abs(degrees * 997) % 40;
}
