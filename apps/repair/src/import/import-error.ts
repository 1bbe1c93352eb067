/** Why an import cannot begin or go on; the message is for whoever runs it. */
export type ImportErrorCode =
  | 'IMPORT_FILE_MISSING'
  | 'IMPORT_FILE_TOO_LARGE'
  | 'IMPORT_FILE_IN_USE'
  | 'IMPORT_NOT_SQLITE'
  | 'IMPORT_OTHER_FILE'
  | 'IMPORT_SOURCE_TAKEN'
  | 'IMPORT_OPTION_INVALID';

export class ImportError extends Error {
  override readonly name = 'ImportError';
  readonly code: ImportErrorCode;

  constructor(code: ImportErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
