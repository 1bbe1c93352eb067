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
  saidAsk: 'order.said_ask',
  said: 'order.said',
  confirmVisit: 'order.confirm_visit',
  lateAsk: 'order.late_ask',
  cannotCome: 'order.cannot_come',
  allRight: 'order.all_right',
  help: 'order.help',
  photos: 'order.photos',
  unreachable: 'order.unreachable',
  resume: 'order.resume',
  approve: 'order.approve',
  reject: 'order.reject',
  close: 'order.close',
  warranty: 'order.warranty',
  readChange: 'order.read_change',
  undo: 'order.undo',
  form: 'order.form',
} as const;

export type OrderAction = (typeof orderActions)[keyof typeof orderActions];

/** What is asked in a dialog before it is done. */
export const orderForms = [
  'finish',
  'inspect',
  'device',
  'late',
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
] as const;

export type OrderForm = (typeof orderForms)[number];
