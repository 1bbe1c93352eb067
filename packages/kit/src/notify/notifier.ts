import type { Tx } from '@durabot/postgres';
import type { Attempt, Clock, DurableContext, Language, RefusalContext, TimerContext } from '@durabot/runtime';
import { z } from 'zod';
import type { CardButton } from '../actions/action.ts';
import type { Actions } from '../actions/actions.ts';
import { kitTexts } from '../texts/kit-texts.ts';
import { decideNotice, type NoticeClass, type NoticeDecision, type NoticeWishes } from './decide-notice.ts';
import {
  insertNotice,
  lockPerson,
  markAnswered,
  noticeMessage,
  type NoticeMessage,
  type NoticeSettings,
  putNoticeSettings,
  readNoticeFacts,
  takeDueNotices,
} from './notice-store.ts';

/** Who is told. */
export interface NoticeReader {
  readonly language: Language;
  readonly zone: string;
}

export interface NotifierDeps<C extends DurableContext> {
  /** The bot's name in the runtime. */
  readonly bot: string;
  readonly clock: Clock;
  readonly actions: Actions<C>;
  /** In which language and zone somebody reads; undefined for who cannot be written to. */
  reader(tx: Tx, userId: number): Promise<NoticeReader | undefined>;
  /** Quiet hours of those who have chosen none; 22:00 to 08:00 unless said otherwise. */
  readonly quiet?: NoticeWishes['quiet'];
}

/** Something that somebody should know. */
export interface Notice {
  readonly userId: number;
  /** Where it is written; the private chat unless said otherwise. */
  readonly chatId?: number;
  readonly class: NoticeClass;
  /** `order.offered`: what somebody can switch off. */
  readonly kind: string;
  /** What it is about, for reminders that follow up and for warnings that come once a day. */
  readonly topic?: string;
  /** Said once ever. */
  readonly dedupKey?: string;
  /** Telegram HTML, in the reader's language. In a digest its first line is shown. */
  readonly html: (reader: NoticeReader) => string;
  /** Telegram's id of a photo that it comes with; without the photo where Telegram does not take it, and in a digest. */
  readonly photo?: string;
  readonly rows?: (reader: NoticeReader) => readonly (readonly CardButton[])[];
  /** The person is looking at the chat because of this. */
  readonly waiting?: boolean;
  readonly onShift?: boolean;
  /** Who is told when Telegram refuses it for good, as when the person has blocked the bot; see `OutgoingCall`. */
  readonly onRefused?: { readonly name: string; readonly payload: unknown };
}

export type NotifyResult = NoticeDecision | { readonly kind: 'drop'; readonly why: 'said_before' | 'unreachable' };

/** Tells people things when they want to be told. */
export interface Notifier {
  /** Sends a notice now, or stores it for the end of quiet hours or a digest, or leaves it; all with the attempt's commit. */
  notify(attempt: Attempt, notice: Notice): Promise<NotifyResult>;
  /** Sets quiet hours, or switches kinds on and off. */
  choose(tx: Tx, userId: number, settings: Partial<NoticeSettings>): Promise<void>;
  /** The person has done something: promotions count as answered. */
  answered(tx: Tx, userId: number): Promise<void>;
  /** For the bot's definition: sends what has waited. */
  readonly timers: Record<string, (ctx: TimerContext) => Promise<void>>;
  /** For the bot's definition: says in words what Telegram did not take with its photo. */
  readonly refusals: Record<string, (ctx: RefusalContext) => Promise<void>>;
}

const timerName = 'kit.notices';
const photoRefused = 'kit.notice_photo';
/** Telegram takes no longer words under a photo. */
const longestCaption = 1_024;
const usualQuiet = { from: '22:00', until: '08:00' };
/** So many that waited together come as messages of their own; more as one. */
const mostSingly = 3;
/** Lines of a digest. */
const mostLines = 15;

const timerPayload = z.object({ userId: z.number() });

export function createNotifier<C extends DurableContext>(deps: NotifierDeps<C>): Notifier {
  const { bot, clock, actions } = deps;
  const promoOff = actions.define({
    kind: 'kit.promo_off',
    params: z.object({ kind: z.string(), toast: z.string() }),
    run: async (ctx, { params, by }) => {
      await putNoticeSettings(await ctx.durable.tx(), bot, by.userId, { kinds: { [params.kind]: false } });
      return { kind: 'applied', toast: params.toast };
    },
  });

  return {
    notify,
    choose: (tx, userId, settings) => putNoticeSettings(tx, bot, userId, settings),
    answered: (tx, userId) => markAnswered(tx, bot, userId, new Date(clock.nowMs())),
    timers: { [timerName]: sendDue },
    refusals: {
      [photoRefused]: async ({ durable, refusal }) => send(durable, noticeMessage.parse(refusal.payload)),
    },
  };

  async function notify(attempt: Attempt, notice: Notice): Promise<NotifyResult> {
    const tx = await attempt.tx();
    const { userId, kind, topic, dedupKey } = notice;
    const reader = await deps.reader(tx, userId);
    if (reader === undefined) return { kind: 'drop', why: 'unreachable' };
    const wishes = wishesOf(reader, await lockPerson(tx, bot, userId));
    const nowMs = clock.nowMs();
    const facts = await readNoticeFacts(tx, bot, { userId, kind, topic, nowMs });
    const { waiting = false, onShift = false } = notice;
    const decision = decideNotice(notice, wishes, { ...facts, nowMs, waiting, onShift });
    if (decision.kind === 'drop') return decision;
    const dueAt = decision.kind === 'now' ? undefined : decision.at;
    const message = await messageOf(tx, notice, reader);
    const noted = await insertNotice(tx, bot, {
      userId,
      class: notice.class,
      kind,
      topic,
      dedupKey,
      at: new Date(nowMs),
      waits: dueAt === undefined ? undefined : { dueAt, message },
    });
    if (!noted) return { kind: 'drop', why: 'said_before' };
    if (dueAt === undefined) send(attempt, message);
    else attempt.timers.set({ name: timerName, key: `${userId}/${dueAt.getTime()}`, dueAt, payload: { userId } });
    return decision;
  }

  async function messageOf(tx: Tx, notice: Notice, reader: NoticeReader): Promise<NoticeMessage> {
    const { userId, kind } = notice;
    const words = kitTexts(reader.language);
    const rows = [...(notice.rows?.(reader) ?? [])];
    if (notice.class === 'promo') {
      const params = { kind, toast: words.plain('promo-off-done') };
      const scope = { userIds: [userId] };
      rows.push([promoOff.button({ text: words.plain('promo-off'), entity: 'notice', entityId: kind, params, scope })]);
    }
    const keyboard = rows.length === 0 ? undefined : await actions.keyboard(tx, rows);
    const html = notice.html(reader);
    return {
      chatId: notice.chatId ?? userId,
      html,
      ...(notice.photo !== undefined && { photo: notice.photo }),
      ...(notice.onRefused !== undefined && { onRefused: { ...notice.onRefused } }),
      ...(keyboard !== undefined && { keyboard: keyboard.map((row) => row.map((button) => ({ ...button }))) }),
    };
  }

  /** Due at the end of quiet hours or of the hour: everything that waits for the person by then. */
  async function sendDue({ durable, timer }: TimerContext): Promise<void> {
    const { userId } = timerPayload.parse(timer.payload);
    const tx = await durable.tx();
    const reader = await deps.reader(tx, userId);
    if (reader === undefined) return;
    await lockPerson(tx, bot, userId);
    const messages = await takeDueNotices(tx, bot, userId, new Date(clock.nowMs()));
    for (const chatId of new Set(messages.map((message) => message.chatId))) {
      const own = messages.filter((message) => message.chatId === chatId);
      if (own.length <= mostSingly) for (const message of own) send(durable, message);
      else send(durable, { chatId, html: digestOf(own, reader.language) });
    }
  }

  function wishesOf({ zone }: NoticeReader, { quiet, kinds }: NoticeSettings): NoticeWishes {
    return { zone, quiet: quiet ?? deps.quiet ?? usualQuiet, kinds };
  }
}

function send(attempt: Attempt, message: NoticeMessage): void {
  const { chatId, html, photo, keyboard, onRefused } = message;
  const reply_markup = keyboard === undefined ? {} : { reply_markup: { inline_keyboard: keyboard } };
  if (photo !== undefined && html.length <= longestCaption) {
    const { photo: _refused, ...words } = message;
    attempt.send({
      method: 'sendPhoto',
      payload: { chat_id: chatId, photo, caption: html, parse_mode: 'HTML', ...reply_markup },
      class: 'notification',
      onRefused: { name: photoRefused, payload: words },
    });
    return;
  }
  const payload = {
    chat_id: chatId,
    text: html,
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    ...reply_markup,
  };
  attempt.send({
    method: 'sendMessage',
    payload,
    class: 'notification',
    ...(onRefused !== undefined && { onRefused }),
  });
}

function digestOf(messages: readonly NoticeMessage[], language: Language): string {
  const words = kitTexts(language);
  const lines = messages.slice(0, mostLines).map(({ html }) => `• ${firstLine(html)}`);
  const left = messages.length - lines.length;
  const more = left > 0 ? [words.t('digest-more', { count: left })] : [];
  return [`<b>${words.t('digest-title', { count: messages.length })}</b>`, ...lines, ...more].join('\n');
}

/** Without its tags: a line may end inside of them. */
function firstLine(html: string): string {
  return (
    html
      .replaceAll(/<[^>]*>/g, '')
      .trim()
      .split('\n')[0] ?? ''
  );
}
