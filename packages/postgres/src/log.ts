/** The part of a structured logger that this package writes to; a pino logger fits as it is. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  child(fields: object): Log;
  /** Whether lines of this level are written anywhere; taken for so where it is not said. */
  isLevelEnabled?(level: string): boolean;
}
