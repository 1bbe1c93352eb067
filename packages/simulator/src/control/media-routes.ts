import { z } from 'zod';

import type { JsonObject } from '../json.ts';
import { sendAsUser, type Refused } from '../world/acts.ts';
import { endLiveLocation, moveLiveLocation, shareLiveLocation } from '../world/live-places.ts';
import type { MessageRecord } from '../world/types.ts';
import { parseBox, type World } from '../world/world.ts';
import { invalid, notFound, refused } from './control-error.ts';
import { mediaContentOf } from './message-content.ts';
import { getBox, getUser } from './resolve.ts';
import { route, type ControlRoute } from './route.ts';
import { file, location, ref } from './schemas.ts';

const place = { from: ref, chat: ref.optional(), bot: ref.optional() };

const albumItem = z.object({
  photo: file.optional(),
  video: file.optional(),
  document: file.optional(),
  audio: file.optional(),
  caption: z.string().max(1024).optional(),
});

const newAlbum = z.object({
  ...place,
  media: z.array(albumItem).min(1).max(10),
  caption: z.string().max(1024).optional().describe('of the first medium'),
  reply_to: z.number().int().optional(),
  thread: z.number().int().optional(),
});

const livePoint = location.extend({
  horizontal_accuracy: z.number().min(0).max(1500).optional(),
  heading: z.number().int().min(1).max(360).optional(),
  proximity_alert_radius: z.number().int().min(1).max(100_000).optional(),
});

const newLiveLocation = livePoint.extend({
  ...place,
  live_period: z.number().int().min(60).max(0x7fffffff).default(900).describe('seconds'),
  thread: z.number().int().optional(),
});

const ownMessage = { ...place, message_id: z.number().int() };

export const mediaRoutes: readonly ControlRoute[] = [
  route('POST', '/_sim/albums', 'A person sends several media as one album', newAlbum, ({ world }, input) => {
    const from = getUser(world, input.from).id;
    const box = getBox(world, input.chat, input.bot, from);
    const groupId = world.newLongId();
    const contents = input.media.map((item, index) => {
      const caption = item.caption ?? (index === 0 ? (input.caption ?? '') : '');
      return { ...readItem(world, item, caption), mediaGroupId: groupId };
    });
    checkAlbum(contents.map(({ media }) => media));
    const sent = contents.map((content, index) => {
      const replyTo = index === 0 ? input.reply_to : undefined;
      return unwrap(sendAsUser(world, { box, from, content, replyTo, thread: input.thread }));
    });
    return {
      media_group_id: groupId,
      message_ids: sent.map(({ message }) => message.id),
      chat_id: chatIdOf(box),
      update_ids: sent.flatMap(({ updateIds }) => updateIds),
      rev: world.revision,
    };
  }),
  route('POST', '/_sim/live-locations', 'A person shares where they are', newLiveLocation, ({ world }, input) => {
    const from = getUser(world, input.from).id;
    const box = getBox(world, input.chat, input.bot, from);
    const draft = { box, from, thread: input.thread };
    const { message, updateIds } = unwrap(shareLiveLocation(world, draft, input, input.live_period));
    return { message_id: message.id, chat_id: chatIdOf(box), update_ids: updateIds, rev: message.rev };
  }),
  route(
    'POST',
    '/_sim/live-locations/edit',
    'A person who shares their place moved',
    livePoint.extend(ownMessage),
    ({ world }, input) => {
      const message = getOwnMessage(world, input);
      return editAnswer(message, unwrap(moveLiveLocation(world, message, input)));
    },
  ),
  route(
    'POST',
    '/_sim/live-locations/stop',
    'A person stops sharing where they are',
    z.object(ownMessage),
    ({ world }, input) => {
      const message = getOwnMessage(world, input);
      return editAnswer(message, unwrap(endLiveLocation(world, message)));
    },
  ),
];

function readItem(world: World, item: z.output<typeof albumItem>, caption: string): ReturnType<typeof mediaContentOf> {
  for (const media of ['photo', 'video', 'document', 'audio'] as const) {
    const given = item[media];
    if (given !== undefined) return mediaContentOf(world, media, given, caption);
  }
  throw invalid('each medium is a photo, a video, a document or an audio');
}

/** Documents and music stay among themselves, as in Telegram's apps. */
function checkAlbum(kinds: readonly string[]): void {
  const distinct = new Set(kinds);
  if (distinct.size > 1 && (distinct.has('document') || distinct.has('audio'))) {
    throw invalid('documents and music cannot be in an album with other media');
  }
}

function getOwnMessage(
  world: World,
  input: {
    from: number | string;
    chat?: number | string | undefined;
    bot?: number | string | undefined;
    message_id: number;
  },
): MessageRecord {
  const from = getUser(world, input.from).id;
  const message = world.boxes.find(getBox(world, input.chat, input.bot, from), input.message_id);
  if (message === undefined || message.deletedAt !== undefined) throw notFound('there is no such message');
  if (message.from !== from) throw refused('people edit only their own messages');
  return message;
}

function editAnswer(message: MessageRecord, { updateIds }: { updateIds: number[] }): JsonObject {
  return { message_id: message.id, update_ids: updateIds, rev: message.rev };
}

function unwrap<Done extends object>(result: Done | Refused): Done {
  if ('refused' in result) throw refused(result.refused);
  return result;
}

function chatIdOf(box: string): number {
  const address = parseBox(box);
  return address.kind === 'chat' ? address.chatId : address.userId;
}
