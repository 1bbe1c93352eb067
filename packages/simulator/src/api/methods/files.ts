import { decodeFileId, fileIdFor, fileUniqueIdFor } from '../../world/file-ids.ts';
import type { FileRecord, MediaKind } from '../../world/types.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';

const DOWNLOAD_BYTES = 20_971_520;

const FOLDERS: Record<MediaKind, string> = {
  photo: 'photos',
  document: 'documents',
  voice: 'voice',
  audio: 'music',
  video: 'videos',
  animation: 'animations',
};

const EXTENSIONS: Record<string, string> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/gif': '.gif',
  'audio/ogg': '.oga',
  'audio/mpeg': '.mp3',
  'video/mp4': '.mp4',
};

export function getFile(call: Call): Answer {
  const text = call.params.text('file_id');
  if (text === '') throw badRequest('file_id not specified');
  const decoded = decodeFileId(text);
  if ('problem' in decoded) throw badRequest('invalid file_id');
  const file = call.world.store.tables.file.get(decoded.sha);
  if (file === undefined || decoded.botId !== call.bot.id) throw badRequest('invalid file_id');
  if (file.sizeBytes > DOWNLOAD_BYTES) throw badRequest('file is too big');
  return {
    result: {
      file_id: fileIdFor(decoded.kind, file.sha, call.bot.id),
      file_unique_id: fileUniqueIdFor(decoded.kind, file.sha),
      file_size: file.sizeBytes,
      file_path: `${FOLDERS[decoded.kind]}/${fileName(file)}`,
    },
  };
}

/** The path of a file in the folder that `wanted` names, to compare with it. */
export function filePathOf(file: FileRecord, wanted: string): string | undefined {
  const folder = wanted.split('/', 1)[0] ?? '';
  return Object.values(FOLDERS).includes(folder) ? `${folder}/${fileName(file)}` : undefined;
}

function fileName(file: FileRecord): string {
  const given = /\.[A-Za-z0-9]{1,8}$/.exec(file.name ?? '')?.[0];
  return `file_${file.number}${given ?? EXTENSIONS[file.mimeType] ?? ''}`;
}
