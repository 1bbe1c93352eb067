/** A point on a map that opens everywhere. */
export function mapUrl({ latitude, longitude }: { readonly latitude: number; readonly longitude: number }): string {
  return `https://maps.google.com/?q=${latitude},${longitude}`;
}
