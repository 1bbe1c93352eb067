import { addressQuery, fetchBlob } from '../api/http.ts';
import type { ChatAddress } from '../api/types.ts';

/** Saves a chat as a file, in the look of the page. */
export async function downloadTranscript(
  user: number,
  address: ChatAddress,
  name: string,
  format: 'json' | 'html' | 'png',
): Promise<void> {
  const theme = getComputedStyle(document.documentElement).colorScheme === 'dark' ? 'dark' : 'light';
  const zone = encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const blob = await fetchBlob(
    `/_sim/transcript?${addressQuery(user, address)}&format=${format}&theme=${theme}&time_zone=${zone}`,
  );
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.${format}`;
  link.click();
  URL.revokeObjectURL(url);
}
