import type { Message } from '../api/types.ts';

/** Puts the messages of an album into its first one, which then stands for all of them. */
export function joinAlbums(messages: readonly Message[]): readonly Message[] {
  const shown: Message[] = [];
  for (let index = 0; index < messages.length; index += 1) {
    const first = messages[index];
    if (!first) break;
    const album = albumFrom(messages, index);
    shown.push(album.length > 1 ? asOne(first, album) : first);
    index += album.length - 1;
  }
  return shown;
}

/** The ids of all messages that one bubble shows. */
export function idsOf(message: Message): number[] {
  return (message.album ?? [message]).map((one) => one.message_id);
}

function albumFrom(messages: readonly Message[], index: number): Message[] {
  const group = messages[index]?.media_group_id;
  if (group === undefined) return messages.slice(index, index + 1);
  const end = messages.findIndex((one, other) => other > index && one.media_group_id !== group);
  return messages.slice(index, end === -1 ? undefined : end);
}

/** An album has one caption if only one of its media has one; files and music keep each their own. */
function asOne(first: Message, album: readonly Message[]): Message {
  const { caption: _, caption_entities: __, ...bare } = first;
  const isList = first.document !== undefined || first.audio !== undefined;
  const captioned = album.filter((one) => one.caption !== undefined);
  const [only] = captioned;
  if (isList || captioned.length !== 1 || only?.caption === undefined) return { ...bare, album };
  return {
    ...bare,
    album,
    caption: only.caption,
    ...(only.caption_entities ? { caption_entities: only.caption_entities } : {}),
  };
}
