import type { FastifyInstance, FastifyReply } from 'fastify';

import { filePathOf } from '../api/methods/files.ts';
import { fileUniqueIdFor, readFileUniqueId } from '../world/file-ids.ts';
import type { FileRecord } from '../world/types.ts';
import type { World } from '../world/world.ts';

const NOT_FOUND = { ok: false, error_code: 404, description: 'Not Found' };

/** Serves the bytes of files: to bots under `/file/bot<token>/<file_path>`, to the web chat under `/_sim/files/`. */
export function registerFiles(app: FastifyInstance, world: World): void {
  app.get('/file/bot*', async (request, reply) => {
    const path = decodePath(request.url).slice('/file/bot'.length);
    const slash = path.indexOf('/');
    const bot = world.findBotByToken(path.slice(0, slash));
    if (bot === undefined) {
      return await reply.code(401).send({ ok: false, error_code: 401, description: 'Unauthorized' });
    }
    const wanted = path.slice(slash + 1);
    const file = [...world.store.tables.file.values()].find((candidate) => filePathOf(candidate) === wanted);
    const bytes = file === undefined ? undefined : world.files.get(file.sha);
    if (bytes === undefined) return await reply.code(404).send(NOT_FOUND);
    return await reply.type('application/octet-stream').send(bytes);
  });
  app.get<{ Params: { id: string }; Querystring: { download?: string } }>('/_sim/files/:id', async (request, reply) => {
    const file = findByUniqueId(world, request.params.id);
    const bytes = file === undefined ? undefined : world.files.get(file.sha);
    if (file === undefined || bytes === undefined) {
      return await reply.code(404).send({ error: { code: 'not_found', message: 'there is no such file' } });
    }
    return await sendFile(reply, file, bytes, request);
  });
}

/** The file behind an id that the web chat's addresses carry. */
export function findByUniqueId(world: World, uniqueId: string): FileRecord | undefined {
  const prefix = readFileUniqueId(uniqueId);
  if (prefix === undefined) return undefined;
  for (const file of world.store.tables.file.values()) if (file.id.startsWith(prefix)) return file;
  return undefined;
}

const SHOWN = /^(?:image\/(?:png|jpeg|gif|webp)|audio\/|video\/)/;

interface FileRequest {
  query: { download?: string };
  headers: { range?: string | undefined };
}

/** Players ask for parts of a file, to go to any place in it. What is no single range is answered with the whole. */
function readRange(header: string | undefined, length: number): { first: number; last: number } | undefined {
  const parts = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (parts === null || parts[0] === 'bytes=-') return undefined;
  const [, from = '', to = ''] = parts;
  const first = from === '' ? Math.max(0, length - Number(to)) : Number(from);
  const last = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1);
  return first > last ? undefined : { first, last };
}

function decodePath(url: string): string {
  const path = url.split('?', 1)[0] ?? '';
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/** People upload anything: only media are shown, everything else is downloaded, and nothing runs as a page. */
async function sendFile(reply: FastifyReply, file: FileRecord, bytes: Buffer, request: FileRequest): Promise<unknown> {
  const download = request.query.download === '1';
  reply.header('x-content-type-options', 'nosniff').header('content-security-policy', "sandbox; default-src 'none'");
  reply.header('cache-control', 'private, max-age=31536000, immutable');
  if (download || !SHOWN.test(file.mimeType)) {
    const name = encodeURIComponent(file.name ?? fileUniqueIdFor('document', file.id));
    reply.header('content-disposition', `attachment; filename*=UTF-8''${name}`);
  }
  reply.header('accept-ranges', 'bytes').type(file.mimeType);
  const range = readRange(request.headers.range, bytes.length);
  if (range === undefined) return await reply.send(bytes);
  reply.code(206).header('content-range', `bytes ${range.first}-${range.last}/${bytes.length}`);
  return await reply.send(bytes.subarray(range.first, range.last + 1));
}
