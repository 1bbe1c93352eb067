import { isDeepStrictEqual } from 'node:util';

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { VirtualClock } from '../clock.ts';
import { EventBus } from '../events.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { createRandom } from '../random.ts';
import { Store } from '../store/store.ts';
import { sendAsUser } from './acts.ts';
import { createChat, migrateToSupergroup } from './groups.ts';
import { createInviteLink } from './invite-links.ts';
import { decideJoinRequest, findJoinRequest, join } from './joining.ts';
import { changeMemberAs } from './member-acts.ts';
import { createBot, putUser } from './people.ts';
import { defaultRights, isAdministrator } from './rights.ts';
import type { MemberStatus } from './member-records.ts';
import type { BotRecord, ChatRecord, ChatType, UpdateRecord } from './types.ts';
import { isPresent, World } from './world.ts';

const START_MS = 1_800_000_000_000;
const PEOPLE = 4;
const BOTS = 2;

type Act =
  | { kind: 'member'; who: number; by: number | undefined; status: MemberStatus; termS: number }
  | { kind: 'join'; who: number; asks: boolean }
  | { kind: 'decide'; who: number; approves: boolean }
  | { kind: 'write'; who: number }
  | { kind: 'wait'; seconds: number }
  | { kind: 'migrate' };

const who = fc.nat({ max: PEOPLE + BOTS - 1 });
const person = fc.nat({ max: PEOPLE - 1 });
const statuses: MemberStatus[] = ['creator', 'administrator', 'member', 'restricted', 'left', 'kicked'];
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('member' as const),
      who,
      by: fc.option(who, { nil: undefined }),
      status: fc.constantFrom(...statuses),
      termS: fc.constantFrom(0, 60, 600),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('join' as const), who: person, asks: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('decide' as const), who: person, approves: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('write' as const), who: person }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.constantFrom(1, 90, 700) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'migrate' as const }) },
);

describe('membership', () => {
  it('keeps one owner, unbroken updates and silence for those outside, whatever happens', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<ChatType>('group', 'supergroup', 'channel'),
        fc.array(act, { minLength: 5, maxLength: 40 }),
        (type, acts) => {
          const stage = new Stage(type);
          for (const one of acts) stage.perform(one);
          expect(stage.problems).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  }, 30_000);
});

/** A chat with a few accounts, and what its bots were told so far. */
class Stage {
  readonly #world: World;
  readonly #bots: BotRecord[] = [];
  readonly #accounts: number[] = [];
  /** What each bot last heard of each member. */
  readonly #heard = new Map<string, JsonObject>();
  readonly #lastIds = new Map<number, number>();
  /** What went wrong. */
  readonly problems: string[] = [];
  #chat: ChatRecord;
  #now = START_MS;

  constructor(type: ChatType) {
    this.#world = new World({
      store: new Store(),
      clock: new VirtualClock(() => this.#now),
      random: createRandom(1),
      events: new EventBus(1),
      files: { put: () => undefined, get: () => undefined },
    });
    for (let index = 0; index < PEOPLE; index += 1) {
      this.#accounts.push(putUser(this.#world, { first_name: `Person ${index}` }).id);
    }
    for (let index = 0; index < BOTS; index += 1) {
      const bot = createBot(this.#world, { username: `bot_${index}`, can_read_all_group_messages: true });
      bot.allowedUpdates = ['message', 'channel_post', 'my_chat_member', 'chat_member', 'chat_join_request'];
      this.#bots.push(bot);
      this.#accounts.push(bot.id);
    }
    const memberIds = this.#accounts.filter((_, index) => index !== 1);
    this.#chat = createChat(this.#world, { type, title: 'Team', memberIds });
    for (const bot of this.#bots) {
      for (const update of this.#world.queueOf(bot.id)) this.#take(bot, update);
    }
  }

  perform(one: Act): void {
    const hadOwner = this.#owners().length === 1;
    const outsiders = this.#bots.filter((bot) => !this.#isIn(bot.id));
    const queued = new Map(this.#bots.map((bot) => [bot.id, this.#world.queueOf(bot.id).length]));
    this.#do(one);
    for (const bot of this.#bots) {
      const fresh = this.#world.queueOf(bot.id).slice(queued.get(bot.id));
      if (outsiders.includes(bot) && !this.#isIn(bot.id)) {
        const heard = fresh.filter(({ kind }) => kind === 'message' || kind === 'channel_post');
        this.#require(heard.length === 0, 'a bot outside got messages');
      }
      for (const update of fresh) this.#take(bot, update);
    }
    this.#checkMembers(hadOwner);
  }

  #do(one: Act): void {
    const world = this.#world;
    const userId = 'who' in one ? (this.#accounts[one.who] ?? 0) : 0;
    switch (one.kind) {
      case 'member': {
        const untilDate = one.termS === 0 ? undefined : world.clock.seconds() + one.termS;
        const by = one.by === undefined ? undefined : this.#accounts[one.by];
        changeMemberAs(
          world,
          this.#chat,
          userId,
          { status: one.status, untilDate, rights: defaultRights(this.#chat) },
          by,
        );
        return;
      }
      case 'join': {
        const link = createInviteLink(world, this.#chat, { creatorId: userId, createsJoinRequest: one.asks });
        join(world, { chat: this.#chat, userId, link });
        return;
      }
      case 'decide': {
        const request = findJoinRequest(world, this.#chat.id, userId);
        if (request !== undefined) decideJoinRequest(world, request, userId, one.approves);
        return;
      }
      case 'write':
        sendAsUser(world, {
          box: String(this.#chat.id),
          from: userId,
          content: { kind: 'text', text: 'x', entities: [] },
        });
        return;
      case 'wait':
        this.#now += one.seconds * 1000;
        return;
      case 'migrate':
        if (this.#chat.type !== 'group') return;
        this.#chat = migrateToSupergroup(world, this.#chat);
        this.#heard.clear();
    }
  }

  /** Numbers follow each other, and what a member was is what the bot heard of it last. */
  #take(bot: BotRecord, update: UpdateRecord): void {
    const last = this.#lastIds.get(bot.id);
    this.#require(last === undefined || update.id === last + 1, 'a number was left out');
    this.#lastIds.set(bot.id, update.id);
    const payload: unknown = JSON.parse(update.json);
    if (!isJsonObject(payload) || !isJsonObject(payload['old_chat_member'])) return;
    const { old_chat_member: before, new_chat_member: after } = payload;
    if (!isJsonObject(after) || !isJsonObject(after['user'])) throw new Error('a change without a member');
    const key = `${bot.id}:${String(after['user']['id'])}`;
    const known = this.#heard.get(key);
    const isKnown = known !== undefined && !this.#isOver(known);
    this.#require(!isKnown || isSame(before, known), 'the old state is not what was told last');
    this.#require(!isSame(before, after), 'nothing changed');
    this.#heard.set(key, after);
    // Who is no administrator any more does not hear of the others.
    const isOwn = update.kind === 'my_chat_member';
    if (isOwn && after['status'] !== 'administrator' && after['status'] !== 'creator') {
      for (const other of this.#heard.keys()) {
        if (other.startsWith(`${bot.id}:`) && other !== key) this.#heard.delete(other);
      }
    }
  }

  #isOver(known: JsonObject): boolean {
    const until = Number(known['until_date'] ?? 0);
    return until > 0 && until <= this.#world.clock.seconds();
  }

  #checkMembers(hadOwner: boolean): void {
    const members = this.#world.listKnownMembers(this.#chat.id);
    const people = members.filter((member) => isPresent(member) && this.#world.findUser(member.userId) !== undefined);
    const owners = this.#owners().length;
    this.#require(owners <= 1, 'two owners');
    this.#require(!hadOwner || people.length === 0 || owners === 1, 'the owner was lost');
    for (const member of members) {
      const { status } = member;
      this.#require((member.rights !== undefined) === (status === 'administrator'), 'rights without office');
      this.#require((member.permissions !== undefined) === (status === 'restricted'), 'permissions of the free');
      this.#require(member.customTitle === undefined || isAdministrator(member), 'a title without office');
      this.#require(member.isAway !== true || status === 'restricted', 'away, but not restricted');
      this.#require(this.#chat.type !== 'group' || status !== 'restricted', 'restricted in a basic group');
      this.#require((member.untilDate ?? Infinity) > this.#world.clock.seconds(), 'a term that is over');
    }
  }

  #require(isSo: boolean, problem: string): void {
    if (!isSo) this.problems.push(problem);
  }

  #owners(): unknown[] {
    return this.#world.listKnownMembers(this.#chat.id).filter((member) => member.status === 'creator');
  }

  #isIn(userId: number): boolean {
    const member = this.#world.findMember(this.#chat.id, userId);
    return member !== undefined && isPresent(member);
  }
}

/** Whether somebody can be edited depends on others too, and is not told by itself. */
function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(comparable(one), comparable(other));
}

function comparable(member: unknown): unknown {
  if (!isJsonObject(member)) return member;
  const { can_be_edited: _, ...rest } = member;
  return rest;
}
