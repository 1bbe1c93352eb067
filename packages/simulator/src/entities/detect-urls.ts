import { TOP_LEVEL_DOMAINS } from './top-level-domains.ts';

export interface FoundUrl {
  text: string;
  offset: number;
  isEmail: boolean;
}

const SEPARATOR = /\p{Z}/u;
const WORD = /[\p{L}\p{N}_]/u;
/** What ends a sentence rather than an address. */
const BAD_ENDS = ".:;,('?!`";

/** Finds web addresses and e-mail addresses around each dot of a text. */
export function findUrls(text: string): FoundUrl[] {
  if (!text.includes('.')) return [];
  const chars = Array.from(text);
  const offsets: number[] = [];
  let offset = 0;
  for (const char of chars) {
    offsets.push(offset);
    offset += char.length;
  }
  const found: FoundUrl[] = [];
  let begin = 0;
  for (;;) {
    const dot = chars.indexOf('.', begin);
    if (dot === -1 || dot + 1 === chars.length) break;
    if (chars[dot + 1] === ' ') {
      begin = dot + 2;
      continue;
    }
    const candidate = readCandidate(chars, begin, dot);
    const raw = chars.slice(candidate.begin, candidate.end).join('');
    const at = offsets[candidate.begin] ?? 0;
    if (!candidate.isBad && candidate.end > dot + 1) {
      const url = classify(raw);
      if (url !== undefined) found.push({ text: url.text, offset: at + url.skip, isEmail: url.isEmail });
    }
    begin = Math.max(dot + 1, nextBegin(chars, candidate));
  }
  return found;
}

interface Candidate {
  begin: number;
  end: number;
  isBad: boolean;
}

function nextBegin(chars: readonly string[], candidate: Candidate): number {
  let { end } = candidate;
  if (candidate.isBad) {
    while (end > 0 && chars[end - 1] !== '.') end -= 1;
    return end;
  }
  while (chars[end] === '.') end += 1;
  return end;
}

function readCandidate(chars: readonly string[], begin: number, dot: number): Candidate {
  const back = (from: number, isPart: (char: string) => boolean): number => {
    let position = from;
    while (position > begin && isPart(chars[position - 1] ?? '')) position -= 1;
    return position;
  };
  let domainBegin = back(dot, isDomainSymbol);
  let lastAt = -1;
  let domainEnd = dot;
  while (domainEnd < chars.length) {
    const char = chars[domainEnd] ?? '';
    if (char === '@') lastAt = domainEnd;
    else if (!isDomainSymbol(char)) break;
    domainEnd += 1;
  }
  if (lastAt !== -1) domainBegin = back(domainBegin, isUserSymbol);
  const end = readEnd(chars, domainEnd, dot);
  let isBad = false;
  let urlBegin = domainBegin;
  if (urlBegin > begin && chars[urlBegin - 1] === '@') {
    const userBegin = back(urlBegin - 1, isUserSymbol);
    if (lastAt !== -1 || userBegin === urlBegin - 1) isBad = true;
    urlBegin = userBegin;
  }
  if (urlBegin === begin) return { begin: urlBegin, end, isBad };
  const hasProtocol = urlBegin - begin >= 6 && chars.slice(urlBegin - 3, urlBegin).join('') === '://';
  if (!hasProtocol) {
    const before = chars[urlBegin - 1] ?? '';
    return { begin: urlBegin, end, isBad: isBad || WORD.test(before) || '/#@'.includes(before) };
  }
  const protocolBegin = back(urlBegin - 3, isProtocolSymbol);
  const length = protocolLength(
    chars
      .slice(protocolBegin, urlBegin - 3)
      .join('')
      .toLowerCase(),
  );
  if (length === undefined) return { begin: urlBegin, end, isBad: true };
  return { begin: urlBegin - length - 3, end, isBad };
}

function protocolLength(protocol: string): number | undefined {
  if (protocol.endsWith('http') && protocol !== 'shttp') return 4;
  if (protocol.endsWith('https')) return 5;
  return protocol.endsWith('ftp') && protocol !== 'tftp' && protocol !== 'sftp' ? 3 : undefined;
}

/** Port and path behind the domain. */
function readEnd(chars: readonly string[], domainEnd: number, dot: number): number {
  let end = domainEnd;
  if (chars[end] === ':') {
    let portEnd = end + 1;
    while (/^[0-9]$/.test(chars[portEnd] ?? '')) portEnd += 1;
    const port = chars
      .slice(end + 1, portEnd)
      .join('')
      .replace(/^0+/, '');
    if (port !== '' && port.length <= 5 && Number(port) <= 65_535) end = portEnd;
  }
  if ('/?#'.includes(chars[end] ?? ' ')) {
    let pathEnd = end + 1;
    while (pathEnd < chars.length && isPathSymbol(chars[pathEnd] ?? '')) pathEnd += 1;
    while (pathEnd > end + 1 && BAD_ENDS.includes(chars[pathEnd - 1] ?? '')) pathEnd -= 1;
    if (chars[end] === '/' || pathEnd > end + 1) end = pathEnd;
  }
  while (end > dot + 1 && chars[end - 1] === '.') end -= 1;
  return end;
}

/** Letters, dashes and zero-width joiners may be part of an address, other general punctuation may not. */
function isUrlSymbol(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  if (code >= 0x2000 && code <= 0x206f) return code === 0x200c || code === 0x200d || (code >= 0x2010 && code <= 0x2015);
  return !SEPARATOR.test(char);
}

function isPathSymbol(char: string): boolean {
  return !'\n<>"«»'.includes(char) && isUrlSymbol(char);
}

function isUserSymbol(char: string): boolean {
  return !'\n/[]{}()\'`<>"@«»'.includes(char) && isUrlSymbol(char);
}

function isDomainSymbol(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  return code < 0xc0 ? /^[A-Za-z0-9_.~-]$/.test(char) : isUrlSymbol(char);
}

function isProtocolSymbol(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  return code < 0x80 ? /^[A-Za-z0-9+-]$/.test(char) : !SEPARATOR.test(char);
}

const EMAIL =
  /^(?:[a-z0-9_-]{0,26}[.+]){0,10}[a-z0-9_-]{1,35}@(?:(?:[a-z0-9][a-z0-9_-]{0,28})?[a-z0-9][.]){1,6}[a-z]{2,8}$/i;

function classify(raw: string): { text: string; skip: number; isEmail: boolean } | undefined {
  if (EMAIL.test(raw)) return { text: raw, skip: 0, isEmail: true };
  if (raw.startsWith('mailto:') && EMAIL.test(raw.slice(7))) return { text: raw.slice(7), skip: 7, isEmail: true };
  const url = fixUrl(raw);
  return url === undefined ? undefined : { text: url, skip: 0, isEmail: false };
}

/** Cuts unbalanced brackets from the end; refuses what is no real domain. */
function fixUrl(full: string): string | undefined {
  const protocol = /^(?:https?|ftp):\/\//i.exec(full)?.[0] ?? '';
  const rest = full.slice(protocol.length);
  const domainEnd = /[/?#]/.exec(rest)?.index ?? rest.length;
  const path = rest.slice(domainEnd);
  let domain = rest.slice(0, domainEnd);
  domain = domain.slice(domain.indexOf('@') + 1);
  const colon = domain.lastIndexOf(':');
  if (colon !== -1) domain = domain.slice(0, colon);
  if (domain.toLowerCase() === 'teiegram.org') return undefined;
  if (!isRealDomain(domain, protocol !== '')) return undefined;
  return full.slice(0, full.length - (path.length - balancedLength(path)));
}

function balancedLength(path: string): number {
  const pairs = ['()', '[]', '{}'];
  const depth = [0, 0, 0];
  let length = 0;
  for (; length < path.length; length += 1) {
    const char = path[length] ?? '';
    for (const [index, pair] of pairs.entries()) {
      if (pair[0] === char) depth[index] = (depth[index] ?? 0) + 1;
      if (pair[1] === char) depth[index] = (depth[index] ?? 0) - 1;
    }
    if (depth.some((value) => value < 0)) break;
  }
  while (length > 0 && BAD_ENDS.includes(path[length - 1] ?? '')) length -= 1;
  return length;
}

function isRealDomain(domain: string, hasProtocol: boolean): boolean {
  const parts = domain.split('.');
  if (parts.some((part) => part === '' || Buffer.byteLength(part) >= 64 || part.endsWith('-'))) return false;
  if (parts.length === 1) return false;
  if (parts.length === 4 && parts.every(isByte)) return true;
  if (parts.every((part) => /^\d+$/.test(part))) return false;
  const tld = parts.at(-1) ?? '';
  if (Array.from(tld).length <= 1) return false;
  if (tld.startsWith('xn--')) {
    if (!/^[A-Za-z0-9]{2,}$/.test(tld.slice(4))) return false;
  } else if (tld.includes('_') || tld.includes('-') || (!hasProtocol && !isCommonTld(tld))) return false;
  return !(parts.at(-2) ?? '').includes('_');
}

function isByte(part: string): boolean {
  return /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255;
}

/** "time.Thanks" is the end of a sentence: only the first letter is a capital. */
function isCommonTld(tld: string): boolean {
  const lower = tld.toLowerCase();
  if (lower !== tld && lower.slice(1) === tld.slice(1)) return false;
  return TOP_LEVEL_DOMAINS.has(lower);
}
