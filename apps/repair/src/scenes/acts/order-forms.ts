import type { Sql } from '@durabot/postgres';
import type { Dialog } from '@durabot/runtime';
import type { OrderForm } from '../../cards/order-kinds.ts';
import type { Desk } from '../../desk.ts';
import type { OrderCase } from '../../domain/order-case.ts';
import type { Order } from '../../store/order-row.ts';
import { findPaidTogether } from '../../store/shared-visit-store.ts';
import { deviceDialog } from './device-form.ts';
import { finishDialog } from './finish-form.ts';
import { holdDialog } from './hold-form.ts';
import { inspectDialog } from './inspect-form.ts';
import { lateDialog } from './late-form.ts';
import { reasonDialog } from './reason-form.ts';
import { refuseDialog } from './refuse-form.ts';

/** The dialogs in which something is asked before it is done to an order. */
export interface OrderFormDialogs {
  readonly all: readonly Dialog[];
  dialogOf(form: OrderForm): Dialog;
  /** What is known before the first question. */
  begin(form: OrderForm, order: Order, one: OrderCase, sql: Sql): Promise<Record<string, unknown>>;
}

export function createOrderForms(desk: Desk): OrderFormDialogs {
  const finish = finishDialog(desk);
  const hold = holdDialog(desk);
  const refuse = refuseDialog(desk);
  const reason = reasonDialog(desk);
  const inspect = inspectDialog(desk);
  const device = deviceDialog(desk);
  const late = lateDialog(desk);
  const own: Partial<Record<OrderForm, Dialog>> = { finish, hold, refuse, inspect, device, late };
  return {
    all: [finish, hold, refuse, reason, inspect, device, late],
    dialogOf: (form) => own[form] ?? reason,
    begin: async (form, order, one, sql) => {
      const about = { orderId: order.id, number: order.number };
      if (form === 'finish') {
        const isFree = one.order.kind === 'warranty';
        const together = await findPaidTogether(sql, order.id);
        return {
          ...about,
          category: one.order.category,
          approvedMinor: one.order.approvedMinor ?? null,
          isFree,
          ...(together === undefined ? {} : { together }),
        };
      }
      return own[form] === undefined ? { ...about, form } : about;
    },
  };
}
