import { useState, type ReactElement } from 'react';

import type { Location } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import { MapSketch } from './map-sketch.tsx';
import { Modal } from './modal.tsx';

/** Asks where the virtual person is. */
export function LocationDialog({
  title,
  explanation,
  onSend,
  onShareLive,
  onClose,
}: {
  title: string;
  explanation?: string;
  onSend: (location: Location) => void;
  /** Absent where a place is asked for once. */
  onShareLive?: (location: Location) => void;
  onClose: () => void;
}): ReactElement {
  const { t } = usePhrases();
  const [latitude, setLatitude] = useState('50.4501');
  const [longitude, setLongitude] = useState('30.5234');
  const location = { latitude: Number(latitude), longitude: Number(longitude) };
  const isValid =
    latitude !== '' && longitude !== '' && Math.abs(location.latitude) <= 90 && Math.abs(location.longitude) <= 180;
  const places: [string, string, string][] = [
    [t.placeKyiv, '50.4501', '30.5234'],
    [t.placeBerlin, '52.52', '13.405'],
    [t.placeLondon, '51.5072', '-0.1276'],
  ];

  return (
    <Modal title={title} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (isValid) onSend(location);
        }}
      >
        {explanation ? <p>{explanation}</p> : null}
        {isValid ? <MapSketch location={location} label={t.location} /> : null}
        <div className="chips" role="group" aria-label={t.places}>
          {places.map(([name, lat, long]) => (
            <button
              key={name}
              type="button"
              className="chip"
              aria-pressed={lat === latitude && long === longitude}
              onClick={() => {
                setLatitude(lat);
                setLongitude(long);
              }}
            >
              {name}
            </button>
          ))}
        </div>
        <div className="fields">
          <label className="field">
            <span>{t.latitude}</span>
            <input
              type="number"
              step="any"
              min={-90}
              max={90}
              required
              value={latitude}
              onChange={(event) => setLatitude(event.target.value)}
            />
          </label>
          <label className="field">
            <span>{t.longitude}</span>
            <input
              type="number"
              step="any"
              min={-180}
              max={180}
              required
              value={longitude}
              onChange={(event) => setLongitude(event.target.value)}
            />
          </label>
        </div>
        <div className="form-actions">
          <button type="button" className="button quiet" onClick={onClose}>
            {t.cancel}
          </button>
          {onShareLive ? (
            <button
              type="button"
              className="button quiet"
              disabled={!isValid}
              onClick={() => (isValid ? onShareLive(location) : undefined)}
            >
              {t.shareLive}
            </button>
          ) : null}
          <button type="submit" className="button">
            {t.shareLocation}
          </button>
        </div>
      </form>
    </Modal>
  );
}
