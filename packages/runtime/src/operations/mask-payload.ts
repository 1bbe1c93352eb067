/** Words of the Bot API that say what something is, and never what somebody wrote. */
const shown = new Set(['type', 'parse_mode']);
/** The same, of timers and jobs, where they stand on top. */
const shownOnTop = new Set(['name', 'status', 'dueAt']);
/** Everything in these says who somebody is. */
const people = new Set(['from', 'user', 'contact', 'sender_chat', 'venue']);
/** What a bot keeps for itself: nobody but the bot knows what its fields mean. */
const botsOwn = new Set(['payload', 'result']);
const hiddenNumbers = new Set(['latitude', 'longitude', 'horizontal_accuracy', 'heading']);

const maxDepth = 8;
const maxItems = 20;

/**
 * Shows how an update, a call or a timer is made: fields, ids and lengths, without a word of what people wrote or who they
 * are. What is not known to be harmless is hidden.
 */
export function maskPayload(payload: unknown): unknown {
  return mask(payload, { key: '', depth: 0, aboutPeople: false });
}

interface Place {
  key: string;
  depth: number;
  aboutPeople: boolean;
}

function mask(value: unknown, place: Place): unknown {
  if (typeof value === 'string') return isShown(value, place) ? value : `[${value.length} characters]`;
  if (typeof value === 'number') return hiddenNumbers.has(place.key) ? '[number]' : value;
  if (typeof value !== 'object' || value === null) return value;
  if (place.depth >= maxDepth) return '[deep]';
  if (botsOwn.has(place.key)) return `[${Object.keys(value).length} fields]`;
  const inner = { ...place, depth: place.depth + 1 };
  if (Array.isArray(value)) {
    const items = value.slice(0, maxItems).map((item) => mask(item, inner));
    return value.length > maxItems ? [...items, `[${value.length - maxItems} more]`] : items;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [
      isWord(key) ? key : '[field]',
      mask(field, { ...inner, key, aboutPeople: place.aboutPeople || people.has(key) }),
    ]),
  );
}

function isShown(text: string, { key, depth, aboutPeople }: Place): boolean {
  if (aboutPeople || !/^[\w:.-]{1,40}$/.test(text)) return false;
  return shown.has(key) || (depth === 1 && shownOnTop.has(key));
}

function isWord(text: string): boolean {
  return /^[a-z][a-z\d_]{0,39}$/i.test(text);
}
