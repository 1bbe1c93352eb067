import type { Tx } from '@durabot/postgres';

import { shredDataKeys } from '../crypto/data-keys.ts';
import { dropBlobs } from '../media/blob-store.ts';
import type { BlobOwner } from '../media/blob-store.ts';

/** Whose traces are to go. */
export interface ErasureSubject {
  readonly product: string;
  readonly tenant: string;
  /** An id that says nothing by itself: it stays in the receipt. */
  readonly subject: string;
}

/** What an eraser did to one table. */
export interface ErasedRows {
  readonly deleted?: number;
  /** Rows that stay without what pointed to the person: orders, money. */
  readonly anonymised?: number;
  /** Rows that have to stay as they are; then `note` says why. */
  readonly kept?: number;
  readonly note?: string;
  /** There are more rows than one transaction should hold: it is asked again. */
  readonly more?: boolean;
}

/**
 * Removes one subject from one table. It may be asked again after a crash, so it looks at what is there; its work and its
 * line of the receipt are committed together.
 */
export interface Eraser {
  /** With its schema: `repair.client`. Unique in a run. */
  readonly table: string;
  erase(tx: Tx, subject: ErasureSubject, at: Date): Promise<ErasedRows>;
}

/** Throws the keys of a subject's encrypted fields away, so that copies of the fields elsewhere are unreadable too. */
export const dataKeyEraser: Eraser = {
  table: 'kit.data_key',
  erase: async (tx, subject, at) => ({ deleted: await shredDataKeys(tx, subject, at) }),
};

/** Gives up the files of a subject; their bytes go with the next sweep unless something else refers to them. */
export function blobEraser(
  ownersOf: (tx: Tx, subject: ErasureSubject) => Promise<readonly BlobOwner['entity'][]>,
): Eraser {
  return {
    table: 'kit.blob_ref',
    async erase(tx, subject, at) {
      let deleted = 0;
      for (const entity of await ownersOf(tx, subject)) {
        deleted += await dropBlobs(tx, { product: subject.product, tenant: subject.tenant, entity }, at);
      }
      return { deleted };
    },
  };
}
