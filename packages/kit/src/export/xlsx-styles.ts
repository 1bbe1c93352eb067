import { xmlHead, xmlText } from './xml.ts';

/** How a cell looks. */
export interface CellStyle {
  /** A number format as spreadsheets write it; none for text. */
  readonly format?: string;
  readonly look?: 'header' | 'total' | 'wrapped';
}

/** The styles that a workbook uses, numbered as they are first asked for. */
export interface Styles {
  idOf(style: CellStyle): number;
  /** `xl/styles.xml`, written when all cells have been. */
  xml(): string;
}

export function createStyles(): Styles {
  const ids = new Map<string, number>([['|', 0]]);
  const formats: string[] = [];
  const cells: string[] = [
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top"/></xf>',
  ];
  return {
    idOf({ format = '', look }) {
      const key = `${format}|${look ?? ''}`;
      let id = ids.get(key);
      if (id === undefined) {
        id = cells.length;
        ids.set(key, id);
        cells.push(cellXf(formatId(formats, format), look));
      }
      return id;
    },
    xml: () => stylesXml(formats, cells),
  };
}

/** Ids below 164 belong to the spreadsheet. */
function formatId(formats: string[], format: string): number {
  if (format === '') return 0;
  if (!formats.includes(format)) formats.push(format);
  return 164 + formats.indexOf(format);
}

function cellXf(numberFormat: number, look: CellStyle['look']): string {
  const [font, fill, border] = look === 'header' ? [1, 2, 0] : look === 'total' ? [2, 0, 1] : [0, 0, 0];
  const alignment =
    look === 'header'
      ? '<alignment vertical="center" wrapText="1"/>'
      : look === 'wrapped'
        ? '<alignment vertical="top" wrapText="1"/>'
        : '<alignment vertical="top"/>';
  return (
    `<xf numFmtId="${numberFormat}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1"` +
    ` applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">${alignment}</xf>`
  );
}

const font = (weight: string, rgb: string) =>
  `<font>${weight}<sz val="11"/><color rgb="FF${rgb}"/><name val="Calibri"/><family val="2"/></font>`;

function stylesXml(formats: readonly string[], cells: readonly string[]): string {
  const numberFormats = formats
    .map((code, n) => `<numFmt numFmtId="${164 + n}" formatCode="${xmlText(code)}"/>`)
    .join('');
  return `${xmlHead}<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${
    formats.length > 0 ? `<numFmts count="${formats.length}">${numberFormats}</numFmts>` : ''
  }<fonts count="3">${font('', '000000')}${font('<b/>', 'FFFFFF')}${font('<b/>', '000000')}</fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FF1F4E79"/><bgColor indexed="64"/></patternFill></fill></fills>
<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>
<border><left/><right/><top style="thin"><color rgb="FF1F4E79"/></top><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="${cells.length}">${cells.join('')}</cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}
