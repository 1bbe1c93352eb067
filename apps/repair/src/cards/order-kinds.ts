/** Kinds of buttons about one order, as they are stored: a kind keeps its meaning for as long as buttons live. */
export const orderActions = {
  card: 'order.card',
  masters: 'order.masters',
  offer: 'order.offer',
  offerInTurn: 'order.offer_in_turn',
  offerToAll: 'order.offer_to_all',
  remind: 'order.remind',
  withdraw: 'order.withdraw',
  next: 'order.next',
  acceptByPhone: 'order.accept_by_phone',
  accept: 'order.accept',
  declineAsk: 'order.decline_ask',
  decline: 'order.decline',
  etaAsk: 'order.eta_ask',
  depart: 'order.depart',
  arrive: 'order.arrive',
  confirmVisit: 'order.confirm_visit',
  unreachable: 'order.unreachable',
  resume: 'order.resume',
  approve: 'order.approve',
  reject: 'order.reject',
  close: 'order.close',
  warranty: 'order.warranty',
  readChange: 'order.read_change',
  undo: 'order.undo',
  clientLink: 'order.client_link',
  moveAsAsked: 'order.move_as_asked',
  form: 'order.form',
  clientWaits: 'order.client_waits',
  approveClient: 'order.approve_client',
  restore: 'order.restore',
  takeOver: 'order.take_over',
} as const;

export type OrderAction = (typeof orderActions)[keyof typeof orderActions];

/** What is asked in a dialog before it is done. */
export const orderForms = [
  'finish',
  'hold',
  'refuse',
  'cancel',
  'release',
  'return',
  'dispute',
  'end_dispute',
  'reopen',
  'take_up_again',
  'question',
  'estimate',
  'answer',
  'edit',
  'reschedule',
  'delete',
  'blacklist',
] as const;

export type OrderForm = (typeof orderForms)[number];
