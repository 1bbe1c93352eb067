/**
 * The address of a webhook; without a protocol it is https.
 *
 * @returns `undefined` when it is no address of a web server
 */
export function parseWebhookUrl(text: string): URL | undefined {
  const address = /^[a-zA-Z]+:\/\//.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined;
}

/** `user:password` of an address; what is no percent-encoding stays as it is. */
export function loginOf(url: URL): string | undefined {
  return url.username === '' ? undefined : `${decode(url.username)}:${decode(url.password)}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
