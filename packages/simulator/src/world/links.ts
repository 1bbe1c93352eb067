/** What a link of Telegram leads to. */
export type Link =
  | { kind: 'username'; username: string }
  | { kind: 'start'; username: string; payload: string }
  | { kind: 'start_group'; username: string; payload: string; rights: string[] }
  | { kind: 'start_channel'; username: string; rights: string[] }
  | { kind: 'main_app'; username: string; startParameter: string }
  | { kind: 'direct_app'; username: string; app: string; startParameter: string }
  | { kind: 'invoice'; slug: string }
  | { kind: 'invite'; link: string }
  | { kind: 'message'; username: string; messageId: number };

const HOSTS: readonly string[] = ['t.me', 'telegram.me', 'telegram.dog'];
const PAYLOAD = /^[A-Za-z0-9_-]{0,64}$/;
const NAME = /^[A-Za-z]\w{1,31}$/;

/**
 * Reads a link of the form `t.me/…` or `tg://…`.
 *
 * @returns `undefined` for addresses of other sites and for what Telegram's clients do not take
 */
export function parseLink(text: string): Link | undefined {
  const trimmed = text.trim();
  const address = /^(?:https?|tg):\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol === 'tg:') return parseScheme(url);
  if (!HOSTS.includes(url.hostname)) return undefined;
  const [first = '', second = ''] = url.pathname.slice(1).split('/');
  if (first.startsWith('$')) return { kind: 'invoice', slug: first.slice(1) };
  if (first === 'invoice') return { kind: 'invoice', slug: second };
  if (first.startsWith('+')) return { kind: 'invite', link: `https://t.me/${first}` };
  if (first === 'joinchat') return { kind: 'invite', link: `https://t.me/joinchat/${second}` };
  return NAME.test(first) ? parseName(first, second, url.searchParams) : undefined;
}

function parseScheme(url: URL): Link | undefined {
  const { searchParams: query } = url;
  const action = url.hostname === '' ? url.pathname.replaceAll('/', '') : url.hostname;
  if (action === 'invoice') return { kind: 'invoice', slug: query.get('slug') ?? '' };
  if (action === 'join') return { kind: 'invite', link: `https://t.me/+${query.get('invite') ?? ''}` };
  const name = query.get('domain') ?? '';
  return action === 'resolve' && NAME.test(name)
    ? parseName(name, query.get('appname') ?? query.get('post') ?? '', query)
    : undefined;
}

function parseName(username: string, rest: string, query: URLSearchParams): Link | undefined {
  const rights = (query.get('admin') ?? '').split(/[ +]/).filter((right) => right !== '');
  const parameter = (name: string): string | undefined => {
    const value = query.get(name);
    return value !== null && PAYLOAD.test(value) ? value : undefined;
  };
  const payload = parameter('start');
  const group = parameter('startgroup');
  const app = parameter('startapp');
  if (/^\d+$/.test(rest)) return { kind: 'message', username, messageId: Number(rest) };
  if (rest !== '') return { kind: 'direct_app', username, app: rest, startParameter: app ?? '' };
  if (payload !== undefined) return { kind: 'start', username, payload };
  if (group !== undefined) return { kind: 'start_group', username, payload: group, rights };
  if (query.has('startchannel')) return { kind: 'start_channel', username, rights };
  return app === undefined ? { kind: 'username', username } : { kind: 'main_app', username, startParameter: app };
}
