/** When a client wants the visit. */
export type WantedTime =
  | { readonly kind: 'asap'; readonly from: Date; readonly to: undefined }
  | { readonly kind: 'at'; readonly from: Date; readonly to: undefined }
  | { readonly kind: 'window'; readonly from: Date; readonly to: Date };

/** Hours between which visits are made; a day named without an hour means all of them. */
export const workingHours = { from: 8, to: 22 } as const;
