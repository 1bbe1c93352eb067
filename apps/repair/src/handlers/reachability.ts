import { shortName } from '@durabot/kit';
import { Composer } from 'grammy';
import type { Desk, RepairContext } from '../desk.ts';
import { findMasterById } from '../store/master-store.ts';
import { listPeople } from '../store/person-store.ts';
import { texts } from '../texts.ts';

/**
 * Whom the bot cannot write to any more, the desk has to call: it is told when a master or one of its own blocks the
 * bot, and when they are back.
 */
export function reachability(desk: Desk): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  composer.chatType('private').on('my_chat_member', async (ctx) => {
    const { status } = ctx.myChatMember.new_chat_member;
    const isGone = status === 'kicked';
    const wasGone = ctx.myChatMember.old_chat_member.status === 'kicked';
    if (isGone === wasGone || desk.roles.rolesOf(ctx.from.id).length === 0) return;
    await tellDesk(ctx, desk, isGone);
  });
  return composer;
}

async function tellDesk(ctx: RepairContext, desk: Desk, isGone: boolean): Promise<void> {
  if (ctx.from === undefined) return;
  const tx = await ctx.durable.tx();
  const master = await findMasterById(tx, ctx.from.id);
  // A master with a group of their own reads what concerns them there.
  if (master !== undefined && master.chatId !== ctx.from.id) return;
  const name = master?.name ?? shortName(ctx.from);
  const visits = master?.openVisits ?? 0;
  const others = desk.roles.desk().filter((userId) => userId !== ctx.from?.id);
  const people = await listPeople(tx, others);
  for (const { userId } of people.toSorted((one, other) => one.userId - other.userId)) {
    await desk.notifier.notify(ctx.durable, {
      userId,
      class: 'work',
      kind: 'person.reachability',
      html: ({ language }) => texts(language).t(isGone ? 'person-unreachable' : 'person-reachable', { name, visits }),
    });
  }
}
