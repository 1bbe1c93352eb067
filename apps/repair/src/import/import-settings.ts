import type { CountryCode } from 'libphonenumber-js';

/** What an import needs to know that the file does not say. */
export interface ImportSettings {
  /** Names the file's company; the same order of the same source is imported once. */
  readonly source: string;
  /** By whose clocks the earlier bot wrote its times. */
  readonly zone: string;
  readonly country: CountryCode;
  readonly currency: string;
  /** Who stands as the author where the file names nobody; by default its first admin. */
  readonly operatorId: number | undefined;
  readonly now: Date;
}
