import { escapeHtml } from './escape-html.ts';
import type { ShownEntity } from './shown-message.ts';

const TAGS: Record<string, string> = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
};

const LINK_LIKE = new Set([
  'mention',
  'hashtag',
  'cashtag',
  'bot_command',
  'url',
  'email',
  'phone_number',
  'text_mention',
]);

/** A text with its formatting as HTML. Everything is escaped; entities that overlap only in part are cut at the seam. */
export function entitiesToHtml(text: string, entities: readonly ShownEntity[] = []): string {
  const cuts = new Set([0, text.length]);
  for (const { offset, length } of entities) {
    cuts.add(clamp(offset, text.length));
    cuts.add(clamp(offset + length, text.length));
  }
  const points = [...cuts].toSorted((a, b) => a - b);
  const ordered = entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  let html = '';
  let open: ShownEntity[] = [];
  for (const [index, start] of points.entries()) {
    // At the end of the text everything is closed, however far an entity claims to reach.
    const isEnd = start === text.length;
    const wanted = isEnd ? [] : ordered.filter(({ offset, length }) => offset <= start && start < offset + length);
    const same = commonLength(open, wanted);
    html += open
      .slice(same)
      .toReversed()
      .map((entity) => tagsOf(entity).close)
      .join('');
    html += wanted
      .slice(same)
      .map((entity) => tagsOf(entity).open)
      .join('');
    open = wanted;
    const end = points[index + 1];
    if (end !== undefined) html += escapeHtml(text.slice(start, end));
  }
  return html;
}

function tagsOf(entity: ShownEntity): { open: string; close: string } {
  const tag = TAGS[entity.type];
  if (tag !== undefined) return { open: `<${tag}>`, close: `</${tag}>` };
  if (entity.type === 'spoiler') return { open: '<span class="spoiler">', close: '</span>' };
  if (entity.type === 'text_link' && /^https?:/i.test(entity.url ?? '')) {
    return { open: `<a href="${escapeHtml(entity.url ?? '')}" rel="noopener noreferrer">`, close: '</a>' };
  }
  if (LINK_LIKE.has(entity.type) || entity.type === 'text_link')
    return { open: '<span class="link">', close: '</span>' };
  return { open: '', close: '' };
}

function commonLength(a: readonly ShownEntity[], b: readonly ShownEntity[]): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

function clamp(offset: number, length: number): number {
  return Math.max(0, Math.min(offset, length));
}
