/** The tools beside the chats. */
export const toolTabs = ['journal', 'bots', 'clock', 'limits', 'faults', 'world'] as const;
export type ToolTab = (typeof toolTabs)[number];

/** What the whole page shows: chats of one or several people side by side, and the tools. */
export interface Layout {
  /** One place each, as `parsePlace` reads it. */
  columns: string[];
  tools?: ToolTab;
  /** The bot that the journal is narrowed to. */
  toolsBot?: number;
}

export const MAX_COLUMNS = 4;

/** Reads `#user=1&bot=a;user=2&bot=a;tools=clock`. */
export function parseLayout(hash: string): Layout {
  const layout: Layout = { columns: [] };
  for (const segment of hash.replace(/^#/u, '').split(';')) {
    const values = new URLSearchParams(segment);
    const tools = toolTabs.find((tab) => tab === values.get('tools'));
    const bot = Number(values.get('of') ?? Number.NaN);
    if (tools) {
      layout.tools = tools;
      if (Number.isSafeInteger(bot)) layout.toolsBot = bot;
    } else if (layout.columns.length < MAX_COLUMNS && (segment !== '' || layout.columns.length === 0)) {
      layout.columns.push(segment);
    }
  }
  return layout;
}

export function printLayout({ columns, tools, toolsBot }: Layout): string {
  const segments = columns.map((column) => column.replace(/^#/u, ''));
  if (tools) segments.push(`tools=${tools}${toolsBot === undefined ? '' : `&of=${toolsBot}`}`);
  return `#${segments.join(';')}`;
}
