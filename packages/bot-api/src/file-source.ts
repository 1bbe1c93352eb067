/**
 * A file to upload: stands in a payload wherever the Bot API wants an `InputFile`, on top (`photo`) or deep inside
 * (`media[2].thumbnail`). Upload once and use the `file_id` of the answer afterwards.
 */
export interface FileSource {
  kind: 'bytes';
  bytes: Uint8Array;
  /** What the file is called for the user who gets it. */
  name: string;
  /** Defaults to `application/octet-stream`; Telegram looks at the name and the content anyway. */
  mime?: string;
}

/** Whether a value of a payload is a file to upload. */
export function isFileSource(value: unknown): value is FileSource {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    value.kind === 'bytes' &&
    'bytes' in value &&
    value.bytes instanceof Uint8Array &&
    'name' in value &&
    typeof value.name === 'string'
  );
}
