import type { Dialog } from '@durabot/runtime';
import type { OrderForm } from '../../cards/order-kinds.ts';
import type { Desk } from '../../desk.ts';
import { paidOf } from '../../domain/money/totals.ts';
import type { OrderCase } from '../../domain/order-case.ts';
import type { Order } from '../../store/order-row.ts';
import { finishDialog } from './finish-form.ts';
import { holdDialog } from './hold-form.ts';
import { reasonDialog } from './reason-form.ts';
import { refuseDialog } from './refuse-form.ts';

/** The dialogs in which something is asked before it is done to an order. */
export interface OrderFormDialogs {
  readonly all: readonly Dialog[];
  dialogOf(form: OrderForm): Dialog;
  /** What is known before the first question. */
  begin(form: OrderForm, order: Order, one: OrderCase): Record<string, unknown>;
}

export function createOrderForms(desk: Desk): OrderFormDialogs {
  const finish = finishDialog(desk);
  const hold = holdDialog(desk);
  const refuse = refuseDialog(desk);
  const reason = reasonDialog(desk);
  const own: Partial<Record<OrderForm, Dialog>> = { finish, hold, refuse };
  return {
    all: [finish, hold, refuse, reason],
    dialogOf: (form) => own[form] ?? reason,
    begin: (form, order, one) => {
      const about = { orderId: order.id, number: order.number };
      if (form === 'finish') {
        const { category, approvedMinor = null, kind } = one.order;
        const paidMinor = paidOf(one.payments);
        return { ...about, category, approvedMinor, isFree: kind === 'warranty', paidMinor };
      }
      return form === 'hold' || form === 'refuse' ? about : { ...about, form };
    },
  };
}
