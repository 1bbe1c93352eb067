import type { JsonObject } from '../json.ts';
import type { Content, Entity } from './message-contents.ts';
import type { PollRecord } from './types.ts';

export interface PollView {
  entities: (entities: readonly Entity[]) => JsonObject[];
  sender: (id: number) => JsonObject;
  media: (content: Content) => JsonObject;
  /** Whether the right answers of a quiz may be shown while it is open. */
  knowsAnswers: boolean;
  /** Description and media are part of polls in messages only. */
  isInMessage: boolean;
  /** A person sees the own choice, and no counts that are hidden until the end. */
  personId?: number | undefined;
}

/** A poll with its counts, in the order of fields of the official server. */
export function renderPoll(poll: PollRecord, view: PollView): JsonObject {
  const voters = Object.values(poll.votes).filter((choice) => choice.length > 0);
  const isHidden = view.personId !== undefined && poll.hidesResults && !poll.isClosed;
  const json: JsonObject = { id: poll.id, question: poll.question };
  if (poll.questionEntities.length > 0) json['question_entities'] = view.entities(poll.questionEntities);
  json['options'] = poll.options.map((option, index) => {
    const shown: JsonObject = { persistent_id: option.id, text: option.text };
    if (option.entities.length > 0) shown['text_entities'] = view.entities(option.entities);
    if (option.media !== undefined) shown['media'] = view.media(option.media);
    shown['voter_count'] = isHidden ? 0 : voters.filter((choice) => choice.includes(index)).length;
    if (option.addedBy !== undefined) shown['added_by_user'] = view.sender(option.addedBy);
    if (option.addedAt !== undefined) shown['addition_date'] = option.addedAt;
    return shown;
  });
  json['total_voter_count'] = voters.length;
  if (!poll.isClosed && poll.openPeriod !== undefined) json['open_period'] = poll.openPeriod;
  if (!poll.isClosed && poll.closeDate !== undefined) json['close_date'] = poll.closeDate;
  json['is_closed'] = poll.isClosed;
  json['is_anonymous'] = poll.isAnonymous;
  json['allows_multiple_answers'] = poll.allowsMultiple;
  json['allows_revoting'] = poll.allowsRevoting;
  json['members_only'] = poll.isMembersOnly;
  if (poll.countryCodes.length > 0) json['country_codes'] = poll.countryCodes;
  json['type'] = poll.type;
  if (poll.type === 'quiz' && (poll.isClosed || view.knowsAnswers)) writeAnswers(json, poll, view);
  if (view.isInMessage) writeDescription(json, poll, view);
  if (view.personId !== undefined) {
    json['chosen'] = poll.votes[view.personId] ?? [];
    json['allows_adding_options'] = poll.allowsAdding;
    json['shuffles_options'] = poll.shufflesOptions;
    json['hides_results'] = poll.hidesResults;
  }
  return json;
}

function writeAnswers(json: JsonObject, poll: PollRecord, view: PollView): void {
  // The first one also under the old name.
  if (poll.correct.length === 1) json['correct_option_id'] = poll.correct[0];
  json['correct_option_ids'] = poll.correct;
  if (poll.explanation !== '') json['explanation'] = poll.explanation;
  if (poll.explanationEntities.length > 0) json['explanation_entities'] = view.entities(poll.explanationEntities);
  if (poll.explanationMedia !== undefined) json['explanation_media'] = view.media(poll.explanationMedia);
}

function writeDescription(json: JsonObject, poll: PollRecord, view: PollView): void {
  if (poll.description !== '') json['description'] = poll.description;
  if (poll.descriptionEntities.length > 0) json['description_entities'] = view.entities(poll.descriptionEntities);
  if (poll.media !== undefined) json['media'] = view.media(poll.media);
}
