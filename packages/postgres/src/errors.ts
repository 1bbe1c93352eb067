/** A setting, a file or the machine is not as it has to be: nothing will improve by trying again. The message is for a person. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The words a {@link DatabaseError} can carry. */
export type DatabaseErrorCode =
  | 'DATABASE_UNREACHABLE'
  | 'COMMIT_OUTCOME_UNKNOWN'
  | 'TRANSACTION_ABORTED'
  | 'TRANSACTION_FINISHED'
  | 'DATABASE_STOPPED'
  | 'MIGRATION_FAILED';

/**
 * A failure between us and the database. What the server itself answered stays the driver's error, with its
 * SQLSTATE in `code` and the `constraint` that was violated; see {@link sqlStateOf}.
 */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly code: DatabaseErrorCode;

  constructor(code: DatabaseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
