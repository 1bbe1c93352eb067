import { z } from 'zod';

import { detectEntities } from '../entities/detect.ts';
import type { JsonObject } from '../json.ts';
import { sendAsUser } from '../world/acts.ts';
import { addOption, closePoll, createPoll, vote } from '../world/polls.ts';
import { renderMessage } from '../world/render.ts';
import type { MessageRecord, PollRecord } from '../world/types.ts';
import { parseBox, type World } from '../world/world.ts';
import { invalid, notFound, refused } from './control-error.ts';
import { getBox, getUser, type Ref } from './resolve.ts';
import { route, type ControlRoute } from './route.ts';
import { ref } from './schemas.ts';

const conversation = { chat: ref.optional(), bot: ref.optional() };
const place = { from: ref, ...conversation, message_id: z.number().int() };

const newVote = z.object({
  ...place,
  options: z.array(z.number().int().min(0)).max(12).describe('indexes of the options; none takes the vote back'),
});

/** A poll as a person writes it. */
export const pollFields = z.object({
  question: z.string().min(1).max(300),
  options: z.array(z.string().min(1).max(100)).min(1).max(12),
  is_anonymous: z.boolean().default(true),
  allows_multiple_answers: z.boolean().default(false),
  type: z.enum(['regular', 'quiz']).default('regular'),
  correct_option_ids: z.array(z.number().int().min(0)).default([]),
  explanation: z.string().max(200).default(''),
  allow_adding_options: z.boolean().default(false),
  hide_results_until_closes: z.boolean().default(false),
  open_period: z.number().int().min(5).max(2_628_000).optional(),
});

const newPoll = pollFields.extend({ from: ref, ...conversation, thread: z.coerce.number().int().optional() });

/** What people do with polls. */
export const pollRoutes: readonly ControlRoute[] = [
  route('POST', '/_sim/votes', 'A person votes in a poll, or takes the vote back', newVote, ({ world }, input) => {
    const { userId, message } = findPollMessage(world, input);
    const voted = vote(world, message, userId, input.options);
    if ('refused' in voted) throw refused(voted.refused);
    return { poll: shownPoll(world, message, userId), update_ids: voted.updateIds, rev: world.revision };
  }),
  route('POST', '/_sim/polls', 'A person sends a poll', newPoll, ({ world }, input) => {
    const from = getUser(world, input.from).id;
    const box = getBox(world, input.chat, input.bot, from);
    const poll = makePoll(world, from, input);
    const sent = sendAsUser(world, { box, from, content: { kind: 'poll', poll: poll.id }, thread: input.thread });
    if ('refused' in sent) {
      world.store.tables.poll.delete(poll.id);
      throw refused(sent.refused);
    }
    const address = parseBox(box);
    const chatId = address.kind === 'chat' ? address.chatId : address.userId;
    return { message_id: sent.message.id, chat_id: chatId, update_ids: sent.updateIds, rev: sent.message.rev };
  }),
  route('POST', '/_sim/polls/close', 'A person stops an own poll', z.object(place), ({ world }, input) => {
    const { userId, message } = findPollMessage(world, input);
    const poll = message.content.kind === 'poll' ? world.store.tables.poll.get(message.content.poll) : undefined;
    if (poll === undefined) throw refused('the message is no poll');
    if (poll.isClosed) throw refused('the poll is closed');
    if (poll.ownerId !== userId) throw refused('people stop only their own polls');
    closePoll(world, poll, true);
    return { poll: shownPoll(world, message, userId), rev: world.revision };
  }),
  route(
    'POST',
    '/_sim/polls/options',
    'A person adds an option to a poll that allows it',
    z.object({ ...place, text: z.string().min(1).max(100) }),
    ({ world }, input) => {
      const { userId, message } = findPollMessage(world, input);
      const added = addOption(world, message, userId, input.text);
      if ('refused' in added) throw refused(added.refused);
      return { poll: shownPoll(world, message, userId), update_ids: added.updateIds, rev: world.revision };
    },
  ),
];

/** Creates a person's poll, that no message shows yet. */
export function makePoll(world: World, from: number, input: z.output<typeof pollFields>): PollRecord {
  if (input.type === 'quiz' && input.correct_option_ids.length === 0) throw invalid('a quiz needs a correct option');
  if (input.correct_option_ids.some((index) => index >= input.options.length)) throw invalid('no such option');
  return createPoll(world, {
    ownerId: from,
    question: input.question,
    questionEntities: [],
    options: input.options.map((text) => ({ text, entities: [] })),
    type: input.type,
    isAnonymous: input.is_anonymous,
    allowsMultiple: input.allows_multiple_answers,
    allowsRevoting: input.type === 'regular',
    allowsAdding: input.allow_adding_options,
    shufflesOptions: false,
    hidesResults: input.hide_results_until_closes,
    isMembersOnly: false,
    countryCodes: [],
    correct: input.correct_option_ids,
    explanation: input.explanation,
    explanationEntities: detectEntities(input.explanation),
    description: '',
    descriptionEntities: [],
    ...(input.open_period === undefined ? {} : { openPeriod: input.open_period }),
  });
}

interface Place {
  from: Ref;
  chat?: Ref | undefined;
  bot?: Ref | undefined;
  message_id: number;
}

function findPollMessage(world: World, input: Place): { userId: number; message: MessageRecord } {
  const userId = getUser(world, input.from).id;
  const message = world.boxes.find(getBox(world, input.chat, input.bot, userId), input.message_id);
  if (message === undefined || message.deletedAt !== undefined) throw notFound('there is no such message');
  return { userId, message };
}

function shownPoll(world: World, message: MessageRecord, userId: number): unknown {
  const shown: JsonObject = renderMessage(world, message, { kind: 'user', userId });
  return shown['poll'];
}
