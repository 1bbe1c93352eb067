export interface PhotoSize {
  /** Number of the size in file ids. */
  size: number;
  width: number;
  height: number;
}

/** The squares into which Telegram fits a photo: s, m, x, y and w. */
const SQUARES = [90, 320, 800, 1280, 2560];
/** The sides of profile photos, which are cut to squares: a, b and c. */
const PROFILE_SIDES = [160, 320, 640];

/** What a photo whose file tells no size is shown as. */
const UNKNOWN_SIDE = 90;

/**
 * The sizes in which Telegram shows a photo, smallest first: each square that the photo fills, and the photo itself.
 * Here all of them stand for the same bytes, only their ids and stated sizes differ.
 */
export function listPhotoSizes(width = UNKNOWN_SIDE, height = UNKNOWN_SIDE): PhotoSize[] {
  const longest = Math.max(width, height);
  const smaller = SQUARES.filter((square) => square < longest);
  const sizes = smaller.map((square, index) => fit(index + 1, square / longest, width, height));
  if (smaller.length < SQUARES.length) sizes.push({ size: smaller.length + 1, width, height });
  return sizes;
}

function fit(size: number, scale: number, width: number, height: number): PhotoSize {
  const side = (length: number): number => Math.max(1, Math.round(length * scale));
  return { size, width: side(width), height: side(height) };
}

export function listProfileSizes(): PhotoSize[] {
  return PROFILE_SIDES.map((side, index) => ({ size: SQUARES.length + 1 + index, width: side, height: side }));
}
