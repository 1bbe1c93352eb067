/**
 * Takes out of a text what no log may hold: secrets, telephone and card numbers, e-mail addresses, usernames, and characters
 * that act on a terminal or forge a line. Ids stay: without them nobody could mend anything. Names and addresses have no form
 * to know them by; what may hold them is left out as a whole, by whoever knows that it may.
 */
export function maskText(text: string): string {
  const withoutSecrets = secretPatterns.reduce((left, [pattern, mask]) => left.replaceAll(pattern, mask), text);
  return withoutSecrets.replaceAll(numbers, maskNumber).replaceAll(unprintable, '\ufffd');
}

type Mask = (match: string) => string;

const replacedBy =
  (mask: string): Mask =>
  () =>
    mask;

/** Keeps the beginning of an address up to its last such mark, and hides the person and password behind it. */
const hidesAfter =
  (mark: string): Mask =>
  (match) =>
    match.endsWith('[secret]@')
      ? match
      : `${match.slice(0, match.indexOf(mark, match.indexOf('//')) + mark.length)}[secret]@`;

// Every repetition has a limit: the time for a long text must not grow with its square.
const secretPatterns: readonly (readonly [RegExp, Mask])[] = [
  // A token in an address of the Bot API or by itself.
  [/(?:\bbot)?(?<!\d)\d{6,20}:[\w-]{20,}/g, replacedBy('[secret]')],
  // What stands before the @ of an address: a password may hold an @ itself, and in a Redis' address it may stand alone.
  [/postgres(?:ql)?:\/\/[^\s:/@]{0,100}:[^\n]{0,500}@/g, hidesAfter(':')],
  [/rediss?:\/\/[^\n]{0,500}@/g, hidesAfter('//')],
  [/\b[a-z][a-z\d+.-]{0,20}:\/\/[^\s/?#@"]{1,300}@/gi, hidesAfter('//')],
  [/[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu, replacedBy('[email]')],
  // The username of a bot is public and tells which one is meant; @scope/name is a package.
  [/(?<![\w/.@\]])@(?!\w{0,32}bot(?:father)?\b)[a-z]\w{3,31}(?![\w/])/gi, replacedBy('[username]')],
  [/\b(?:t|telegram)\.me\/[\w+/-]+/gi, replacedBy('t.me/[hidden]')],
];

// Digits of any script; people write numbers with spaces, dashes, dots, brackets and things nobody sees between them.
const gap = String.raw`[\s()./\-‐-―−\u200b-\u200f\u2060\ufeff]{0,5}`;

/** Ids of hexadecimal digits as they are, so that what is in them is not looked at; or digits with no more than such a gap between. */
const numbers = new RegExp(
  String.raw`\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b|\b[\da-f]{20,64}\b|(?:[+＋]${gap})?\(?\p{Nd}(?:${gap}\p{Nd})*`,
  'gu',
);

function maskNumber(match: string): string {
  const digits = match.replaceAll(/\P{Nd}/gu, '');
  if (digits.length < 7 || /[a-f]/.test(match)) return match;
  if (/^[+＋]/.test(match)) return '[phone]';
  if (isCard(digits)) return '[card]';
  // Without a gap: longer than the id of any person, shorter than that of a supergroup; or with a zero first.
  if (digits === match) return /^(?:\p{Nd}{11,12}|0\p{Nd}{8,9})$/u.test(match) ? '[phone]' : match;
  return digits.length < 9 || isDayOrMachine(match) ? match : '[phone]';
}

function isDayOrMachine(match: string): boolean {
  return /^\d{4}-\d\d-\d\d(?:\s\d\d)?$/.test(match) || /^(?:[1-9]\d{0,2}|0)(?:\.(?:[1-9]\d{0,2}|0)){3}$/.test(match);
}

/** By the check digit that every card has. */
function isCard(digits: string): boolean {
  const sum = digits
    .split('')
    .toReversed()
    .reduce((total, digit, place) => {
      const weighed = Number(digit) * (place % 2 === 0 ? 1 : 2);
      return total + (weighed > 9 ? weighed - 9 : weighed);
    }, 0);
  return /^[2-6]\d{14,18}$/.test(digits) && sum % 10 === 0;
}

/** Line breaks and tabs are written as such wherever it matters; these act on terminals, or turn the order of a line round. */
const unprintable =
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]|[\ud800-\udfff]/gu;
