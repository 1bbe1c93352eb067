import { plainPolicy } from '../src/domain/sla.ts';
import { isApplied, type Outcome } from '../src/domain/outcome.ts';
import { createDesk } from './a-desk.ts';
import type { RepairInSimulator } from './repair-in-simulator.ts';

/** Orders where a test needs them, made without the chat. Each gives the number of a new order of this master. */
export interface OrderPlaces {
  fresh(masterId: number): Promise<string>;
  offered(masterId: number): Promise<string>;
  assigned(masterId: number): Promise<string>;
  onSite(masterId: number): Promise<string>;
  workDone(masterId: number): Promise<string>;
  disputed(masterId: number): Promise<string>;
  closed(masterId: number): Promise<string>;
  refused(masterId: number): Promise<string>;
  /** Closed, and the client has paid nothing of it. */
  owing(masterId: number): Promise<string>;
  /** Refused, and the fee for having come is not paid. */
  owingFee(masterId: number): Promise<string>;
}

interface OrderChanges {
  /** Calls it off without telling any chat. */
  cancels(number: string): Promise<void>;
}

type Step = (on: { readonly orderId: number; readonly masterId: number }) => Promise<Outcome>;

const cashMinor = 3000_00;
const feeMinor = 700_00;

/** Anna is the dispatcher of all of them; both she and the masters have to have opened the bot. */
export function createOrderPlaces(
  repair: Pick<RepairInSimulator, 'db' | 'clock' | 'anna'>,
): OrderPlaces & OrderChanges {
  const desk = createDesk(repair.db, plainPolicy);
  const { useCases } = desk;
  const anna = { id: repair.anna.id, name: 'Анна', roles: ['dispatcher', 'admin'] } as const;

  const offer: Step = (on) => desk.does(useCases.offer, { ...on, actor: anna, mode: 'direct' });
  const accept: Step = (on) => desk.does(useCases.accept, { ...on, actor: master(on.masterId) });
  const depart: Step = (on) => desk.does(useCases.depart, { ...on, actor: master(on.masterId), etaAt: desk.at });
  const arrive: Step = (on) => desk.does(useCases.arrive, { ...on, actor: master(on.masterId) });
  const finishWith = (on: Parameters<Step>[0], debtReason?: string): Promise<Outcome> =>
    desk.does(useCases.finish, {
      ...on,
      actor: master(on.masterId),
      lines: [
        {
          kind: 'work',
          name: 'Замена насоса',
          quantityMilli: 1000,
          unitPriceMinor: cashMinor,
          costMinor: 0,
          providedBy: 'company',
        },
      ],
      payments:
        debtReason === undefined
          ? [
              {
                kind: 'final',
                method: 'cash',
                amountMinor: cashMinor,
                takenBy: on.masterId,
                idempotencyKey: `place-${on.orderId}`,
              },
            ]
          : [],
      debtReason,
      warrantyDays: 90,
    });
  const finish: Step = (on) => finishWith(on);
  const finishOwing: Step = (on) => finishWith(on, 'обещает перевести');
  const close: Step = (on) => desk.does(useCases.close, { ...on, actor: anna });
  const dispute: Step = (on) => desk.does(useCases.dispute, { ...on, actor: anna, reason: 'дорого' });
  const refuseFor = (minor: number): Step => {
    return (on) => desk.does(useCases.refuse, { ...on, actor: anna, reason: 'дорого', feeMinor: minor });
  };

  const onSite = [offer, accept, depart, arrive];
  const workDone = [...onSite, finish];
  return {
    fresh: (masterId) => go(masterId, []),
    offered: (masterId) => go(masterId, [offer]),
    assigned: (masterId) => go(masterId, [offer, accept]),
    onSite: (masterId) => go(masterId, onSite),
    workDone: (masterId) => go(masterId, workDone),
    disputed: (masterId) => go(masterId, [...workDone, dispute]),
    closed: (masterId) => go(masterId, [...workDone, close]),
    refused: (masterId) => go(masterId, [...onSite, refuseFor(0)]),
    owing: (masterId) => go(masterId, [...onSite, finishOwing, close]),
    owingFee: (masterId) => go(masterId, [...onSite, refuseFor(feeMinor)]),
    cancels: async (number) => {
      desk.at = new Date(repair.clock.nowMs());
      const { rows } = await repair.db.query<{ id: number }>('select id from repair.service_order where number = $1', [
        number,
      ]);
      await desk.does(useCases.cancel, { orderId: rows[0]?.id ?? 0, actor: anna, reason: 'передумали' });
    },
  };

  async function go(masterId: number, steps: readonly Step[]): Promise<string> {
    desk.at = new Date(repair.clock.nowMs());
    // Each master has clients of their own: what is done to one is not met by another's test.
    const phone = `+7916${String(masterId % 10_000_000).padStart(7, '0')}`;
    const { id: orderId, number } = await desk.submit({
      createdBy: anna.id,
      client: { phone, name: 'Анна К.' },
      // What stands for files elsewhere, Telegram does not know.
      attachments: [],
    });
    for (const step of steps) {
      const outcome = await step({ orderId, masterId });
      if (!isApplied(outcome)) throw new Error(`The order cannot be brought there: ${JSON.stringify(outcome)}`);
    }
    return number;
  }
}

function master(id: number) {
  return { id, name: 'Мастер', roles: ['master'] } as const;
}
