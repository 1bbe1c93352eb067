export interface MediaTimestamp {
  text: string;
  seconds: number;
}

const TOKEN = /(?<![\p{L}\p{N}_:])[\d:]*:[\d:]*(?![\p{L}\p{N}_:])/gu;

/** Finds places in a recording: minutes and seconds, or hours before them. Telegram marks them for people, not for bots. */
export function findMediaTimestamps(text: string): MediaTimestamp[] {
  return [...text.matchAll(TOKEN)].flatMap(([token]) => {
    const seconds = readTimestamp(token.split(':'));
    return seconds === undefined ? [] : [{ text: token, seconds }];
  });
}

function readTimestamp(parts: readonly string[]): number | undefined {
  const seconds = parts.at(-1) ?? '';
  if (seconds.length !== 2 || Number(seconds) >= 60) return undefined;
  if (parts.length === 2) return isLong(parts[0], 4) ? Number(parts[0]) * 60 + Number(seconds) : undefined;
  const [hours, minutes] = parts;
  if (parts.length !== 3 || !isLong(hours, 2) || !isLong(minutes, 2) || Number(minutes) >= 60) return undefined;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function isLong(digits: string | undefined, most: number): boolean {
  return digits !== undefined && digits.length > 0 && digits.length <= most;
}
