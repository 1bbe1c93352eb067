import { dejavu, drawable } from '../font/dejavu.ts';
import type { Measure } from './wrap-lines.ts';

/** A document under way, with both fonts in it; only the letters that are used get into the file. */
export interface PdfDocument {
  readonly pdf: PDFKit.PDFDocument;
  /** Where nothing may be drawn, on each side. */
  readonly margin: number;
  use(font: 'plain' | 'bold', size: number): Measure;
  /** One line, its top left corner at x, y; nothing is wrapped and no page is begun. */
  line(text: string, x: number, y: number, options?: { width: number; align: 'left' | 'right' | 'center' }): void;
  /** Ends the document and gives its bytes. */
  bytes(): Promise<Buffer[]>;
}

export const pdfMargin = 36;

/** Begins a document without pages. `madeAt` goes into the file, so that equal input makes equal bytes. */
export async function beginPdf(title: string, author: string, madeAt: Date): Promise<PdfDocument> {
  // It takes a fifth of a second to load: no start waits for it, only the first document.
  const { default: Pdf } = await import('pdfkit');
  const pdf = new Pdf({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    // Instead of Helvetica, which cannot write Cyrillic.
    font: dejavu.condensed,
    info: { Title: title, Author: author, Creator: 'Durabot', Producer: 'Durabot', CreationDate: madeAt },
  });
  pdf.registerFont('plain', dejavu.condensed);
  pdf.registerFont('bold', dejavu.condensedBold);
  return {
    pdf,
    margin: pdfMargin,
    use(font, size) {
      pdf.font(font).fontSize(size);
      return (text) => pdf.widthOfString(drawable(text));
    },
    line(text, x, y, options) {
      pdf.text(drawable(text), x, y, { lineBreak: false, ...options });
    },
    async bytes() {
      const chunks: Buffer[] = [];
      pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
      const ended = new Promise<void>((resolve, reject) => {
        pdf.once('end', resolve);
        pdf.once('error', reject);
      });
      pdf.end();
      await ended;
      return chunks;
    },
  };
}

/** Writes the number of each page at its foot, once all are there. */
export function numberPages({ pdf, use, line }: PdfDocument, words: (number: number, of: number) => string): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(start + page);
    use('plain', 7);
    pdf.fillColor('#555555');
    line(words(page + 1, count), pdfMargin, pdf.page.height - 26, {
      width: pdf.page.width - 2 * pdfMargin,
      align: 'center',
    });
  }
}
