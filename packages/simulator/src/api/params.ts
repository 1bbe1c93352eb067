/** A file that came with a request. */
export interface UploadedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: Buffer;
}

/** The parameters of a call as texts, whatever the encoding was; the first occurrence of a name won. */
export class Params {
  readonly values: Map<string, string>;
  readonly files: Map<string, UploadedFile>;
  /** Some text was no valid UTF-8. */
  isBroken = false;

  constructor(values = new Map<string, string>(), files = new Map<string, UploadedFile>()) {
    this.values = values;
    this.files = files;
  }

  /** The text, or empty when it is absent: the official server does not tell these apart. */
  text(name: string): string {
    return this.values.get(name) ?? '';
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  /** Lower-cased and trimmed `true`, `yes` and `1` are true, anything else is false. */
  bool(name: string): boolean {
    const text = this.values.get(name);
    return text !== undefined && parseBool(text);
  }

  /** Leading digits are read, garbage is 0, and the result is clamped: no error. */
  integer(name: string, fallback = 0, low = -Infinity, high = Infinity): number {
    const text = this.values.get(name);
    const value = text === undefined || text === '' ? fallback : parseInteger(text);
    return Math.min(high, Math.max(low, value));
  }

  /** For the request journal. Contents of files are left out. */
  toJson(): Record<string, string> {
    const json: Record<string, string> = Object.fromEntries(this.values);
    for (const [name, file] of this.files) json[name] = `<file ${file.name}, ${file.bytes.length} bytes>`;
    return json;
  }
}

function parseBool(text: string): boolean {
  if (text === 'true') return true;
  const value = text.trim().toLowerCase();
  return value === 'true' || value === 'yes' || value === '1';
}

export function parseInteger(text: string): number {
  const digits = /^-?\d{1,18}/.exec(text.trim());
  return digits === null ? 0 : Number(digits[0]);
}
