import type { Turn } from '@durabot/kit';
import { clientActions, clientEntity } from '../cards/client-kinds.ts';
import { orderActions } from '../cards/order-kinds.ts';
import type { Desk } from '../desk.ts';
import type { Fact } from '../domain/fact.ts';
import type { OrderCase } from '../domain/order-case.ts';
import { limits } from '../domain/sla.ts';
import { phoneAfterEndMs } from '../cards/order-viewer.ts';
import { nextDueOfOrder } from '../store/dispatch-store.ts';
import { findCase } from '../store/load-case.ts';
import { findMasterPhoto } from '../store/master-photo-store.ts';
import { findOrder, type Order } from '../store/order-store.ts';
import { texts } from '../texts.ts';
import { recipientsOf, type Recipient } from './audience.ts';
import { clientText, knownMasterOf } from './client-words.ts';
import { papersJob } from './client-papers.ts';
import { clientRefusal } from './client-gone.ts';
import { factText } from './fact-words.ts';
import { notePhoneShown } from './phone-shown.ts';
import { rulesOf, type Rule } from './rules.ts';

/** The runtime's timer for what is due on orders. */
export const orderTimer = 'repair.order';

type NoticeRule = Extract<Rule, { how: 'notice' }>;

interface Message {
  readonly rule: Extract<Rule, { how: 'card' | 'notice' | 'papers' }>;
  readonly to: Recipient;
  readonly fact: Fact;
  readonly order: Order;
  readonly one: OrderCase;
}

/**
 * Tells people what has happened to orders, by the table of rules, in the commit of what made it happen. Whoever did it
 * sees the answer to their press and no notice. What is due on the orders next gets its timer here, too.
 */
export async function tell(
  turn: Turn,
  desk: Desk,
  facts: readonly Fact[],
  by: { readonly userId?: number | undefined; readonly cards: 'refresh' | 'leave' },
): Promise<void> {
  if (facts.length === 0) return;
  const tx = await turn.durable.tx();
  const messages: Message[] = [];
  const orderIds = [...new Set(facts.map(({ orderId }) => orderId))].toSorted((a, b) => a - b);
  for (const orderId of orderIds) {
    const order = await findOrder(tx, orderId);
    const one = await findCase(tx, orderId);
    if (order === undefined || one === undefined) continue;
    for (const fact of facts.filter((each) => each.orderId === orderId)) {
      for (const rule of rulesOf(fact)) {
        if (rule.how === 'edit' || (rule.how === 'notice' && !isMeant(rule, fact))) continue;
        for (const to of await recipientsOf(tx, desk, rule.to, fact, one))
          messages.push({ rule, to, fact, order, one });
      }
    }
  }
  // Whoever tells several people takes them in one order, lest two wait for each other.
  messages.sort((a, b) => (a.to.userId ?? a.to.chatId) - (b.to.userId ?? b.to.chatId));
  const told = new Set<string>();
  for (const message of messages) {
    if (message.rule.how === 'notice' && message.to.userId === by.userId) continue;
    const key = keyOf(message);
    if (told.has(key)) continue;
    told.add(key);
    await say(turn, desk, message);
  }
  for (const orderId of orderIds) {
    if (desk.settings.clients) await desk.cards.refresh(turn, { entity: clientEntity, entityId: String(orderId) });
    if (by.cards === 'refresh') await desk.cards.refresh(turn, { entity: 'order', entityId: String(orderId) });
    refreshLater(turn, desk, orderId, facts);
    await setOrderTimer(turn, orderId);
  }
}

/** One fact is told to somebody once, though they may be several audiences of it. */
function keyOf({ rule, to, fact }: Message): string {
  const text = rule.how === 'notice' ? rule.text : rule.how;
  return [to.chatId, text, fact.orderId, fact.kind === 'task_opened' ? fact.task : fact.kind].join('/');
}

async function say(turn: Turn, desk: Desk, { rule, to, fact, order, one }: Message): Promise<void> {
  const entityId = String(order.id);
  const { chatId, userId, topicId } = to;
  if (rule.how === 'card') {
    await notePhoneShown(await turn.durable.tx(), desk, { order, state: one.order, chatId, userId });
    await desk.cards.send(turn, { entity: 'order', entityId, kind: 'order', chatId, userId, topicId });
    return;
  }
  if (userId === undefined) return;
  if (rule.how === 'papers') {
    turn.durable.jobs.add(papersJob(order.id, one.order.rev, userId, rule.papers));
    return;
  }
  if (rule.to === 'client') return sayToClient(turn, desk, { rule, to, fact, order, one });
  const nowMs = desk.clock.nowMs();
  await desk.notifier.notify(turn.durable, {
    userId,
    chatId,
    class: rule.class,
    kind: `order.${fact.kind}`,
    onShift: to.onShift,
    // A visit is recalled anew, an order's first one is not the second one's follow-up.
    ...(rule.class === 'reminder' ? { topic: `order/${entityId}/${one.order.rev}` } : {}),
    html: ({ language, zone }) => factText(rule.text, fact, order, one, { language, zone, nowMs }),
    rows: ({ language }) => {
      const words = texts(language);
      const scope = { userIds: [userId], ...(chatId === userId ? {} : { roles: ['admin'] }) };
      const about = { entity: 'order', entityId, rev: one.order.rev, scope };
      const own = (rule.buttons ?? []).map((button) => ({
        ...about,
        kind: button.kind,
        text: words.plain(button.text),
        params: button.params,
      }));
      const open = { ...about, kind: orderActions.card, text: words.plain('button-open'), params: {} };
      return own.length === 0 ? [[open]] : [own, [open]];
    },
  });
}

/** To the client: in their words, and whoever has blocked the bot is called from then on. */
async function sayToClient(
  turn: Turn,
  desk: Desk,
  { rule, to, fact, order, one }: Omit<Message, 'rule'> & { readonly rule: NoticeRule },
): Promise<void> {
  const { userId } = to;
  if (userId === undefined) return;
  const master = await knownMasterOf(await turn.durable.tx(), one);
  const photo =
    rule.showsMaster === true && one.order.masterId !== undefined
      ? await findMasterPhoto(await turn.durable.tx(), one.order.masterId)
      : undefined;
  const nowMs = desk.clock.nowMs();
  const entityId = String(order.id);
  await desk.notifier.notify(turn.durable, {
    userId,
    class: rule.class,
    kind: `client.${fact.kind}`,
    onRefused: clientRefusal(userId),
    ...(rule.waiting === true ? { waiting: true } : {}),
    ...(photo === undefined ? {} : { photo }),
    html: ({ language, zone }) => clientText(rule.text, fact, order, one, master, { language, zone, nowMs }),
    rows: ({ language }) => {
      const words = texts(language);
      const about = { entity: clientEntity, entityId, rev: one.order.rev, scope: { userIds: [userId] } };
      const own = (rule.buttons ?? []).map(({ kind, text, params }) => ({
        ...about,
        kind,
        text: words.plain(text, params),
        params,
      }));
      const open = { ...about, kind: clientActions.card, text: words.plain('button-client-open'), params: {} };
      // Stars stand in one row; words need more room.
      return own.length > 3
        ? [own, [open]]
        : [own.slice(0, 2), [...own.slice(2), open]].filter((row) => row.length > 0);
    },
  });
}

/** Whether a rule is about this fact in particular. */
function isMeant({ fromCount = 0, only }: NoticeRule, fact: Fact): boolean {
  return countOf(fact) >= fromCount && (only === undefined || only(fact));
}

function countOf(fact: Fact): number {
  return 'count' in fact ? fact.count : 0;
}

/** What a card shows may end by itself: the minute for taking something back, and the day of the client's phone. */
function refreshLater(turn: Turn, desk: Desk, orderId: number, facts: readonly Fact[]): void {
  const of = { entity: 'order', entityId: String(orderId) };
  const nowMs = desk.clock.nowMs();
  if (facts.some(({ orderId: id }) => id === orderId))
    desk.cards.refreshAt(turn.durable, of, new Date(nowMs + limits.undoMs + 1_000));
  if (facts.some(({ kind, orderId: id }) => id === orderId && ['closed', 'refused', 'cancelled'].includes(kind)))
    desk.cards.refreshAt(turn.durable, of, new Date(nowMs + phoneAfterEndMs + 1_000));
}

/** The timers of an order are rows; in the chat where one was set, the runtime wakes at the next of them. */
export async function setOrderTimer(turn: Turn, orderId: number): Promise<void> {
  const dueAt = await nextDueOfOrder(await turn.durable.tx(), orderId);
  if (dueAt === undefined) return;
  turn.durable.timers.set({ name: orderTimer, key: String(orderId), dueAt, payload: { orderId } });
}
