import type { NoticeClass } from '@durabot/kit';
import { clientActions, type ClientAction } from '../cards/client-kinds.ts';
import type { OrderAction, OrderForm } from '../cards/order-kinds.ts';
import { orderActions } from '../cards/order-kinds.ts';
import type { Fact } from '../domain/fact.ts';
import type { TaskKind } from '../domain/order-case.ts';
import type { TimerEvent } from '../domain/timers.ts';

/** Who is told. A group is never told anything personal. */
export type Audience =
  /** Whom the fact names; where it names nobody, everybody who could take the order. */
  | 'master'
  /** The dispatcher whose order it is; the whole desk when they are no dispatcher any more. */
  | 'owner'
  | 'admins'
  | 'group'
  /** Whose order it is, once they follow it here; others are called. */
  | 'client'
  /** All cards of the order, wherever they stand. */
  | 'cards';

/** What one audience gets of one kind of fact. */
export type Rule =
  /** The order's card, new at the end of the chat. */
  | { readonly to: Exclude<Audience, 'cards' | 'client'>; readonly how: 'card' }
  /** Cards that stand already are drawn anew; nobody's telephone rings. */
  | { readonly to: Audience; readonly how: 'edit' }
  /** Receipt and warranty card, as files; after the end only the receipt changes. */
  | { readonly to: 'client'; readonly how: 'papers'; readonly papers: 'all' | 'receipt' }
  | {
      readonly to: 'master' | 'owner' | 'admins' | 'client';
      readonly how: 'notice';
      readonly class: NoticeClass;
      /** The key of its text. */
      readonly text: string;
      /** From which number on, where a fact counts. */
      readonly fromCount?: number;
      /** Buttons under it beside the one that opens the card. */
      readonly buttons?: readonly NoticeButton[];
      /** Of these facts only. */
      readonly only?: (fact: Fact) => boolean;
      /** They wait for it at the door, whatever the hour. */
      readonly waiting?: true;
      /** With the master's photo, where there is one. */
      readonly showsMaster?: true;
    };

export interface NoticeButton {
  readonly kind: OrderAction | ClientAction;
  readonly text: string;
  readonly params: Readonly<Record<string, string | number>>;
}

const formButton = (form: OrderForm, text: string): NoticeButton => ({
  kind: orderActions.form,
  text,
  params: { form },
});

const edit = { to: 'cards', how: 'edit' } as const;
type More = Partial<
  Pick<Extract<Rule, { how: 'notice' }>, 'fromCount' | 'only' | 'buttons' | 'waiting' | 'showsMaster'>
>;
/** What a client has to know, in their words. */
const client = (text: string, more: More = {}): Rule => ({
  to: 'client',
  how: 'notice',
  class: 'transactional',
  text,
  ...more,
});
const isMismatch = (fact: Fact): boolean => fact.kind === 'finished' && fact.hasMismatch;
const isLate = (fact: Fact): boolean => fact.kind === 'late_risk' && fact.isLong;
const isBad = (fact: Fact): boolean => fact.kind === 'rated' && fact.stars <= 3;
const say = (form: 'question' | 'dispute', text: string): NoticeButton => ({
  kind: clientActions.form,
  text,
  params: { form },
});
const answers: readonly NoticeButton[] = [
  { kind: clientActions.approve, text: 'button-client-agree', params: {} },
  { kind: clientActions.reject, text: 'button-client-disagree', params: {} },
  say('question', 'button-client-question'),
];
const stars: readonly NoticeButton[] = [1, 2, 3, 4, 5].map((count) => ({
  kind: clientActions.rate,
  text: 'button-stars',
  params: { stars: count },
}));
const work = (to: 'master' | 'owner' | 'admins', text: string, more: More = {}): Extract<Rule, { how: 'notice' }> => ({
  to,
  how: 'notice',
  class: 'work',
  text,
  ...more,
});
const reminder = (to: 'master' | 'owner' | 'admins', text: string, buttons: readonly NoticeButton[] = []): Rule => ({
  to,
  how: 'notice',
  class: 'reminder',
  text,
  buttons,
});

/** The fee is filled in: whoever opens it says only how it was paid. */
const refuseWithFee: NoticeButton = {
  kind: orderActions.form,
  text: 'button-refuse-with-fee',
  params: { form: 'refuse' },
};

/** Who is told of what, and how: the only place that says so. */
export const rules: Readonly<Record<Fact['kind'], readonly Rule[]>> = {
  created: [{ to: 'group', how: 'card' }, client('client-created')],
  offered: [{ to: 'master', how: 'card' }, edit],
  offer_reminder: [work('master', 'fact-offer-reminder')],
  offer_withdrawn: [edit],
  declined: [work('owner', 'fact-declined'), work('admins', 'fact-declined', { fromCount: 3 }), edit],
  offer_expired: [work('owner', 'fact-offer-expired'), work('admins', 'fact-offer-expired', { fromCount: 3 }), edit],
  no_taker: [work('owner', 'fact-no-taker'), edit],
  accepted: [{ to: 'master', how: 'card' }, work('owner', 'fact-accepted'), client('client-accepted'), edit],
  assigned: [{ to: 'master', how: 'card' }, work('master', 'fact-assigned'), client('client-accepted'), edit],
  released: [work('owner', 'fact-released'), work('master', 'fact-released'), edit],
  visit_confirmed: [work('owner', 'fact-visit-confirmed'), edit],
  en_route: [client('client-en-route', { waiting: true, showsMaster: true }), edit],
  on_site: [edit],
  inspected: [work('owner', 'fact-inspected'), edit],
  checked: [edit],
  cannot_come: [
    work('owner', 'fact-cannot-come', {
      buttons: [formButton('reschedule', 'button-reschedule'), formButton('release', 'button-release')],
    }),
    edit,
  ],
  all_right: [edit],
  help_wanted: [work('owner', 'fact-help-wanted'), work('admins', 'fact-help-wanted'), edit],
  followed: [edit],
  visit_failed: [work('owner', 'fact-visit-failed'), edit],
  late_risk: [
    work('owner', 'fact-late-risk'),
    work('master', 'fact-late-risk'),
    client('client-late', { only: isLate, waiting: true }),
    edit,
  ],
  rescheduled: [
    work('master', 'fact-rescheduled'),
    work('owner', 'fact-rescheduled'),
    client('client-rescheduled'),
    edit,
  ],
  held: [work('master', 'fact-held'), work('owner', 'fact-held'), client('client-held'), edit],
  resumed: [work('master', 'fact-resumed'), work('owner', 'fact-resumed'), edit],
  hold_reached: [work('owner', 'fact-hold-reached'), edit],
  estimate_sent: [
    work('owner', 'fact-estimate-sent'),
    client('client-estimate', { buttons: answers, waiting: true }),
    edit,
  ],
  estimate_reminder: [
    reminder('owner', 'fact-estimate-reminder'),
    client('client-estimate-reminder', { buttons: answers }),
  ],
  estimate_approved: [
    work('master', 'fact-estimate-approved'),
    work('owner', 'fact-estimate-approved'),
    client('client-estimate-approved'),
    edit,
  ],
  estimate_rejected: [
    work('master', 'fact-estimate-rejected', { buttons: [refuseWithFee] }),
    work('owner', 'fact-estimate-rejected', { buttons: [refuseWithFee] }),
    client('client-estimate-rejected'),
    edit,
  ],
  estimate_expired: [work('owner', 'fact-estimate-expired'), client('client-estimate-expired'), edit],
  finished: [
    work('owner', 'fact-finished'),
    client('client-mismatch', {
      only: isMismatch,
      buttons: [
        { kind: clientActions.confirm, text: 'button-client-confirm', params: {} },
        say('dispute', 'button-client-disagree'),
      ],
    }),
    edit,
  ],
  returned: [work('master', 'fact-returned'), edit],
  closed: [
    work('master', 'fact-closed'),
    client('client-closed', { buttons: stars }),
    { to: 'client', how: 'papers', papers: 'all' },
    edit,
  ],
  disputed: [work('owner', 'fact-disputed'), work('admins', 'fact-disputed'), edit],
  dispute_ended: [work('master', 'fact-dispute-ended'), work('owner', 'fact-dispute-ended'), edit],
  refused: [work('master', 'fact-refused'), work('owner', 'fact-refused'), client('client-refused'), edit],
  cancelled: [work('master', 'fact-cancelled'), work('owner', 'fact-cancelled'), client('client-cancelled'), edit],
  reopened: [work('master', 'fact-reopened'), work('owner', 'fact-reopened'), edit],
  taken_up_again: [work('owner', 'fact-taken-up-again'), edit],
  warranty_claimed: [work('admins', 'fact-warranty-claimed'), edit],
  client_unreachable: [work('owner', 'fact-client-unreachable'), edit],
  undone: [work('owner', 'fact-undone'), edit],
  edited: [
    {
      to: 'master',
      how: 'notice',
      class: 'work',
      text: 'fact-edited',
      buttons: [{ kind: orderActions.readChange, text: 'button-read-change', params: {} }],
    },
    edit,
  ],
  blacklisted: [work('admins', 'fact-blacklisted'), edit],
  approval_wanted: [
    {
      to: 'admins',
      how: 'notice',
      class: 'work',
      text: 'fact-approval-wanted',
      buttons: [{ kind: orderActions.approveClient, text: 'button-approve-client', params: {} }],
    },
  ],
  client_waits: [{ to: 'master', how: 'notice', class: 'transactional', text: 'fact-client-waits' }, edit],
  client_approved: [work('owner', 'fact-client-approved'), edit],
  change_read: [edit],
  paid: [
    work('owner', 'fact-paid'),
    work('master', 'fact-cash-taken'),
    client('client-paid'),
    { to: 'client', how: 'papers', papers: 'receipt' },
    edit,
  ],
  total_confirmed: [work('owner', 'fact-total-confirmed'), edit],
  rated: [work('admins', 'fact-rated-low', { only: isBad }), edit],
  deleted: [edit],
  restored: [edit],
  // Told by the rules below.
  task_opened: [edit],
  reminder: [edit],
};

/** What a task can be done by, right under its notice. */
const taskButtons: Partial<Record<TaskKind, readonly NoticeButton[]>> = {
  propose_cancel: [formButton('cancel', 'button-cancel')],
};

/** A task is told to whoever has to do it. */
export const taskRules: Readonly<Record<'dispatcher' | 'admin', readonly Extract<Rule, { how: 'notice' }>[]>> = {
  dispatcher: [work('owner', 'fact-task')],
  admin: [work('admins', 'fact-task')],
};

const late = (minutes: number, text: string): NoticeButton => ({
  kind: orderActions.confirmVisit,
  text,
  params: { lateMinutes: minutes },
});

/** What only recalls or warns, by its timer; the others say something of their own. */
export const reminderRules: Readonly<Partial<Record<TimerEvent, readonly Rule[]>>> = {
  no_offer_1: [work('owner', 'fact-reminder')],
  no_offer_2: [work('owner', 'fact-reminder')],
  no_offer_3: [work('owner', 'fact-reminder')],
  visit_confirmation: [
    reminder('master', 'fact-visit-confirmation', [
      late(0, 'button-in-time'),
      { kind: orderActions.lateAsk, text: 'button-late', params: {} },
      { kind: orderActions.cannotCome, text: 'button-cannot-come', params: {} },
    ]),
  ],
  on_site_long: [
    reminder('master', 'fact-reminder', [
      { kind: orderActions.allRight, text: 'button-all-right', params: {} },
      formButton('hold', 'button-hold'),
      { kind: orderActions.help, text: 'button-help', params: {} },
    ]),
  ],
  call_again: [
    reminder('master', 'fact-call-again', [{ kind: orderActions.unreachable, text: 'button-unreachable', params: {} }]),
  ],
  hold_long: [work('admins', 'fact-reminder')],
  limit_new: [work('owner', 'fact-reminder')],
  limit_offering: [work('owner', 'fact-reminder')],
  limit_assigned: [work('owner', 'fact-reminder')],
  limit_in_progress: [work('owner', 'fact-reminder')],
};

/** The rules of one fact. */
export function rulesOf(fact: Fact): readonly Rule[] {
  if (fact.kind === 'task_opened') {
    const buttons = taskButtons[fact.task] ?? [];
    return [...rules.task_opened, ...taskRules[fact.forRole].map((rule) => ({ ...rule, buttons }))];
  }
  if (fact.kind === 'reminder') return [...rules.reminder, ...(reminderRules[fact.event] ?? [])];
  return rules[fact.kind];
}
