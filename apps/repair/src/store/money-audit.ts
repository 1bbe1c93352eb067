import { appendAudit, type AuditPolicies } from '@durabot/kit';
import type { Tx } from '@durabot/postgres';

/** Whatever is set about money is no secret of anybody's; names of people are. */
const policies: AuditPolicies = {
  setting: { value: 'keep' },
  price: {
    category: 'keep',
    kind: 'keep',
    name: 'keep',
    priceMinor: 'keep',
    costMinor: 'keep',
    warrantyDays: 'keep',
    isRetired: 'keep',
  },
  scheme: { name: 'keep', rules: 'keep' },
  master: {
    skills: 'keep',
    zones: 'keep',
    shifts: 'keep',
    cashLimitMinor: 'keep',
    capacityPerDay: 'keep',
    takesNights: 'keep',
    needsConfirmation: 'keep',
    isSenior: 'keep',
    schemeId: 'keep',
    hasPhoto: 'keep',
  },
  settlement: { status: 'keep', balanceMinor: 'keep', lineId: 'keep', shareMinor: 'keep' },
  cash: { masterId: 'keep', amountMinor: 'keep' },
};

/** What somebody changed about money. */
export interface MoneyChange {
  /** `price.changed` */
  readonly action: string;
  readonly entity: {
    readonly kind: 'setting' | 'price' | 'scheme' | 'master' | 'settlement' | 'cash';
    readonly id: string;
  };
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly by: { readonly userId: number; readonly name: string };
  readonly at: Date;
}

/** Notes in the audit who changed what about money, in the commit of the change. */
export async function auditMoney(tx: Tx, { by, ...change }: MoneyChange): Promise<void> {
  const actor = { kind: 'user', id: String(by.userId), name: by.name };
  await appendAudit(tx, { product: 'repair', tenant: 'main', actor, via: 'bot', ...change }, policies);
}
