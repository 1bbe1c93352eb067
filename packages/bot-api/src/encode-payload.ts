import { type FileSource, isFileSource } from './file-source.ts';

/** A request body and the header that goes with it. */
export interface EncodedPayload {
  contentType: string;
  body: Buffer;
}

/**
 * Turns a payload into a request body: JSON, or multipart when it carries files. Files below the top are sent as parts
 * of their own and named by `attach://`, as the Bot API wants it for albums.
 *
 * @param boundary separates the parts; must not occur in a file
 */
export function encodePayload(payload: Readonly<Record<string, unknown>>, boundary: string): EncodedPayload {
  if (!hasFile(payload)) return { contentType: 'application/json', body: Buffer.from(JSON.stringify(payload)) };
  const chunks: Uint8Array[] = [];
  const attached: FileSource[] = [];
  for (const [field, value] of Object.entries(payload)) {
    if (value === undefined || value === null) continue;
    if (isFileSource(value)) chunks.push(...filePart(boundary, field, value));
    else chunks.push(textPart(boundary, field, fieldText(value, attached)));
  }
  for (const [index, file] of attached.entries()) chunks.push(...filePart(boundary, attachName(index), file));
  chunks.push(Buffer.from(`--${boundary}--\r\n`));
  return { contentType: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat(chunks) };
}

function hasFile(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return isFileSource(value) || Object.values(value).some(hasFile);
}

/** As in a JSON body, but a form has only texts: strings go as they are, everything else as its JSON. */
function fieldText(value: unknown, attached: FileSource[]): string {
  return typeof value === 'string' ? value : JSON.stringify(withAttachments(value, attached));
}

function withAttachments(value: unknown, attached: FileSource[]): unknown {
  if (isFileSource(value)) return `attach://${attachName(attached.push(value) - 1)}`;
  if (Array.isArray(value)) return value.map((each: unknown) => withAttachments(each, attached));
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withAttachments(each, attached)]));
}

function attachName(index: number): string {
  return `file${index}`;
}

function textPart(boundary: string, field: string, text: string): Uint8Array {
  return Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${quoted(field)}"\r\n\r\n${text}\r\n`);
}

function filePart(boundary: string, field: string, file: FileSource): Uint8Array[] {
  const head = [
    `--${boundary}`,
    `content-disposition: form-data; name="${quoted(field)}"; filename="${quoted(file.name)}"`,
    `content-type: ${(file.mime ?? 'application/octet-stream').replaceAll(/[\r\n]/g, '')}`,
  ].join('\r\n');
  return [Buffer.from(`${head}\r\n\r\n`), file.bytes, Buffer.from('\r\n')];
}

/** As browsers write names in forms: a quote or a line break in a file's name cannot end the header. */
function quoted(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
