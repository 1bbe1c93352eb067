import type { Chart } from './chart.ts';
import type { Table } from './table.ts';

/** What a bench has found. */
export interface Report {
  /** The command after `npm run bench --`. */
  readonly bench: string;
  readonly title: string;
  /** How it was measured: Markdown, one paragraph each. */
  readonly method: readonly string[];
  /** One JSON object a line. */
  readonly lines: readonly Line[];
  /** The last line. */
  readonly summary: Line;
  readonly tables: readonly Table[];
  readonly charts: readonly Chart[];
  readonly bars: readonly Bar[];
  /** What else is kept beside the results, for whoever compares with them. */
  readonly files?: readonly { readonly name: string; readonly text: string }[];
}

export type Line = Readonly<Record<string, unknown>>;

/** Something that has to be reached. */
export interface Bar {
  readonly what: string;
  readonly wanted: string;
  readonly measured: string;
  readonly met: boolean;
}

/** What a bench may be told. */
export interface BenchOptions {
  readonly rounds: number;
  /** Of measuring in each stretch. */
  readonly seconds: number;
  /** Before each stretch. */
  readonly warmUpSeconds: number;
  /** How many people talk at once, where that is varied. */
  readonly users: readonly number[];
  /** Cases of more dialogs, people or messages than this are left out. */
  readonly most: number;
  /** Of the broadcast. */
  readonly recipients: number;
  /** Only these peers, by name. */
  readonly peers: 'all' | readonly string[];
  /** Measures what the simulation rests on (sim). */
  readonly measure: boolean;
  /** Runs the real bot beside the simulation (sim). */
  readonly check: boolean;
  /** Writes down what it finds. */
  readonly record: boolean;
}

/** One command of `npm run bench`. `tell` gets what is going on, a line at a time. */
export type Bench = (options: BenchOptions, tell: (words: string) => void) => Promise<Report>;
