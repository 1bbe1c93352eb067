import { SimulatorError } from './http.ts';

/** Which chat, through whose eyes, and how it is to look. */
export interface TranscriptRequest {
  user: number | string;
  chat?: number | string;
  bot?: number | string;
  thread?: number;
  format: 'json' | 'html' | 'png';
  theme?: 'light' | 'dark';
  language?: 'en' | 'ru' | 'uk';
  time_zone?: string;
  after?: number;
  limit?: number;
  deleted?: '0' | '1';
  /** Of the page that is drawn, in its pixels. */
  width?: number;
  /** Pixels of the picture for one of the page. */
  scale?: number;
}

/**
 * A chat as a file: JSON, one HTML page that holds its pictures, or a picture.
 *
 * @throws SimulatorError 501 when a picture is wanted and no Chromium is there
 */
export async function fetchTranscript(url: string, request: TranscriptRequest): Promise<Buffer> {
  const address = new URL('/_sim/transcript', url);
  for (const [name, value] of Object.entries(request)) address.searchParams.set(name, String(value));
  const response = await fetch(address);
  const bytes = Buffer.from(await response.arrayBuffer());
  if (!response.ok) throw new SimulatorError(response.status, 'transcript', bytes.toString('utf8'));
  return bytes;
}
