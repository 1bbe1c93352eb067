import { decodeFileId, fileIdFor, fileUniqueIdFor } from '../../world/file-ids.ts';
import type { FileKind } from '../../world/message-contents.ts';
import type { FileRecord } from '../../world/types.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';

const DOWNLOAD_BYTES = 20_971_520;

const FOLDERS: Record<FileKind, string> = {
  photo: 'photos',
  document: 'documents',
  voice: 'voice',
  audio: 'music',
  video: 'videos',
  animation: 'animations',
  video_note: 'video_notes',
  sticker: 'stickers',
  thumbnail: 'thumbnails',
};

const EXTENSIONS = new Map(
  Object.entries({
    'image/jpeg': '.jpg',
    'image/png': '.png',
    'image/gif': '.gif',
    'image/webp': '.webp',
    'audio/ogg': '.oga',
    'audio/mpeg': '.mp3',
    'video/mp4': '.mp4',
    'video/webm': '.webm',
    'application/x-tgsticker': '.tgs',
  }),
);

export function getFile(call: Call): Answer {
  const text = call.params.text('file_id');
  if (text === '') throw badRequest('file_id not specified');
  const decoded = decodeFileId(text);
  if ('problem' in decoded) throw badRequest('invalid file_id');
  const file = call.world.store.tables.file.get(decoded.id);
  if (file === undefined || decoded.botId !== call.bot.id) {
    throw badRequest('wrong file_id or the file is temporarily unavailable');
  }
  if (file.sizeBytes > DOWNLOAD_BYTES && call.local === undefined) throw badRequest('file is too big');
  return {
    result: {
      file_id: fileIdFor(decoded.kind, file.id, call.bot.id, decoded.size),
      file_unique_id: fileUniqueIdFor(decoded.kind, file.id, decoded.size),
      file_size: file.sizeBytes,
      file_path: call.local?.place(file, filePathOf(file), call.bot.id) ?? filePathOf(file),
    },
  };
}

/** Where the bytes of a file are found under `/file/bot<token>/`. */
export function filePathOf(file: FileRecord): string {
  const given = /\.[A-Za-z0-9]{1,8}$/.exec(file.name ?? '')?.[0];
  return `${FOLDERS[file.kind]}/file_${file.number}${given ?? EXTENSIONS.get(file.mimeType) ?? ''}`;
}
