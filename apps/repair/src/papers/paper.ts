import { beginPdf, wrapLines, type PdfDocument } from '@durabot/kit';

/** What stands on a sheet that a client gets: a title, facts, lines with sums, and remarks. */
export interface Paper {
  readonly title: string;
  /** `['Устройство', 'Стиральная машина']` */
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly lines: readonly (readonly [name: string, sum: string])[];
  /** Under the lines, the first one in bold. */
  readonly sums: readonly (readonly [label: string, sum: string])[];
  readonly remarks: readonly string[];
}

const margin = 34;
const width = 420 - 2 * margin;
const sumWidth = 90;
const bottom = 560;

/** A sheet of A5, in as many pages as it takes. Equal papers of one moment are equal byte by byte. */
export async function drawPaper(paper: Paper, author: string, madeAt: Date): Promise<Buffer> {
  const document = await beginPdf(paper.title, author, madeAt);
  const sheet: Sheet = { document, y: 0 };
  newPage(sheet);
  write(sheet, [paper.title], { font: 'bold', size: 15, height: 20 });
  sheet.y += 6;
  for (const [label, value] of paper.facts) pair(sheet, label, value);
  sheet.y += 8;
  if (paper.lines.length > 0) rule(sheet);
  for (const [name, sum] of paper.lines) row(sheet, name, sum, 'plain');
  if (paper.sums.length > 0) rule(sheet);
  paper.sums.forEach(([label, sum], index) => row(sheet, label, sum, index === 0 ? 'bold' : 'plain'));
  sheet.y += 12;
  for (const remark of paper.remarks)
    write(sheet, wrapped(sheet, remark, width, 8.5), { font: 'plain', size: 8.5, height: 12 });
  return Buffer.concat(await document.bytes());
}

interface Sheet {
  readonly document: PdfDocument;
  y: number;
}

function newPage(sheet: Sheet): void {
  sheet.document.pdf.addPage({ size: 'A5', margin: 0 });
  sheet.y = margin;
}

function room(sheet: Sheet, height: number): void {
  if (sheet.y + height > bottom) newPage(sheet);
}

function write(
  sheet: Sheet,
  texts: readonly string[],
  look: { readonly font: 'plain' | 'bold'; readonly size: number; readonly height: number },
): void {
  for (const text of texts) {
    room(sheet, look.height);
    sheet.document.use(look.font, look.size);
    sheet.document.pdf.fillColor('#222222');
    sheet.document.line(text, margin, sheet.y);
    sheet.y += look.height;
  }
}

/** A label in grey and what it says beside it. */
function pair(sheet: Sheet, label: string, value: string): void {
  const from = 110;
  const lines = wrapped(sheet, value, width - from, 9.5);
  room(sheet, lines.length * 13);
  sheet.document.use('plain', 9.5);
  sheet.document.pdf.fillColor('#777777');
  sheet.document.line(label, margin, sheet.y);
  sheet.document.pdf.fillColor('#222222');
  lines.forEach((line, index) => sheet.document.line(line, margin + from, sheet.y + index * 13));
  sheet.y += lines.length * 13 + 2;
}

function row(sheet: Sheet, name: string, sum: string, font: 'plain' | 'bold'): void {
  const lines = wrapped(sheet, name, width - sumWidth - 8, 9.5, font);
  room(sheet, lines.length * 13 + 4);
  sheet.document.use(font, 9.5);
  sheet.document.pdf.fillColor('#222222');
  lines.forEach((line, index) => sheet.document.line(line, margin, sheet.y + index * 13));
  sheet.document.line(sum, margin + width - sumWidth, sheet.y, { width: sumWidth, align: 'right' });
  sheet.y += lines.length * 13 + 4;
}

function rule(sheet: Sheet): void {
  room(sheet, 8);
  sheet.document.pdf
    .moveTo(margin, sheet.y)
    .lineTo(margin + width, sheet.y)
    .lineWidth(0.6)
    .stroke('#B8C4D0');
  sheet.y += 6;
}

function wrapped(
  { document }: Sheet,
  text: string,
  room_: number,
  size: number,
  font: 'plain' | 'bold' = 'plain',
): string[] {
  return wrapLines(text, room_, document.use(font, size), 12);
}
