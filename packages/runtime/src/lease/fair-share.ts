import { canHold, kindOf, type Member } from './roles.ts';

/** A lease and who holds it. */
export interface HeldLease {
  name: string;
  owner: string | undefined;
}

/** What a process should do to hold its fair share and no more. */
export interface SharePlan {
  /** By kind of lease: free ones to take, the best first, and how many of them. */
  take: { names: string[]; count: number }[];
  /** Held ones that somebody else has room for. */
  give: string[];
}

/**
 * Works out one process's part of the leases. Each process does it for itself, from the same two tables: a process may
 * hold as many of a kind as its share rounded up, takes what is free below that, and gives up what is above as long as
 * others have room. So leases end up with everybody, and nothing moves once they are shared.
 */
export function planShare(me: string, members: readonly Member[], leases: readonly HeldLease[]): SharePlan {
  const plan: SharePlan = { take: [], give: [] };
  const self = members.find((member) => member.id === me);
  if (self === undefined) return plan;
  for (const kind of new Set(leases.map(({ name }) => kindOf(name)))) {
    const table = tableOf(
      members,
      leases.filter(({ name }) => kindOf(name) === kind),
    );
    const mine = table.columns.filter(({ eligible }) => eligible.includes(self));
    const room = table.roomOf(self);
    plan.take.push(whatToTake(self, mine, table, Math.max(room, 0)));
    if (room < 0) plan.give.push(...whatToGive(self, mine, table, -room));
  }
  return plan;
}

interface Column {
  lease: HeldLease;
  /** Processes that can hold it. */
  eligible: readonly Member[];
}

interface Table {
  columns: Column[];
  /** How many more a process may hold; below zero, how many too many it has. */
  roomOf(member: Member): number;
  othersRoom(member: Member): number;
}

function tableOf(members: readonly Member[], leases: readonly HeldLease[]): Table {
  const columns = leases.map((lease) => ({ lease, eligible: members.filter((member) => canHold(member, lease.name)) }));
  const rooms = new Map(members.map((member) => [member, roomIn(columns, member)]));
  const roomOf = (member: Member): number => rooms.get(member) ?? 0;
  return {
    columns,
    roomOf,
    othersRoom: (member) =>
      members.filter((other) => other !== member).reduce((sum, other) => sum + Math.max(roomOf(other), 0), 0),
  };
}

function roomIn(columns: readonly Column[], member: Member): number {
  let share = 0;
  let held = 0;
  for (const { lease, eligible } of columns) {
    if (lease.owner === member.id) held += 1;
    if (eligible.includes(member)) share += 1 / eligible.length;
  }
  // Sums of fractions come out a little beside whole numbers.
  return Math.ceil(share - 1e-6) - held;
}

function whatToTake(self: Member, mine: Column[], table: Table, room: number): { names: string[]; count: number } {
  const free = mine
    .filter(({ lease }) => lease.owner === undefined)
    // First what few others can take.
    .toSorted((a, b) => a.eligible.length - b.eligible.length);
  // What nobody has room for would stay free for ever: then the first in line takes it beyond its share.
  const orphans = free.filter(({ eligible }) => firstInLine(eligible, table) === self);
  return {
    names: [...new Set([...orphans, ...free])].map(({ lease }) => lease.name),
    count: Math.max(room, orphans.length),
  };
}

function firstInLine(eligible: readonly Member[], table: Table): Member | undefined {
  if (eligible.some((member) => table.roomOf(member) > 0)) return undefined;
  return eligible.toSorted((a, b) => (a.id < b.id ? -1 : 1))[0];
}

function whatToGive(self: Member, mine: Column[], table: Table, surplus: number): string[] {
  return mine
    .filter(({ lease, eligible }) => {
      const wanted = eligible.some((member) => member !== self && table.roomOf(member) > 0);
      return lease.owner === self.id && wanted;
    })
    .toSorted((a, b) => b.eligible.length - a.eligible.length)
    .slice(0, Math.min(surplus, table.othersRoom(self)))
    .map(({ lease }) => lease.name);
}
