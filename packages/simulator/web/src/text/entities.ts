import type { MessageEntity } from '../api/types.ts';

/** A piece of formatted text: plain, or an entity around further pieces. */
export type TextNode = { kind: 'text'; text: string } | { kind: 'entity'; entity: MessageEntity; children: TextNode[] };

/**
 * Turns a text and its entities (offsets in UTF-16 units, as JavaScript counts) into a tree. Nothing of the text is
 * lost whatever the entities say: ones outside it are clipped, ones that overlap only partly are split in two.
 */
export function formatText(text: string, entities: readonly MessageEntity[] = []): TextNode[] {
  const sorted = entities
    .filter((entity) => entity.length > 0 && entity.offset >= 0)
    .toSorted((a, b) => a.offset - b.offset || b.length - a.length || rank(a) - rank(b));
  return buildNodes(text, 0, text.length, sorted);
}

/** A tree as it is drawn: a block ends its line by itself, so the line break after it would leave an empty one. */
export function withoutBreaksAfterBlocks(nodes: readonly TextNode[]): readonly TextNode[] {
  return nodes.map((node, index) => {
    const previous = nodes[index - 1];
    if (node.kind !== 'text' || previous?.kind !== 'entity' || !isBlock(previous.entity)) return node;
    return { kind: 'text', text: node.text.replace(/^\n/u, '') };
  });
}

/** The text of a tree without its formatting. */
export function plainText(nodes: readonly TextNode[]): string {
  return nodes.map((node) => (node.kind === 'text' ? node.text : plainText(node.children))).join('');
}

function buildNodes(text: string, start: number, end: number, entities: readonly MessageEntity[]): TextNode[] {
  const nodes: TextNode[] = [];
  let position = start;
  let rest = entities;
  while (position < end) {
    const [entity, ...others] = rest;
    if (entity === undefined || entity.offset >= end) {
      nodes.push({ kind: 'text', text: text.slice(position, end) });
      break;
    }
    if (entity.offset > position) nodes.push({ kind: 'text', text: text.slice(position, entity.offset) });
    const from = Math.max(position, entity.offset);
    const to = Math.min(end, entity.offset + entity.length);
    if (to <= from) {
      rest = others;
      continue;
    }
    const inside = others.filter((other) => other.offset < to).map((other) => clip(other, from, to));
    nodes.push({
      kind: 'entity',
      entity,
      children: buildNodes(
        text,
        from,
        to,
        inside.filter((other) => other.length > 0),
      ),
    });
    position = to;
    rest = others.map((other) => clip(other, to, end)).filter((other) => other.length > 0);
  }
  return nodes;
}

function clip(entity: MessageEntity, from: number, to: number): MessageEntity {
  const offset = Math.max(entity.offset, from);
  const length = Math.max(0, Math.min(entity.offset + entity.length, to) - offset);
  return { ...entity, offset, length };
}

/** Of two entities over the same text, blocks stand outside. */
function rank(entity: MessageEntity): number {
  return isBlock(entity) ? 0 : 1;
}

function isBlock(entity: MessageEntity): boolean {
  return entity.type === 'blockquote' || entity.type === 'expandable_blockquote' || entity.type === 'pre';
}
