import { badRequest } from './api-error.ts';

/**
 * Checks the address of a button as the official server does and gives it back in its normal form.
 *
 * @param subject how the refusal names it
 */
export function checkHttpUrl(url: string, subject: string): string {
  const result = normaliseUrl(url);
  if ('problem' in result) throw badRequest(`${subject} '${url}' is invalid: ${result.problem}`);
  return result.url;
}

/** An address with scheme and path, or what is wrong with it in the official words. */
export function normaliseUrl(text: string): { url: string } | { problem: string } {
  const trimmed = text.trim();
  const tg = /^(tg|ton|tonsite):(\/\/)?/i.exec(trimmed);
  if (tg !== null) return { url: `${tg[1]?.toLowerCase()}://${trimmed.slice(tg[0].length)}` };
  const match =
    /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):\/\/)?(?:[^/?#@]*@)?(\[[^\]]*\]|[^:/?#]*)(?::([^/?#]*))?([/?#][^]*)?$/.exec(trimmed);
  if (match === null) return { problem: 'Wrong URL' };
  const [, scheme = 'http', host = '', port, rest = ''] = match;
  const protocol = scheme.toLowerCase();
  if (protocol !== 'http' && protocol !== 'https') return { problem: 'Unsupported URL protocol' };
  if (host === '') return { problem: 'URL host is empty' };
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) > 0 && Number(port) < 65536)) {
    return { problem: 'Wrong port number specified in the URL' };
  }
  if (!host.startsWith('[') && /[\s"#%/:<=>?@[\\\]^`{|}!$&'()*+,;]/.test(host)) {
    return { problem: 'Disallowed character in URL host' };
  }
  const user = /^(?:[a-zA-Z][a-zA-Z0-9+.-]*:\/\/)?([^/?#@]*@)/.exec(trimmed)?.[1] ?? '';
  const address = port === undefined ? host.toLowerCase() : `${host.toLowerCase()}:${Number(port)}`;
  const path = rest.startsWith('/') ? rest : `/${rest}`;
  return {
    url: `${protocol}://${user}${address}${encodeURI(path).replaceAll('%25', '%').replaceAll('%5C', '\\').replaceAll('%5B', '[').replaceAll('%5D', ']')}`,
  };
}
