import { createHash } from 'node:crypto';
import type { Tx } from '@durabot/postgres';
import {
  type Attempt,
  type Clock,
  findSentMessage,
  type MigrateRows,
  type RefusalContext,
  type TimerContext,
} from '@durabot/runtime';
import { z } from 'zod';
import type { CardButton, EntityRef } from '../actions/action.ts';
import type { CardsAfterPress, Turn } from '../actions/actions.ts';
import type { InlineKeyboardButton } from 'grammy/types';
import type { CardDefinition, CardFace, NewCard } from './card.ts';
import {
  deleteCard,
  type Drawn,
  lockCard,
  lockCards,
  migrateCards,
  noteDrawn,
  putCard,
  type StoredCard,
} from './card-store.ts';

/** What cards are made of. */
export interface CardsDeps {
  /** The bot's name in the runtime. */
  readonly bot: string;
  readonly clock: Clock;
  readonly definitions: readonly CardDefinition[];
  /** Stores the buttons that a card is drawn with. */
  readonly actions: { keyboard(tx: Tx, rows: readonly (readonly CardButton[])[]): Promise<InlineKeyboardButton[][]> };
}

/** The messages of a bot that show an entity and follow it. */
export interface Cards extends CardsAfterPress {
  /** Sends a card. One that stands in the chat already loses its buttons, and this one is kept up to date from now on. */
  send(turn: Turn, card: NewCard): Promise<void>;
  /**
   * Draws all cards of an entity anew where they would change, each at most once in two seconds: what comes sooner is drawn
   * by a timer, once and as it is then.
   */
  refresh(turn: Turn, of: EntityRef): Promise<void>;
  /** The same at a moment to come: when something that is shown runs out. */
  refreshAt(attempt: Attempt, of: EntityRef, at: Date): void;
  /** Sends the cards of an entity that stand in a chat once more, to be seen at its end. */
  resend(turn: Turn, of: EntityRef & { chatId: number; userId: number }): Promise<void>;
  /** For the bot's definition: {@link refreshAt} and what was too soon. */
  readonly timers: Record<string, (ctx: TimerContext) => Promise<void>>;
  /** For the bot's definition: a card that can be edited no more is sent anew. */
  readonly refusals: Record<string, (ctx: RefusalContext) => Promise<void>>;
  /** For the bot's definition: cards follow a group that became a supergroup. */
  readonly migrateRows: MigrateRows;
}

/** No card is edited more often: people cannot read faster, and Telegram counts edits as messages. */
const editEveryMs = 2_000;
const timerName = 'kit.cards';
const refusalName = 'kit.card';

const entityRef = z.object({ entity: z.string(), entityId: z.string() });
const refusedCard = z.object({ cardId: z.number(), messageId: z.number() });

/**
 * Makes a bot's cards. Coalescing is a timer of the runtime and not the sender's: that drops an edit only while it waits in
 * memory, so under no load each change would be an edit of its own; a timer counts, and outlives a restart.
 */
export function createCards(deps: CardsDeps): Cards {
  const { bot, clock } = deps;
  const definitions = new Map(deps.definitions.map((definition) => [keyOf(definition), definition]));

  const cards: Cards = {
    send,
    refresh,
    refreshAt,
    resend: async (turn, { entity, entityId, chatId, userId }) => {
      const tx = await turn.durable.tx();
      const standing = (await lockCards(tx, bot, { entity, entityId })).filter((card) => card.chatId === chatId);
      const own = deps.definitions.filter((definition) => definition.entity === entity);
      const [only] = own;
      if (standing.length > 0) for (const card of standing) await send(turn, card);
      // Its card is not known any more; there is no doubt which it was when there is one kind only.
      else if (only !== undefined && own.length === 1)
        await send(turn, { entity, entityId, kind: only.kind, chatId, userId: chatId > 0 ? userId : undefined });
    },
    timers: {
      [timerName]: async (ctx) => {
        const of = entityRef.parse(ctx.timer.payload);
        await refresh(ctx, of);
      },
    },
    refusals: { [refusalName]: replaceRefused },
    migrateRows: (tx, migration) => migrateCards(tx, bot, migration),
  };
  return cards;

  async function send(turn: Turn, { entity, entityId, kind, chatId, userId, topicId }: NewCard): Promise<void> {
    const tx = await turn.durable.tx();
    const face = await definitionOf({ entity, kind }).render(tx, entityId, { chatId, userId });
    const standing = (await lockCards(tx, bot, { entity, entityId })).find(
      (card) => card.chatId === chatId && card.kind === kind,
    );
    const place = { entity, entityId, kind, chatId, userId, topicId };
    if (standing !== undefined) edit(turn, standing, 'editMessageReplyMarkup', {});
    if (face.kind === 'gone') {
      if (standing !== undefined) await deleteCard(tx, standing.id);
      if (face.html !== undefined) await turn.api.sendMessage(chatId, face.html, { parse_mode: 'HTML' });
      return;
    }
    const inline_keyboard = await deps.actions.keyboard(tx, face.rows);
    const other = {
      parse_mode: 'HTML',
      reply_markup: { inline_keyboard },
      ...(topicId !== undefined && { message_thread_id: topicId }),
    } as const;
    const message =
      face.photo === undefined
        ? await turn.api.sendMessage(chatId, face.html, { ...other, link_preview_options: { is_disabled: true } })
        : await turn.api.sendPhoto(chatId, face.photo, { ...other, caption: face.html });
    await putCard(tx, bot, place, drawnOf(face, message.message_id));
  }

  async function refresh(turn: Turn, of: EntityRef): Promise<void> {
    const tx = await turn.durable.tx();
    const nowMs = clock.nowMs();
    const dueMs: number[] = [];
    for (const card of await lockCards(tx, bot, of)) {
      const nextMs = card.editedAt === undefined ? nowMs : card.editedAt.getTime() + editEveryMs;
      if (nextMs > nowMs) dueMs.push(nextMs);
      else await redraw(turn, tx, card);
    }
    if (dueMs.length > 0) refreshAt(turn.durable, of, new Date(Math.min(...dueMs)));
  }

  function refreshAt(attempt: Attempt, { entity, entityId }: EntityRef, at: Date): void {
    // By its moment: one that is due soon is not put off by one that is due later.
    const key = `${entity}/${entityId}/${Math.ceil(at.getTime() / editEveryMs)}`;
    attempt.timers.set({ name: timerName, key, dueAt: at, payload: { entity, entityId } });
  }

  async function redraw(turn: Turn, tx: Tx, card: StoredCard): Promise<void> {
    const face = await definitionOf(card).render(tx, card.entityId, card);
    if (face.kind === 'gone') {
      if (face.html === undefined) edit(turn, card, 'editMessageReplyMarkup', {});
      else if (card.photo === undefined) edit(turn, card, 'editMessageText', { text: face.html, parse_mode: 'HTML' });
      else edit(turn, card, 'editMessageCaption', { caption: face.html, parse_mode: 'HTML' });
      return deleteCard(tx, card.id);
    }
    const messageId = await realMessageId(tx, card);
    const drawn = drawnOf(face, messageId);
    if (drawn.hash === card.hash) return noteDrawn(tx, card.id, drawn, false);
    // A text cannot become a picture, nor a picture a text.
    if ((face.photo === undefined) !== (card.photo === undefined)) return send(turn, card);
    const reply_markup = { inline_keyboard: await deps.actions.keyboard(tx, face.rows) };
    const now = { ...card, messageId };
    if (face.photo === undefined) {
      const link_preview_options = { is_disabled: true };
      edit(turn, now, 'editMessageText', { text: face.html, parse_mode: 'HTML', link_preview_options, reply_markup });
    } else if (face.photo === card.photo) {
      edit(turn, now, 'editMessageCaption', { caption: face.html, parse_mode: 'HTML', reply_markup });
    } else {
      const media = { type: 'photo', media: face.photo, caption: face.html, parse_mode: 'HTML' };
      edit(turn, now, 'editMessageMedia', { media, reply_markup });
    }
    await noteDrawn(tx, card.id, drawn, true);
  }

  function edit(turn: Turn, card: StoredCard, method: string, what: Record<string, unknown>): void {
    turn.durable.send({
      method,
      payload: { chat_id: card.chatId, message_id: card.messageId, ...what },
      onRefused: { name: refusalName, payload: { cardId: card.id, messageId: card.messageId } },
    });
  }

  /** The message is gone or too old to be edited: the card is sent anew, if it is still the one that stands there. */
  async function replaceRefused(ctx: RefusalContext): Promise<void> {
    const { cardId, messageId } = refusedCard.parse(ctx.refusal.payload);
    const tx = await ctx.durable.tx();
    const card = await lockCard(tx, bot, cardId);
    if (card === undefined) return;
    const meant = messageId < 0 ? await findSentMessage(tx, bot, card.chatId, messageId) : messageId;
    if (card.messageId !== messageId && card.messageId !== meant) return;
    if (ctx.refusal.code === 'UNREACHABLE') return deleteCard(tx, card.id);
    // Without a look at the old message: there is nothing to take buttons from.
    await deleteCard(tx, card.id);
    await send(ctx, card);
  }

  /** The runtime forgets after a while what a virtual id became, so it is asked for as soon as it is known. */
  async function realMessageId(tx: Tx, { chatId, messageId }: StoredCard): Promise<number> {
    return messageId < 0 ? ((await findSentMessage(tx, bot, chatId, messageId)) ?? messageId) : messageId;
  }

  function definitionOf(of: Pick<CardDefinition, 'entity' | 'kind'>): CardDefinition {
    const definition = definitions.get(keyOf(of));
    if (definition === undefined) throw new Error(`There is no card of the kind ${keyOf(of)}.`);
    return definition;
  }

  function drawnOf(face: Extract<CardFace, { kind: 'shown' }>, messageId: number): Drawn {
    return { messageId, hash: hashOf(face), rev: face.rev, photo: face.photo, at: new Date(clock.nowMs()) };
  }
}

function keyOf({ entity, kind }: Pick<CardDefinition, 'entity' | 'kind'>): string {
  return `${entity}/${kind}`;
}

/** Of what a person would see and what its buttons do. A new revision alone makes no card new. */
function hashOf({ html, rows, photo }: Extract<CardFace, { kind: 'shown' }>): string {
  const shown = rows.map((row) => row.map((button) => ({ ...button, rev: undefined })));
  return createHash('sha256')
    .update(JSON.stringify([html, shown, photo]))
    .digest('base64url');
}
