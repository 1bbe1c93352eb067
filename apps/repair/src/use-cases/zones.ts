import type { Tx } from '@durabot/postgres';
import { mostZones, type Zone } from '../domain/zones.ts';
import { changeCompanySetting } from '../store/company-settings.ts';
import { findZonesOfOpenOrders, listZones, lockZones } from '../store/zone-store.ts';

interface OnZones {
  readonly by: { readonly userId: number; readonly name: string };
  readonly at: Date;
}

/**
 * Adds a part of town, or gives one that is known other words. Addresses of open orders that are in none are looked at
 * again; what the desk has chosen stays.
 *
 * @returns how many of them have a zone now; undefined when there are too many zones
 */
export async function putZone(tx: Tx, { by, at, ...zone }: OnZones & Zone): Promise<number | undefined> {
  await lockZones(tx, at);
  const before = await listZones(tx);
  const isSame = ({ name }: Zone): boolean => name.toLowerCase() === zone.name.toLowerCase();
  const zones = before.some(isSame) ? before.map((one) => (isSame(one) ? zone : one)) : [...before, zone];
  if (zones.length > mostZones) return undefined;
  await changeCompanySetting(tx, { name: 'zones', value: zones, by, at });
  return findZonesOfOpenOrders(tx, zones);
}

/** Takes a part of town off the list. Addresses and masters keep its name. @returns what it was */
export async function removeZone(
  tx: Tx,
  { by, at, name }: OnZones & { readonly name: string },
): Promise<Zone | undefined> {
  await lockZones(tx, at);
  const before = await listZones(tx);
  const zone = before.find((one) => one.name === name);
  if (zone === undefined) return undefined;
  await changeCompanySetting(tx, { name: 'zones', value: before.filter((one) => one !== zone), by, at });
  return zone;
}
