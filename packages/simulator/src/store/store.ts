import type { TableName, Tables } from '../world/types.ts';

/** Where change sets go; `append` returns when the line is written. */
export interface ChangeLog {
  append(line: string): void;
}

const TABLE_NAMES: readonly TableName[] = [
  'meta',
  'user',
  'bot',
  'chat',
  'member',
  'inviteLink',
  'joinRequest',
  'dialog',
  'message',
  'callback',
  'file',
  'keyboard',
  'read',
  'commands',
  'topic',
  'draft',
  'poll',
  'inlineQuery',
  'inlineMessage',
  'preparedMessage',
  'update',
  'invoiceLink',
  'checkout',
  'paymentQuery',
  'charge',
  'subscription',
  'account',
  'starTransaction',
  'webAppQuery',
  'stickerSet',
];

/** Rows by key; a row may be changed in place when `put` is called with it afterwards. */
class Table<Row> {
  readonly rows = new Map<string, Row>();
  readonly #dirty: Set<string>;

  constructor(dirty: Set<string>) {
    this.#dirty = dirty;
  }

  get(key: string | number): Row | undefined {
    return this.rows.get(String(key));
  }

  put(key: string | number, row: Row): Row {
    const text = String(key);
    this.rows.set(text, row);
    this.#dirty.add(text);
    return row;
  }

  delete(key: string | number): void {
    const text = String(key);
    if (this.rows.delete(text)) this.#dirty.add(text);
  }

  *values(): Generator<Row> {
    yield* this.rows.values();
  }
}

type TableMap = { readonly [Name in TableName]: Table<Tables[Name]> };

/**
 * The tables and what changed in them since the last commit. `commit` hands all changes over as one line:
 * a request's effects are kept together or not at all.
 */
export class Store {
  readonly tables: TableMap;
  readonly #dirty = new Map<TableName, Set<string>>();
  #log: ChangeLog | undefined;

  constructor() {
    for (const name of TABLE_NAMES) this.#dirty.set(name, new Set());
    const table = <Row>(name: TableName): Table<Row> => new Table<Row>(this.#dirty.get(name) ?? new Set());
    this.tables = {
      meta: table('meta'),
      user: table('user'),
      bot: table('bot'),
      chat: table('chat'),
      member: table('member'),
      inviteLink: table('inviteLink'),
      joinRequest: table('joinRequest'),
      dialog: table('dialog'),
      message: table('message'),
      callback: table('callback'),
      file: table('file'),
      keyboard: table('keyboard'),
      read: table('read'),
      commands: table('commands'),
      topic: table('topic'),
      draft: table('draft'),
      poll: table('poll'),
      inlineQuery: table('inlineQuery'),
      inlineMessage: table('inlineMessage'),
      preparedMessage: table('preparedMessage'),
      update: table('update'),
      invoiceLink: table('invoiceLink'),
      checkout: table('checkout'),
      paymentQuery: table('paymentQuery'),
      charge: table('charge'),
      subscription: table('subscription'),
      account: table('account'),
      starTransaction: table('starTransaction'),
      webAppQuery: table('webAppQuery'),
      stickerSet: table('stickerSet'),
    };
  }

  useLog(log: ChangeLog): void {
    this.#log = log;
  }

  #write(log: ChangeLog): void {
    const parts: string[] = [];
    for (const [name, keys] of this.#dirty) {
      if (keys.size === 0) continue;
      const rows: Map<string, unknown> = this.tables[name].rows;
      for (const key of keys) {
        const row = rows.get(key);
        const head = `["${name}",${JSON.stringify(key)}`;
        parts.push(row === undefined ? `${head}]` : `${head},${JSON.stringify(row)}]`);
      }
    }
    if (parts.length > 0) log.append(`[${parts.join(',')}]\n`);
  }

  /** @throws when the changes cannot be kept; they stay noted, so that the next commit carries them */
  commit(): void {
    if (this.#log !== undefined) this.#write(this.#log);
    for (const keys of this.#dirty.values()) if (keys.size > 0) keys.clear();
  }

  /** Takes one line of a log back in. @returns how many changes it held */
  applyLine(line: string): number {
    const changes: unknown = JSON.parse(line);
    if (!Array.isArray(changes)) return 0;
    for (const change of changes) {
      if (!Array.isArray(change)) continue;
      const [name, key, row] = change;
      const rows = isTableName(name) ? this.tables[name].rows : undefined;
      if (rows === undefined || typeof key !== 'string') continue;
      if (change.length === 2) rows.delete(key);
      // The line was written by `commit` of the same version of the types.
      else (rows as Map<string, unknown>).set(key, row);
    }
    return changes.length;
  }

  countRows(): number {
    return TABLE_NAMES.reduce((sum, name) => sum + this.tables[name].rows.size, 0);
  }

  /** All rows as log lines, for a compact log. */
  *lines(): Generator<string> {
    for (const name of TABLE_NAMES) {
      const rows: Map<string, unknown> = this.tables[name].rows;
      for (const [key, row] of rows) yield `[["${name}",${JSON.stringify(key)},${JSON.stringify(row)}]]\n`;
    }
  }

  /** Empties every table; the log learns of it with the next commit. */
  clear(): void {
    for (const name of TABLE_NAMES) {
      const table = this.tables[name];
      for (const key of table.rows.keys()) table.delete(key);
    }
  }
}

const KNOWN_NAMES: ReadonlySet<unknown> = new Set(TABLE_NAMES);

function isTableName(value: unknown): value is TableName {
  return KNOWN_NAMES.has(value);
}
