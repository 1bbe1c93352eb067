/** What a file is by its content. */
export type FileKind =
  | 'jpeg'
  | 'png'
  | 'webp'
  | 'gif'
  | 'heic'
  | 'pdf'
  | 'mp4'
  | 'quicktime'
  | 'ogg'
  | 'mp3'
  | 'm4a'
  | 'wav'
  | 'docx'
  | 'xlsx'
  | 'odt'
  | 'zip'
  | 'rar'
  | '7z'
  | 'gzip'
  | 'tar'
  | 'executable'
  | 'html'
  | 'text';

/** What goes by the name of each kind. */
export const mediaTypes: Readonly<Record<FileKind, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  heic: 'image/heic',
  pdf: 'application/pdf',
  mp4: 'video/mp4',
  quicktime: 'video/quicktime',
  ogg: 'audio/ogg',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  wav: 'audio/wav',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  odt: 'application/vnd.oasis.opendocument.text',
  zip: 'application/zip',
  rar: 'application/vnd.rar',
  '7z': 'application/x-7z-compressed',
  gzip: 'application/gzip',
  tar: 'application/x-tar',
  executable: 'application/x-executable',
  html: 'text/html',
  text: 'text/plain',
};

const signatures: readonly (readonly [FileKind, number, string])[] = [
  ['jpeg', 0, 'ffd8ff'],
  ['png', 0, '89504e470d0a1a0a'],
  ['gif', 0, '474946383761'],
  ['gif', 0, '474946383961'],
  ['rar', 0, '526172211a07'],
  ['7z', 0, '377abcaf271c'],
  ['gzip', 0, '1f8b'],
  ['tar', 257, '7573746172'],
  ['executable', 0, '4d5a'],
  ['executable', 0, '7f454c46'],
  ['executable', 0, 'cafebabe'],
  ['executable', 0, 'cffaedfe'],
  ['executable', 0, '2321'],
  ['ogg', 0, '4f676753'],
  ['mp3', 0, '494433'],
  ['mp3', 0, 'fffb'],
  ['mp3', 0, 'fff3'],
];

/**
 * What a file is, whatever its name or sender says; undefined when it is nothing known. A table of our own: the two dozen
 * kinds that people send to a bot, with what is to be refused told apart from what only looks like it.
 */
export function fileKindOf(bytes: Buffer): FileKind | undefined {
  for (const [kind, at, hex] of signatures)
    if (bytes.subarray(at, at + hex.length / 2).toString('hex') === hex) return kind;
  const fourth = bytes.toString('latin1', 8, 12);
  if (startsWith(bytes, 'RIFF')) return fourth === 'WEBP' ? 'webp' : fourth === 'WAVE' ? 'wav' : undefined;
  if (bytes.toString('latin1', 4, 8) === 'ftyp') return ofBrand(fourth);
  if (startsWith(bytes, 'PK\u0003\u0004') || startsWith(bytes, 'PK\u0005\u0006')) return inZip(bytes);
  // Readers of PDF accept some bytes before the mark.
  if (bytes.subarray(0, 1024).includes('%PDF-')) return 'pdf';
  return asText(bytes);
}

function startsWith(bytes: Buffer, mark: string): boolean {
  return bytes.toString('latin1', 0, mark.length) === mark;
}

function ofBrand(brand: string): FileKind | undefined {
  if (/^(heic|heix|hevc|heim|heis|mif1|msf1|avif)$/.test(brand)) return 'heic';
  if (brand === 'qt  ') return 'quicktime';
  if (brand.startsWith('M4A')) return 'm4a';
  return /^(isom|iso\d|mp4\d|avc1|M4V |3gp\d|dash|MSNV)$/.test(brand) ? 'mp4' : undefined;
}

/** Documents of offices are ZIPs whose files have certain names; one with macros is none of them. */
function inZip(bytes: Buffer): FileKind {
  if (bytes.includes('vbaProject.bin')) return 'zip';
  if (bytes.toString('latin1', 30, 38) === 'mimetype') return bytes.includes('opendocument.text') ? 'odt' : 'zip';
  if (!bytes.includes('[Content_Types].xml')) return 'zip';
  return bytes.includes('word/document.xml') ? 'docx' : bytes.includes('xl/workbook.xml') ? 'xlsx' : 'zip';
}

function asText(bytes: Buffer): FileKind | undefined {
  if (bytes.length === 0) return undefined;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
  if (/(?![\t\n\r\f])\p{Cc}/u.test(text)) return undefined;
  return /<\s*(!doctype|html|script|svg|iframe)/i.test(text.slice(0, 4096)) ? 'html' : 'text';
}
