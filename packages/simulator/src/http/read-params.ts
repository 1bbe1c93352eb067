import { isUtf8 } from 'node:buffer';
import { gunzipSync, inflateSync } from 'node:zlib';

import { Busboy } from '@fastify/busboy';

import { isJsonObject } from '../json.ts';
import { isTooDeep } from '../api/json-fields.ts';
import { Params, type UploadedFile } from '../api/params.ts';

const MAX_FILES = 50;
const MAX_PARAMETER_BYTES = 1_048_576;
const LARGEST_UNPACKED = 52 * 1024 * 1024;

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
export async function readParams(
  query: string,
  contentType: string,
  body: Buffer | undefined,
  contentEncoding = '',
): Promise<Params> {
  const params = new Params();
  if (query !== '') addForm(params, query);
  if (body === undefined || body.length === 0) return params;
  const bytes = unpack(body, contentEncoding);
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === 'multipart/form-data') {
    await addMultipart(params, contentType, bytes);
    return params;
  }
  if (bytes.length > MAX_PARAMETER_BYTES) throw new MalformedRequest(413);
  const text = bytes.toString('utf8');
  if (type === 'application/json') addJson(params, text);
  else if (type === 'application/x-www-form-urlencoded') addForm(params, text);
  if (text.includes('\ufffd') && !isUtf8(bytes)) params.isBroken = true;
  return params;
}

function unpack(bytes: Buffer, encoding: string): Buffer {
  try {
    switch (encoding.trim().toLowerCase()) {
      case '':
      case 'identity':
        return bytes;
      case 'gzip':
        return gunzipSync(bytes, { maxOutputLength: LARGEST_UNPACKED });
      case 'deflate':
        return inflateSync(bytes, { maxOutputLength: LARGEST_UNPACKED });
      default:
        throw new MalformedRequest(415);
    }
  } catch (error) {
    throw error instanceof MalformedRequest ? error : new MalformedRequest(400);
  }
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
  if (isTooDeep(text)) throw new MalformedRequest(400);
  let object: unknown;
  try {
    object = JSON.parse(text);
    if (LONG_NUMBER.test(text)) object = JSON.parse(keepLongNumbers(text));
  } catch {
    throw new MalformedRequest(400);
  }
  if (!isJsonObject(object)) throw new MalformedRequest(400);
  for (const [name, value] of Object.entries(object)) {
    add(params, name, typeof value === 'string' ? value : JSON.stringify(value));
  }
}

const LONG_NUMBER = /\d{16}/;
const STRING_OR_LONG_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g;

/**
 * Ids of 64 bits as texts: as numbers of JavaScript they would lose digits. The readers take both.
 *
 * @param text valid JSON, in which quotes have their pairs
 */
function keepLongNumbers(text: string): string {
  return text.replace(STRING_OR_LONG_NUMBER, (part) => (part.startsWith('"') ? part : `"${part}"`));
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
    let parameterBytes = 0;
    parser.on('field', (name, value) => {
      parameterBytes += Buffer.byteLength(name) + Buffer.byteLength(value);
      if (parameterBytes > MAX_PARAMETER_BYTES) refuse(413);
      add(params, name, value);
    });
    parser.on('file', (field, stream, filename, _encoding, mimeType) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', () => refuse(400));
      stream.on('end', () => {
        const file: UploadedFile = { name: filename ?? '', mimeType, bytes: joined(chunks) };
        if (!params.files.has(field)) params.files.set(field, file);
      });
    });
    parser.on('filesLimit', () => refuse(413));
    parser.on('error', () => refuse(400));
    parser.on('finish', () => resolve());
    parser.end(body);
  });
}

/** Parts of a body that came whole are mostly one piece, which is not copied. */
function joined(chunks: Buffer[]): Buffer {
  const [first] = chunks;
  return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
}
