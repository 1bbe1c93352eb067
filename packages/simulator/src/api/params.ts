import { PARAMETER_READERS, type ParameterReader } from './generated/readers.ts';

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
  /** How the method at hand reads its numbers; set once the method is known. */
  #readers: Readonly<Record<string, ParameterReader>> = {};

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

  /** From here on, numbers are read as the official server reads them for this method. */
  useReadersOf(method: string): void {
    this.#readers = PARAMETER_READERS[method] ?? {};
  }

  /**
   * Leading digits are read, garbage is 0, and the result is clamped: no error. Without bounds given here, default
   * and bounds are those of the official server for this method.
   */
  integer(name: string, fallback?: number, low?: number, high?: number): number {
    const text = this.values.get(name);
    const reader = this.#readers[name];
    if (fallback !== undefined || reader === undefined || reader === 'int64' || reader === 'id') {
      const value = text === undefined || text === '' ? (fallback ?? 0) : parseInteger(text);
      return Math.min(high ?? Infinity, Math.max(low ?? -Infinity, value));
    }
    if (typeof reader === 'string') {
      const value = text === undefined ? 0 : parseInt32(text);
      return reader === 'message' ? Math.max(0, value) : value;
    }
    const [ownFallback, lowest, highest] = reader;
    const value = text === undefined || text === '' ? ownFallback : parseInt32(text);
    return Math.min(highest, Math.max(lowest, value));
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

/** Digits beyond 32 bits turn over, as in the official server. */
export function parseInt32(text: string): number {
  const digits = /^(-?)(\d+)/.exec(text.trim());
  if (digits === null) return 0;
  let value = 0;
  for (const digit of digits[2] ?? '') value = (Math.imul(value, 10) + Number(digit)) | 0;
  return digits[1] === '-' ? -value | 0 : value;
}
