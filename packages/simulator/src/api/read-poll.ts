import { isJsonObject } from '../json.ts';
import type { NewPoll } from '../world/polls.ts';
import type { Entity } from '../world/message-contents.ts';
import { badRequest } from './api-error.ts';
import type { Call } from './call.ts';
import type { FoundChat } from './chats.ts';
import { requiredString, tryParseJson } from './json-fields.ts';
import { readOptionMedia, readPollMedia, type PollMediaDraft } from './read-poll-media.ts';
import { isLongerThan, readText } from './read-text.ts';
import { subCall } from './sub-call.ts';

const QUESTION_LENGTH = 300;
const OPTION_LENGTH = 100;
const EXPLANATION_LENGTH = 200;
const DESCRIPTION_LENGTH = 1024;
const MOST_OPTIONS = 12;
const MOST_COUNTRIES = 12;
const SHORTEST_S = 5;
const LONGEST_S = 2_628_000;

/** A poll that was read. Its media are files of the bot only once `placeMedia` was called. */
export interface ReadPoll {
  draft: NewPoll;
  placeMedia: () => NewPoll;
}

/** Reads the fields of a poll in the official order: question, options, kind, times. */
export async function readPoll(call: Call): Promise<ReadPoll> {
  const { params } = call;
  const question = readText(call, textNames('question'));
  const options = await readOptions(call);
  const media = await readPollMedia(call, 'media');
  const description = readText(call, textNames('description'));
  const type = params.text('type');
  if (!['', 'regular', 'quiz'].includes(type)) throw badRequest('unsupported poll type specified');
  const isQuiz = type === 'quiz';
  const explanation = isQuiz ? readText(call, textNames('explanation')) : { text: '', entities: [] };
  const explanationMedia = isQuiz ? await readPollMedia(call, 'explanation_media') : undefined;
  const poll: NewPoll = {
    ownerId: call.bot.id,
    question: question.text,
    questionEntities: onlyEmoji(question.entities),
    options: options.map(({ text, entities }) => ({ text, entities })),
    type: isQuiz ? 'quiz' : 'regular',
    isAnonymous: params.has('is_anonymous') ? params.bool('is_anonymous') : true,
    allowsMultiple: params.bool('allows_multiple_answers'),
    allowsRevoting: params.has('allows_revoting') ? params.bool('allows_revoting') : !isQuiz,
    allowsAdding: !isQuiz && params.bool('allow_adding_options'),
    shufflesOptions: params.bool('shuffle_options'),
    hidesResults: params.bool('hide_results_until_closes'),
    isMembersOnly: params.bool('members_only'),
    countryCodes: readCountries(call),
    correct: isQuiz ? readCorrect(call) : [],
    explanation: explanation.text,
    explanationEntities: explanation.entities,
    description: description.text,
    descriptionEntities: description.entities,
    isClosed: params.bool('is_closed'),
  };
  const draft = { ...poll, ...readTimes(call) };
  const placeMedia = (): NewPoll => ({
    ...draft,
    ...(media === undefined ? {} : { media: media() }),
    ...(explanationMedia === undefined ? {} : { explanationMedia: explanationMedia() }),
    options: options.map(({ text, entities, media: own }) => ({
      text,
      entities,
      ...(own === undefined ? {} : { media: own() }),
    })),
  });
  return { draft, placeMedia };
}

interface ReadOption {
  text: string;
  entities: Entity[];
  media: PollMediaDraft | undefined;
}

function textNames(name: string): { text: string; entities: string; parseMode: string } {
  return { text: name, entities: `${name}_entities`, parseMode: `${name}_parse_mode` };
}

/** Other entities than custom emoji are dropped from questions and options. */
function onlyEmoji<Kind extends { type: string }>(entities: readonly Kind[]): Kind[] {
  return entities.filter((entity) => entity.type === 'custom_emoji');
}

async function readOptions(call: Call): Promise<ReadOption[]> {
  const parsed = tryParseJson(call.params.text('options'));
  if (parsed === undefined) throw badRequest("can't parse options JSON object");
  if (!Array.isArray(parsed.value)) throw badRequest('expected an Array of String as options');
  const options: ReadOption[] = [];
  for (const value of parsed.value) {
    if (typeof value === 'string') {
      options.push({ text: value.trim(), entities: [], media: undefined });
      continue;
    }
    if (!isJsonObject(value)) throw badRequest('expected an option to be of type String');
    requiredString(value, 'text');
    const { text, entities } = readText(subCall(call, value), textNames('text'));
    options.push({ text, entities: onlyEmoji(entities), media: await readOptionMedia(call, value['media']) });
  }
  return options;
}

/** Several identifiers by the new parameter, or one by the old. */
function readCorrect(call: Call): number[] {
  const text = call.params.text('correct_option_ids');
  if (text === '') {
    const id = call.params.integer('correct_option_id', -1);
    return id < 0 ? [] : [id];
  }
  const parsed = tryParseJson(text);
  if (parsed === undefined) throw badRequest("can't parse correct option identifiers JSON object");
  if (!Array.isArray(parsed.value)) throw badRequest('expected an Array of correct option identifiers');
  return parsed.value.map((value: unknown) => {
    if (typeof value !== 'number') throw badRequest('correct option identifier must be of type Number');
    if (!Number.isInteger(value) || Math.abs(value) > 0x7fffffff) {
      throw badRequest('invalid correct option identifier specified');
    }
    return value;
  });
}

function readCountries(call: Call): string[] {
  const text = call.params.text('country_codes');
  if (text === '') return [];
  const parsed = tryParseJson(text);
  if (parsed === undefined) throw badRequest("can't parse country_codes JSON object");
  if (!Array.isArray(parsed.value) || parsed.value.some((value) => typeof value !== 'string')) {
    throw badRequest('expected an Array of String');
  }
  if (parsed.value.length > MOST_COUNTRIES) throw badRequest('too many items specified');
  return parsed.value.map(String);
}

/** `open_period` wins over `close_date`; an end that has already come closes the poll at once. */
function readTimes(call: Call): Pick<NewPoll, 'openPeriod' | 'closeDate' | 'isClosed'> {
  const openPeriod = call.params.integer('open_period', 0, 0, LONGEST_S);
  if (openPeriod >= SHORTEST_S) return { openPeriod };
  const closeDate = call.params.integer('close_date');
  if (closeDate <= 0) return {};
  return closeDate <= call.world.clock.seconds() ? { isClosed: true } : { closeDate };
}

/** What TDLib checks once the chat is known. */
export function checkPoll(poll: NewPoll, chat: FoundChat): void {
  if (poll.question === '') throw badRequest('text must be non-empty');
  if (isLongerThan(poll.question, QUESTION_LENGTH)) {
    throw badRequest(`poll question length must not exceed ${QUESTION_LENGTH}`);
  }
  if (poll.options.length === 0) throw badRequest('poll must have at least one answer option');
  if (poll.options.length > MOST_OPTIONS) throw badRequest(`poll can't have more than ${MOST_OPTIONS} options`);
  for (const option of poll.options) {
    if (option.text === '') throw badRequest('text must be non-empty');
    if (isLongerThan(option.text, OPTION_LENGTH)) {
      throw badRequest(`poll options length must not exceed ${OPTION_LENGTH}`);
    }
  }
  if (poll.type === 'quiz') {
    if (poll.correct.length === 0) throw badRequest('correct quiz option list must be non-empty');
    const isWrong = poll.correct.some(
      (id, index) => id < 0 || id >= poll.options.length || id <= (poll.correct[index - 1] ?? -1),
    );
    if (isWrong) throw badRequest('wrong quiz correct_option_id');
  }
  if (chat.kind === 'chat' && chat.chat.type === 'channel' && !poll.isAnonymous) {
    throw badRequest("non-anonymous polls can't be sent to channel chats");
  }
}

/** What only the Telegram server refuses. */
export function checkPollOnServer(poll: NewPoll): void {
  const texts = new Set(poll.options.map((option) => option.text));
  if (texts.size < poll.options.length) throw badRequest('POLL_OPTION_DUPLICATE');
  const isSingleChoice = poll.type === 'quiz' && poll.correct.length <= 1;
  if (isSingleChoice && poll.allowsMultiple) throw badRequest('QUIZ_MULTIPLE_INVALID');
  if (poll.allowsAdding && poll.isAnonymous) throw badRequest('POLL_ANSWERS_INVALID');
  if (isLongerThan(poll.explanation, EXPLANATION_LENGTH) || isLongerThan(poll.description, DESCRIPTION_LENGTH)) {
    throw badRequest('message caption is too long');
  }
}
