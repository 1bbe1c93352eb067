import type { Database, Tx } from '@durabot/postgres';
import type { Actor } from '../src/domain/order-work.ts';
import type { Outcome } from '../src/domain/outcome.ts';
import { plainPolicy, type DeskPolicy } from '../src/domain/sla.ts';
import { upsertPerson } from '../src/store/person-store.ts';
import { createOrderUseCases, type OrderUseCases } from '../src/use-cases/order-use-cases.ts';
import { fireTimersOfOrder } from '../src/use-cases/fire-timers.ts';
import { submitOrder } from '../src/use-cases/create-orders.ts';
import type { Order, NewOrder } from '../src/store/order-store.ts';
import { aNewOrder, dispatcherId, noon } from './an-order.ts';

export const anna: Actor = { id: dispatcherId, name: 'Анна', roles: ['dispatcher'] };
export const boris: Actor = { id: dispatcherId + 1, name: 'Борис', roles: ['dispatcher'] };
export const chief: Actor = { id: dispatcherId + 2, name: 'Вера', roles: ['admin'] };
export const client: Actor = { id: undefined, name: 'Клиент', roles: ['client'] };

export const sergey: Actor = { id: 4_300_000_001, name: 'Сергей', roles: ['master'] };

export const masterIds = Array.from({ length: 10 }, (_, index) => 4_300_000_001 + index);

export function masterActor(id: number): Actor {
  return { id, name: `Мастер ${id % 100}`, roles: ['master'] };
}

export function minutes(count: number, from: Date = noon): Date {
  return new Date(from.getTime() + count * 60_000);
}

/** A desk on a database of its own: two dispatchers, an admin, ten masters, and the time that the test says. */
export interface Desk {
  readonly useCases: OrderUseCases;
  readonly policy: DeskPolicy;
  at: Date;
  submit(special?: Partial<NewOrder>): Promise<Order>;
  /** One use case in a transaction of its own. */
  does<Input>(
    useCase: (tx: Tx, on: Input) => Promise<Outcome>,
    on: Omit<Input, 'at' | 'rev'> & { rev?: number | undefined },
  ): Promise<Outcome>;
  fire(orderId: number): Promise<readonly { readonly kind: string }[]>;
}

/** Counts over all desks of a file: a key makes one order. */
let orders = 0;

export function createDesk(db: Database, policy: DeskPolicy = plainPolicy): Desk {
  const useCases = createOrderUseCases(policy);
  const desk: Desk = {
    useCases,
    policy,
    at: noon,
    submit: async (special = {}) => {
      const key = `order-${++orders}`;
      const order = aNewOrder({
        createdAt: desk.at,
        wanted: { kind: 'at', from: minutes(240, desk.at), to: undefined },
        ...special,
        idempotencyKey: key,
      });
      return (await db.transaction((tx) => submitOrder(tx, order, policy))).order;
    },
    does: (useCase, on) =>
      // The rest of the input is the test's; time and rev are said here.
      db.transaction((tx) => useCase(tx, { rev: undefined, ...on, at: desk.at } as Parameters<typeof useCase>[1])),
    fire: (orderId) => db.transaction((tx) => fireTimersOfOrder(tx, orderId, desk.at, policy)),
  };
  return desk;
}

/** Masters as they were at the beginning; orders stay, each test has its own. */
export async function resetMasters(db: Database): Promise<void> {
  await db.query(
    `update repair.master
     set status = 'on_shift', fired_at = null, cash_limit_minor = null, needs_confirmation = true,
         share_scheme_id = null`,
  );
}

export async function fillDesk(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    const people = [anna, boris, chief, ...masterIds.map(masterActor)];
    for (const person of people) {
      const seen = { userId: person.id ?? 0, firstName: person.name, lastName: undefined, username: undefined };
      await upsertPerson(tx, { ...seen, languageCode: 'ru' }, noon);
    }
    for (const id of masterIds) {
      await tx.query(
        `insert into repair.master (user_id, name, status, status_since, hired_at)
         values ($1, $2, 'on_shift', $3, $3)`,
        [id, id === sergey.id ? 'Сергей' : `Мастер ${id % 100}`, noon],
      );
      await tx.query(
        `insert into repair.master_skill (master_id, category, level)
         values ($1, 'washing_machine', $2)`,
        [id, (id % 5) + 1],
      );
    }
  });
}
