/** An address in its normal form, or what is wrong with it in the official words. */
export type CheckedUrl = { url: string } | { problem: string };

const URL_PARTS =
  /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):\/\/)?(?:([^/?#@]*)@)?(\[[^\]]*\]|[^:/?#]*)(?::([^/?#]*))?([/?#][^]*)?$/;

/** Splits and normalises a web address as the official server does. */
export function normaliseUrl(text: string): CheckedUrl {
  const trimmed = text.trim();
  const match = URL_PARTS.exec(trimmed);
  if (match === null) return { problem: 'Wrong URL' };
  const [, scheme = 'http', user, host = '', port, rest = ''] = match;
  const protocol = scheme.toLowerCase();
  if (protocol !== 'http' && protocol !== 'https') return { problem: 'Unsupported URL protocol' };
  if (host === '') return { problem: 'URL host is empty' };
  const isPort = port === undefined || (/^\d{1,9}$/.test(port) && Number(port) > 0 && Number(port) < 65_536);
  if (!isPort) return { problem: 'Wrong port number specified in the URL' };
  if (!host.startsWith('[') && /[\x20-\x2c/\x3a-\x40\x5b-\x5e`\x7b-\x7d]/.test(host)) {
    return { problem: 'Disallowed character in URL host' };
  }
  const address = `${user === undefined ? '' : `${user}@`}${host.toLowerCase()}${port === undefined ? '' : `:${Number(port)}`}`;
  const path = rest.startsWith('/') ? rest : `/${rest}`;
  return { url: `${protocol}://${address}${escapePath(path)}` };
}

/** A link of a text or a button: an address whose host has a dot, or one of Telegram's own schemes. */
export function checkLink(text: string): CheckedUrl {
  const own = /^(tg|ton|tonsite):(?:\/\/)?/i.exec(text.trim());
  if (own !== null) return { url: `${own[1]?.toLowerCase() ?? ''}://${text.trim().slice(own[0].length)}` };
  const checked = normaliseUrl(text);
  if ('problem' in checked) return checked;
  const host = /^https?:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^:/?#]*)/.exec(checked.url)?.[1] ?? '';
  return host.includes('.') || host.startsWith('[') ? checked : { problem: 'Wrong HTTP URL' };
}

/** Spaces, control characters and everything outside ASCII are written as percent codes. */
function escapePath(path: string): string {
  return path.replace(/[^\x21-\x7e]+/g, (part) => {
    let escaped = '';
    for (const byte of Buffer.from(part)) escaped += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    return escaped;
  });
}
