/** A body that somebody posts to a webhook who knows the secret token and means no good. */
export interface HostileBody {
  /** What it is about, for the message of a failing test. */
  kind: string;
  body: string | Uint8Array<ArrayBuffer>;
  contentType?: string;
}

/** Numbers below `below`, the same ones for the same seed. */
type Roll = (below: number) => number;

export function seededRoll(seed: number): Roll {
  let state = seed >>> 0;
  // mulberry32
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const fields = [
  'message', 'edited_message', 'channel_post', 'callback_query', 'inline_query', 'chosen_inline_result', 'poll',
  'poll_answer', 'shipping_query', 'pre_checkout_query', 'my_chat_member', 'chat_member', 'chat_join_request',
  'message_reaction', 'business_message', 'chat_boost', 'hologram', 'constructor', 'toString', '', 'update', 'length',
  'from', 'user', 'chat', 'id', 'text', 'entities', 'data', 'message_id', 'message_thread_id', 'is_topic_message',
  'language_code', 'migrate_to_chat_id', 'migrate_from_chat_id', 'media_group_id', 'successful_payment', 'type',
  'new_chat_member', 'old_chat_member', 'status', 'poll_id', 'caption', 'contact', 'location', 'photo', 'date',
] as const; // prettier-ignore

/** Ordinary kinds, so that a part of what comes gets as far as a handler. */
const kinds = fields.slice(0, 18);

const numbers = [
  '0', '-0', '1', '-1', '7', '2.5', '1e400', '-1e400', '1e21', '9007199254740991', '9007199254740993',
  '9223372036854775807', '9223372036854775808', '-9223372036854775809', '340282366920938463463374607431768211456',
  '5e-324', '-1001234567890', '4503599627370496',
] as const; // prettier-ignore

/** As they stand in JSON, between quotes. */
const texts = [
  '', 'hi', '/start', '/start@test_bot x', String.raw`\u0000`, String.raw`zero \u0000 in it`, String.raw`\ud800`,
  String.raw`half \udc00 a pair`, String.raw`\ud83d`, String.raw`\\u0000`, String.raw`\\\u0000`, '\u202E\u2066', '👨‍👩‍👧‍👦', "'; drop table durabot.inbox; --",
  '$1', '${process.exit(1)}', '__proto__', '<b>&', '%s%n', '../../etc/passwd', 'private', 'supergroup', 'kicked', String.raw`\uFEFF`, '\u2028',
] as const; // prettier-ignore

/** The nth hostile body; a share of them fits the shape of an update and has to be stored. */
export function hostileBody(roll: Roll, updateId: number): HostileBody {
  const of = <T>(values: readonly [T, ...T[]] | readonly T[]): T => {
    const chosen = values[roll(values.length)];
    if (chosen === undefined) throw new Error('There is nothing to choose from.');
    return chosen;
  };

  function text(): string {
    if (roll(40) === 0) return `"${of(['x', 'ы', String.raw`\u0000`]).repeat(roll(20_000))}"`;
    return `"${of(texts)}"`;
  }

  function value(depth: number): string {
    const choice = roll(depth <= 0 ? 5 : 9);
    if (choice === 0) return of(numbers);
    if (choice === 1) return text();
    if (choice === 2) return of(['true', 'false', 'null']);
    if (choice === 3) return of(['[]', '{}']);
    if (choice === 4) return String(roll(1_000_000));
    if (choice === 5) return `[${list(roll(5), () => value(depth - 1))}]`;
    return object(depth - 1, roll(7));
  }

  function object(depth: number, size: number): string {
    // The same name may come twice, as it may on the wire.
    return `{${list(size, () => `"${of(fields)}":${value(depth)}`)}}`;
  }

  /** Nearly right: one place of a good update holds something else. */
  function nearly(): string {
    const spoilt = roll(9);
    const or = (place: number, good: string): string => (place === spoilt ? value(2) : good);
    const from = or(
      0,
      `{"id":${or(1, '7')},"is_bot":false,"first_name":${or(2, '"A"')},"language_code":${or(3, '"en"')}}`,
    );
    const chat = or(4, `{"id":${or(5, String(1 + roll(50)))},"type":${or(6, '"private"')}}`);
    const message = `{"message_id":${or(7, '1')},"date":1,"chat":${chat},"from":${from},"text":${or(8, text())},"entities":${value(2)}}`;
    if (roll(2) === 0) return `"message":${message}`;
    if (roll(2) === 0) return `"callback_query":{"id":"1","from":${from},"data":${value(1)},"message":${message}}`;
    return `"${of(kinds)}":{"id":${value(0)},"from":${from},"chat":${chat},"user":${from},"poll_id":${value(0)},"new_chat_member":{"status":"kicked"}}`;
  }

  const update = (inside: string): string => `{"update_id":${updateId},${inside}}`;
  switch (roll(24)) {
    case 0:
      return {
        kind: 'no JSON',
        body: of(['', '{', '{"update_id":', 'null', 'undefined', '\u0000', '"', '[1,', '{}}', 'NaN']),
      };
    case 1:
      return { kind: 'another shape', body: value(3) };
    case 2:
      return { kind: 'update_id of another kind', body: `{"update_id":${value(1)},"message":${value(2)}}` };
    case 3:
      return { kind: 'deep', body: update(`"message":${deep(roll)}`) };
    case 4:
      return { kind: 'prototype', body: update(of(prototypes)) };
    case 5:
      return {
        kind: 'update_id twice',
        body: `{"update_id":"x","update_id":${updateId},"message":{},"message":${value(2)}}`,
      };
    case 6:
      return { kind: 'no UTF-8', body: withBytes(update(`"message":{"text":"@@@"}`), roll) };
    case 7:
      return {
        kind: 'another type',
        body: update(nearly()),
        contentType: of(['text/plain', 'application/xml', 'application/json; charset=utf-7', 'x']),
      };
    case 8:
      return { kind: 'a kind unknown to us', body: update(`"${of(texts)}${roll(9)}":${value(3)}`) };
    case 9:
      return { kind: 'many fields', body: update(list(200, (n) => `"f${n}":${value(0)}`)) };
    default:
      return roll(3) === 0
        ? { kind: 'random', body: update(`"${of(kinds)}":${value(4)}`) }
        : { kind: 'nearly right', body: update(nearly()) };
  }
}

/** Larger than what any update may be. */
export function oversizeBody(updateId: number, megabytes = 10): HostileBody {
  return {
    kind: 'oversize',
    body: `{"update_id":${updateId},"message":{"text":"${'x'.repeat(megabytes * 2 ** 20)}"}}`,
  };
}

const prototypes = [
  '"__proto__":{"polluted":true}',
  '"message":{"__proto__":{"polluted":true}}',
  '"constructor":{"prototype":{"polluted":true}}',
  String.raw`"message":{"\u005f_proto__":{"polluted":true}}`,
  '"__proto__":null',
  '"message":{"chat":{"id":7,"__proto__":{"type":"private"}}}',
] as const;

function deep(roll: Roll): string {
  const depth = [100, 5_000, 20_000, 100_000][roll(4)] ?? 1;
  return roll(2) === 0 ? '['.repeat(depth) + ']'.repeat(depth) : '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);
}

function withBytes(json: string, roll: Roll): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(json);
  for (let at = bytes.indexOf(64), n = 0; n < 3; n += 1) bytes[at + n] = 0x80 + roll(0x80);
  return bytes;
}

function list(count: number, one: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => one(n)).join(',');
}
