/**
 * What a process does. `ingress`: polls and takes webhooks; `workers`: runs handlers; `sender`: makes Bot API calls;
 * `scheduler`: fires timers and schedules. Some process must have each of them.
 */
export const roles = ['ingress', 'workers', 'sender', 'scheduler'] as const;

export type Role = (typeof roles)[number];

/** Kinds of leases by the role that uses them. */
const roleOfKind: Record<string, Role> = {
  shard: 'workers',
  sender: 'sender',
  poller: 'ingress',
  scheduler: 'scheduler',
};

export const schedulerLease = 'scheduler';

export function shardLease(shard: number): string {
  return `shard/${shard}`;
}

export function senderLease(bot: string): string {
  return `sender/${bot}`;
}

export function pollerLease(bot: string): string {
  return `poller/${bot}`;
}

/** The part before the slash: leases of one kind are shared among processes, each kind by itself. */
export function kindOf(lease: string): string {
  return lease.split('/', 1)[0] ?? lease;
}

export function shardOfLease(lease: string): number | undefined {
  return kindOf(lease) === 'shard' ? Number(lease.slice('shard/'.length)) : undefined;
}

/** A process as the others see it. */
export interface Member {
  id: string;
  roles: readonly string[];
  /** Bots that it runs; none stands for all, as with processes of a release that did not say. */
  bots: readonly string[];
}

/** Whether a process can use a lease. */
export function canHold(member: Member, lease: string): boolean {
  const kind = kindOf(lease);
  const role = roleOfKind[kind];
  if (role === undefined || !member.roles.includes(role)) return false;
  if (kind !== 'sender' && kind !== 'poller') return true;
  return member.bots.length === 0 || member.bots.includes(lease.slice(kind.length + 1));
}
