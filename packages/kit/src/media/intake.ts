import { fileKindOf, mediaTypes } from './file-kind.ts';
import type { FileKind } from './file-kind.ts';
import { withoutLocation } from './locations.ts';

/** What a product takes. */
export interface IntakeRules {
  readonly accept: readonly FileKind[];
  readonly mostBytes: number;
  /** Only where the sender asked for it: the picture keeps where it was taken. */
  readonly keepLocation?: boolean;
  /** Looks into what is about to be taken. When it fails, nothing is taken: the error is the caller's to try again. */
  readonly scan?: (bytes: Buffer, mediaType: string) => Promise<'clean' | 'infected'>;
}

/** Why a file is not taken. */
export type IntakeRefusal =
  | 'empty'
  | 'tooLarge'
  /** A ZIP or the like: what is in it has to be sent by itself. */
  | 'archive'
  /** A PDF that asks for a password. */
  | 'encrypted'
  /** Known, but not asked for; or not known. */
  | 'notAccepted'
  | 'damaged'
  | 'infected';

/** What came of looking at a file. */
export type Intake =
  | { readonly kind: 'accepted'; readonly fileKind: FileKind; readonly mediaType: string; readonly bytes: Buffer }
  /** `accepted` is what to tell the sender would be taken. */
  | { readonly kind: 'refused'; readonly because: IntakeRefusal; readonly accepted: readonly FileKind[] };

const archives: readonly FileKind[] = ['zip', 'rar', '7z', 'gzip', 'tar'];

/** Looks at a file by its content; its name and its sender's word for it are not asked. */
export async function takeIn(file: Buffer, rules: IntakeRules): Promise<Intake> {
  const refused = (because: IntakeRefusal): Intake => ({ kind: 'refused', because, accepted: rules.accept });
  if (file.length === 0) return refused('empty');
  if (file.length > rules.mostBytes) return refused('tooLarge');
  const fileKind = fileKindOf(file);
  if (fileKind === undefined) return refused('notAccepted');
  if (!rules.accept.includes(fileKind)) return refused(archives.includes(fileKind) ? 'archive' : 'notAccepted');
  if (fileKind === 'pdf' && isEncryptedPdf(file)) return refused('encrypted');
  const bytes = rules.keepLocation === true ? file : withoutLocation(fileKind, file);
  if (bytes === undefined) return refused('damaged');
  const mediaType = mediaTypes[fileKind];
  if ((await rules.scan?.(bytes, mediaType)) === 'infected') return refused('infected');
  return { kind: 'accepted', fileKind, mediaType, bytes };
}

/** A PDF that is encrypted names the dictionary in its trailer, which is never encrypted itself. */
function isEncryptedPdf(bytes: Buffer): boolean {
  return /\/Encrypt\s*(\d+\s+\d+\s+R|<<)/.test(bytes.toString('latin1'));
}

/** The largest of the sizes in which Telegram offers a photo. */
export function largestPhoto<
  Size extends { readonly width: number; readonly height: number; readonly file_size?: number },
>(sizes: readonly Size[]): Size | undefined {
  const area = ({ width, height }: Size) => width * height;
  return sizes.reduce<Size | undefined>(
    (largest, size) =>
      largest === undefined ||
      area(size) > area(largest) ||
      (area(size) === area(largest) && (size.file_size ?? 0) > (largest.file_size ?? 0))
        ? size
        : largest,
    undefined,
  );
}
