import type { Tx } from '@durabot/postgres';
import type { Check } from '../domain/order-type.ts';
import type { DeskPolicy } from '../domain/sla.ts';
import { noAddress } from '../store/client-store.ts';
import { listTypesFor } from '../store/order-type-store.ts';
import type { Order } from '../store/order-row.ts';
import { submitOrder, type Submitted } from './create-orders.ts';

/** Which line of which visit's checklist has failed, and who makes an order of it. */
export interface FailedCheck {
  readonly first: Order;
  readonly dispatcherId: number;
  readonly visitSeq: number;
  readonly line: number;
  readonly check: Check;
  readonly createdBy: number;
  readonly zone: string;
  readonly at: Date;
}

/** The same line never makes a second order, whoever presses and how often. */
export function keyOfCheck({ orderId, visitSeq, line }: { orderId: number; visitSeq: number; line: number }): string {
  return `check:${orderId}:${visitSeq}:${line}`;
}

/** A job of its own out of a line that has failed: the same client, address and device, and the line as the problem. */
export async function orderFromCheck(tx: Tx, failed: FailedCheck, policy: DeskPolicy): Promise<Submitted> {
  const { first, at } = failed;
  // What is found under warranty is not under warranty by that.
  const [usual] = await listTypesFor(tx, 'new');
  const type = first.type?.path === 'new' ? first.type : usual;
  const made = await submitOrder(
    tx,
    {
      idempotencyKey: keyOfCheck({ orderId: first.id, visitSeq: failed.visitSeq, line: failed.line }),
      zone: failed.zone,
      createdAt: at,
      createdBy: failed.createdBy,
      dispatcherId: failed.dispatcherId,
      source: 'call',
      category: first.category,
      typeId: type?.id,
      problemText: failed.check.text,
      problemTags: [],
      attachments: [],
      client: { phone: first.phone },
      address:
        type?.place === 'workshop'
          ? noAddress
          : { text: first.addressText, latitude: first.latitude, longitude: first.longitude },
      wanted: { kind: 'asap', from: at, to: undefined },
      priceEstimateMinor: undefined,
      priceNote: undefined,
      currency: first.currency,
      follows: { kind: 'repeat', orderId: first.id },
    },
    policy,
  );
  if (made.created)
    await tx.query(
      `update repair.service_order as made
       set device_brand = first.device_brand, device_model = first.device_model, device_serial = first.device_serial,
           device_age_years = first.device_age_years
       from repair.service_order as first
       where made.id = $1 and first.id = $2`,
      [made.order.id, first.id],
    );
  return made;
}
