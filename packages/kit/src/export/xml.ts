/** Text for an XML part of a workbook: escaped, and without what XML 1.0 cannot hold. */
export function xmlText(text: string): string {
  return (
    text
      .replaceAll(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      // A spreadsheet reads _x0041_ as A.
      .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  );
}

export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
