/** What a client's card is about: the same order, with buttons of its own. */
export const clientEntity = 'client_order';

/** Kinds of buttons for clients, as they are stored: a kind keeps its meaning for as long as buttons live. */
export const clientActions = {
  join: 'client.join',
  leave: 'client.leave',
  card: 'client.card',
  approve: 'client.approve',
  reject: 'client.reject',
  confirm: 'client.confirm',
  rate: 'client.rate',
  form: 'client.form',
  move: 'client.move',
  takeHome: 'client.take_home',
  eraseAsk: 'client.erase_ask',
  erase: 'client.erase',
} as const;

export type ClientAction = (typeof clientActions)[keyof typeof clientActions];

/** What a client says in words of their own. */
export const clientForms = ['question', 'cancel', 'dispute', 'comment'] as const;

export type ClientForm = (typeof clientForms)[number];
