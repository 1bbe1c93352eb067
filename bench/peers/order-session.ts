import {
  command,
  confirmWord,
  createdText,
  questionCard,
  questions,
  reviewCard,
  type Card,
  type Order,
} from '../src/order/order-flow.ts';

/** Where a user of a peer stands; nothing of it while no dialog is open. */
export interface OrderSession {
  /** The question that is open; one more than the last is the card with all answers. */
  step?: number;
  order?: Partial<Order>;
}

/** What a bot that keeps such a session answers to a text; the session is changed in place. */
export function answerTo(session: OrderSession, text: string): Card | undefined {
  if (text === command) {
    session.step = 0;
    session.order = {};
    return questionCard(0);
  }
  const { step, order = {} } = session;
  if (step === undefined) return undefined;
  const question = questions[step];
  if (question === undefined) {
    if (text !== confirmWord) return reviewCard(order);
    delete session.step;
    delete session.order;
    return { text: createdText, keyboard: [] };
  }
  const read = question.read(text);
  if (!read.ok) return questionCard(step, read.message);
  session.order = { ...order, [question.name]: read.value };
  session.step = step + 1;
  return step + 1 < questions.length ? questionCard(step + 1) : reviewCard(session.order);
}

/** How a card is sent by any of them. */
export function messageOptions(card: Card): {
  parse_mode: 'HTML';
  link_preview_options: { is_disabled: true };
  reply_markup?: { inline_keyboard: Card['keyboard'] };
} {
  return {
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    ...(card.keyboard.length > 0 && { reply_markup: { inline_keyboard: card.keyboard } }),
  };
}
