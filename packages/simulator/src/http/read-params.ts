import { isUtf8 } from 'node:buffer';

import { Busboy } from '@fastify/busboy';

import { isJsonObject } from '../json.ts';
import { Params, type UploadedFile } from '../api/params.ts';

const MAX_FILES = 50;
const MAX_PARAMETER_BYTES = 1_048_576;

/** A request that the HTTP parser itself refuses: the status and an empty body. */
export class MalformedRequest extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`malformed request, ${status}`);
    this.name = 'MalformedRequest';
    this.status = status;
  }
}

/** Reads query and body into parameters: the query wins over the body, and the first of equal names wins. */
export async function readParams(query: string, contentType: string, body: Buffer | undefined): Promise<Params> {
  const params = new Params();
  if (query !== '') addForm(params, query);
  if (body === undefined || body.length === 0) return params;
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === 'multipart/form-data') {
    await addMultipart(params, contentType, body);
    return params;
  }
  if (body.length > MAX_PARAMETER_BYTES) throw new MalformedRequest(413);
  const text = body.toString('utf8');
  if (type === 'application/json') addJson(params, text);
  else if (type === 'application/x-www-form-urlencoded') addForm(params, text);
  if (text.includes('\ufffd') && !isUtf8(body)) params.isBroken = true;
  return params;
}

function add(params: Params, name: string, value: string): void {
  if (!params.values.has(name)) params.values.set(name, value);
}

function addForm(params: Params, text: string): void {
  for (const [name, value] of new URLSearchParams(text)) {
    add(params, name, value);
    if (value.includes('\ufffd') && !/%EF%BF%BD/i.test(text)) params.isBroken = true;
  }
}

/** Values that are no texts are kept as their JSON text, so `null` becomes the text "null". */
function addJson(params: Params, text: string): void {
  let object: unknown;
  try {
    object = JSON.parse(text);
  } catch {
    throw new MalformedRequest(400);
  }
  if (!isJsonObject(object)) throw new MalformedRequest(400);
  for (const [name, value] of Object.entries(object)) {
    add(params, name, typeof value === 'string' ? value : JSON.stringify(value));
  }
}

async function addMultipart(params: Params, contentType: string, body: Buffer): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const refuse = (status: number): void => reject(new MalformedRequest(status));
    let parser: InstanceType<typeof Busboy>;
    try {
      parser = new Busboy({
        headers: { 'content-type': contentType },
        limits: { files: MAX_FILES, fieldSize: MAX_PARAMETER_BYTES },
      });
    } catch {
      refuse(400);
      return;
    }
    parser.on('field', (name, value) => add(params, name, value));
    parser.on('file', (field, stream, filename, _encoding, mimeType) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', () => refuse(400));
      stream.on('end', () => {
        const file: UploadedFile = { name: filename ?? '', mimeType, bytes: Buffer.concat(chunks) };
        if (!params.files.has(field)) params.files.set(field, file);
      });
    });
    parser.on('filesLimit', () => refuse(413));
    parser.on('error', () => refuse(400));
    parser.on('finish', () => resolve());
    parser.end(body);
  });
}
