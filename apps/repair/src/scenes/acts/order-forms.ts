import type { Sql } from '@durabot/postgres';
import type { Dialog, Language } from '@durabot/runtime';
import type { OrderForm } from '../../cards/order-kinds.ts';
import type { Desk } from '../../desk.ts';
import { dueOfCase } from '../../domain/decisions/payments.ts';
import { checklistOf } from '../../domain/decisions/checklist.ts';
import { paidOf } from '../../domain/money/totals.ts';
import { countChecks, missingFields } from '../../domain/order-type.ts';
import type { OrderCase } from '../../domain/order-case.ts';
import type { Order } from '../../store/order-row.ts';
import { findPaidTogether } from '../../store/shared-visit-store.ts';
import { texts } from '../../texts.ts';
import { answerDialog } from './answer-form.ts';
import { deviceDialog } from './device-form.ts';
import { editDialog } from './edit-form.ts';
import { estimateDialog } from './estimate-form.ts';
import { finishDialog } from './finish-form.ts';
import { holdDialog } from './hold-form.ts';
import { inspectDialog } from './inspect-form.ts';
import { lateDialog } from './late-form.ts';
import { reasonDialog } from './reason-form.ts';
import { payDialog } from './pay-form.ts';
import { refuseDialog } from './refuse-form.ts';
import { rescheduleDialog } from './reschedule-form.ts';

/** The dialogs in which something is asked before it is done to an order. */
export interface OrderFormDialogs {
  readonly all: readonly Dialog[];
  dialogOf(form: OrderForm): Dialog;
  /** What is known before the first question. */
  begin(
    form: OrderForm,
    order: Order,
    one: OrderCase,
    at: { readonly sql: Sql; readonly language: Language; readonly userId: number | undefined },
  ): Promise<Record<string, unknown>>;
}

export function createOrderForms(desk: Desk): OrderFormDialogs {
  const finish = finishDialog(desk);
  const hold = holdDialog(desk);
  const refuse = refuseDialog(desk);
  const reason = reasonDialog(desk);
  const inspect = inspectDialog(desk);
  const device = deviceDialog(desk);
  const late = lateDialog(desk);
  const estimate = estimateDialog(desk);
  const answer = answerDialog(desk);
  const edit = editDialog(desk);
  const reschedule = rescheduleDialog(desk);
  const pay = payDialog(desk);
  const own: Partial<Record<OrderForm, Dialog>> = {
    finish,
    hold,
    refuse,
    inspect,
    device,
    late,
    estimate,
    answer,
    edit,
    reschedule,
    pay,
  };
  return {
    all: [finish, hold, refuse, reason, inspect, device, late, estimate, answer, edit, reschedule, pay],
    dialogOf: (form) => own[form] ?? reason,
    begin: async (form, order, one, { sql, language, userId }) => {
      const about = { orderId: order.id, number: order.number };
      const lines = { ...about, category: one.order.category, isFree: one.order.kind === 'warranty' };
      if (form === 'finish') {
        const together = await findPaidTogether(sql, order.id);
        const approvedMinor = one.order.approvedMinor ?? null;
        return {
          ...lines,
          approvedMinor,
          paidMinor: paidOf(one.payments),
          ...(together === undefined ? {} : { together }),
          ownFields: missingFields(one.order.type?.fields ?? [], one.order.fieldValues, 'finish'),
          uncheckedLines: countChecks(checklistOf(one)).open,
        };
      }
      if (form === 'pay') {
        const due = dueOfCase(one);
        const isDesk = userId !== undefined && desk.roles.may(userId, 'take_cash');
        const owed = { kind: due?.kind ?? 'final', dueMinor: due?.amountMinor ?? 0 };
        return { ...about, ...owed, isDesk, masterId: one.order.masterId ?? null };
      }
      if (form === 'estimate') return lines;
      if (form === 'refuse') {
        const { fee_diagnostic_minor: fee } = await desk.company.current();
        return { ...about, ...(saidNo(one) ? feeForLooking(language, fee) : {}) };
      }
      return form in own ? about : { ...about, form };
    },
  };
}

/** The client has heard the price and does not want the work. */
function saidNo(one: OrderCase): boolean {
  return one.order.status === 'in_progress' && one.estimates.at(-1)?.status === 'rejected';
}

/** Then there is no doubt why, and looking costs what it usually does; both can be changed on the card. */
function feeForLooking(language: Language, feeMinor: number): Record<string, unknown> {
  const reason = texts(language).plain('form-usual-reason', { reason: 'too_expensive' });
  return { reason, feeMinor };
}
