const marks: Readonly<Record<string, string>> = {
  b: '**',
  strong: '**',
  i: '_',
  em: '_',
  s: '~~',
  del: '~~',
  code: '`',
};

/** Telegram HTML as Markdown for a file: what has no mark there is written plainly. */
export function htmlToMarkdown(html: string): string {
  const links: string[] = [];
  return html
    .replaceAll(/<(\/?)([a-z-]+)([^>]*)>/giu, (_whole, slash: string, name: string, rest: string) => {
      const tag = name.toLowerCase();
      if (tag === 'a') {
        if (slash === '') {
          links.push(/href="([^"]*)"/iu.exec(rest)?.[1] ?? '');
          return '[';
        }
        return `](${links.pop() ?? ''})`;
      }
      if (tag === 'pre') return slash === '' ? '```\n' : '\n```';
      return marks[tag] ?? '';
    })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
