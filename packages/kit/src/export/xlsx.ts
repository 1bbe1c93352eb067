import { Readable } from 'node:stream';

import { ZipFile } from 'yazl';

import { exportWords } from './export-words.ts';
import { columnsFor } from './table.ts';
import type { ExportRequest, RowSource, Table } from './table.ts';
import { columnLetters, dataSheet, parametersSheet } from './xlsx-sheets.ts';
import { createStyles } from './xlsx-styles.ts';
import { xmlHead, xmlText } from './xml.ts';

/**
 * A table as a workbook: typed cells, a header that stays, filters, totals that follow them, and a second sheet with who
 * made it, when and of what. Rows are taken as the file is read, never all at once.
 */
export async function* writeXlsx<Row>(
  table: Table<Row>,
  rows: RowSource<Row>,
  request: ExportRequest,
): AsyncGenerator<Buffer, number> {
  const { columns, hidden } = columnsFor(table, request);
  if (columns.length === 0) throw new RangeError(`No column of ${table.name} may be seen with these roles.`);
  const styles = createStyles();
  const title = table.title[request.language];
  const names = [sheetName(title), sheetName(exportWords[request.language].parameters)] as const;
  const zip = new ZipFile();
  const options = { mtime: request.madeAt, compressionLevel: 6 };
  let count = 0;

  async function* sheet(): AsyncGenerator<string> {
    count = yield* dataSheet(columns, rows, request, styles);
  }
  const data = Readable.from(sheet(), { objectMode: false });
  zip.addReadStream(data, 'xl/worksheets/sheet1.xml', options);
  // What depends on the rows follows them.
  data.once('end', () => {
    const add = (path: string, xml: string) => zip.addBuffer(Buffer.from(xml), path, options);
    add('xl/worksheets/sheet2.xml', parametersSheet(title, count, hidden, request, styles));
    add('xl/styles.xml', styles.xml());
    add('xl/workbook.xml', workbookXml(names, `$A$1:$${columnLetters(columns.length - 1)}$${count + 1}`));
    add('xl/_rels/workbook.xml.rels', workbookParts);
    add('_rels/.rels', packageParts);
    add('docProps/core.xml', coreXml(title, request));
    add('[Content_Types].xml', contentTypes);
    zip.end();
  });
  const output = zip.outputStream as Readable;
  const fail = (error: Error) => output.destroy(error);
  data.once('error', fail);
  zip.once('error', fail);
  try {
    for await (const chunk of output) yield chunk as Buffer;
  } finally {
    data.destroy();
    output.destroy();
  }
  return count;
}

/** At most 31 characters, without those that formulas use to name sheets. */
function sheetName(text: string): string {
  return Array.from(text.replaceAll(/[[\]:*?/\\']/g, ' ').trim())
    .slice(0, 31)
    .join('');
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const documentRelation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelation = 'http://schemas.openxmlformats.org/package/2006/relationships';
const spreadsheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const sheetTag = (name: string, id: number) => `<sheet name="${xmlText(name)}" sheetId="${id}" r:id="rId${id}"/>`;

function workbookXml([data, parameters]: readonly [string, string], filtered: string): string {
  const quotedName = `'${xmlText(data)}'`;
  return `${xmlHead}<workbook xmlns="${main}" xmlns:r="${documentRelation}"><bookViews><workbookView/></bookViews>
<sheets>${sheetTag(data, 1)}${sheetTag(parameters === data ? `${parameters} 2` : parameters, 2)}</sheets>
<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">${quotedName}!${filtered}</definedName>
<definedName name="_xlnm.Print_Titles" localSheetId="0">${quotedName}!$1:$1</definedName></definedNames>
<calcPr fullCalcOnLoad="1"/></workbook>`;
}

function coreXml(title: string, { madeBy, madeAt }: ExportRequest): string {
  const date = madeAt.toISOString().replace(/\.\d+Z$/, 'Z');
  return `${xmlHead}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(title)}</dc:title><dc:creator>${xmlText(madeBy)}</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${date}</dcterms:created></cp:coreProperties>`;
}

const relation = (id: number, type: string, target: string) =>
  `<Relationship Id="rId${id}" Type="${type}" Target="${target}"/>`;

const workbookParts = `${xmlHead}<Relationships xmlns="${packageRelation}">${[
  relation(1, `${documentRelation}/worksheet`, 'worksheets/sheet1.xml'),
  relation(2, `${documentRelation}/worksheet`, 'worksheets/sheet2.xml'),
  relation(3, `${documentRelation}/styles`, 'styles.xml'),
].join('')}</Relationships>`;

const packageParts = `${xmlHead}<Relationships xmlns="${packageRelation}">${[
  relation(1, `${documentRelation}/officeDocument`, 'xl/workbook.xml'),
  relation(2, `${packageRelation}/metadata/core-properties`, 'docProps/core.xml'),
].join('')}</Relationships>`;

const part = (name: string, type: string) => `<Override PartName="${name}" ContentType="${type}"/>`;

const contentTypes = `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${[
  part('/xl/workbook.xml', `${spreadsheetType}.sheet.main+xml`),
  part('/xl/worksheets/sheet1.xml', `${spreadsheetType}.worksheet+xml`),
  part('/xl/worksheets/sheet2.xml', `${spreadsheetType}.worksheet+xml`),
  part('/xl/styles.xml', `${spreadsheetType}.styles+xml`),
  part('/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'),
].join('')}</Types>`;
