import { readFileSync } from 'node:fs';
import { figureNames, type FigureName, type WorkFigures } from './measure-work.ts';

/** What was found before, kept beside the sources. */
export interface WorkRecord {
  /** What takes memory changes with the engine. */
  readonly node: string;
  readonly cases: Readonly<Record<string, Partial<WorkFigures>>>;
}

/** How far a figure may be from the recorded one. */
export interface Tolerance {
  /** Of the recorded one. */
  readonly share: number;
  /** And this, for figures near 0. */
  readonly plus?: number;
}

export type Verdict = 'same' | 'more' | 'less' | 'new' | 'not compared';

export interface Comparison {
  readonly case: string;
  readonly name: FigureName;
  readonly measured: number;
  readonly recorded: number | undefined;
  readonly tolerance: Tolerance;
  readonly verdict: Verdict;
}

export const recordCommand = 'npm run bench -- work --record';

/** @returns `undefined` when nothing was recorded yet */
export function readRecord(file: string): WorkRecord | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as WorkRecord;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Compares all figures of one case. Less work than recorded is a change, too: it would hide the next increase. */
export function compareWork(
  name: string,
  figures: WorkFigures,
  tolerances: Readonly<Record<FigureName, Tolerance>>,
  record: WorkRecord | undefined,
  node: string,
): Comparison[] {
  const isSameEngine = record !== undefined && majorOf(record.node) === majorOf(node);
  return figureNames.map((figure) => {
    const measured = figures[figure];
    const recorded = record?.cases[name]?.[figure];
    const tolerance = tolerances[figure];
    const isComparable = figure !== 'heap_bytes' || isSameEngine || recorded === undefined;
    const verdict = isComparable ? verdictOf(measured, recorded, tolerance) : 'not compared';
    return { case: name, name: figure, measured, recorded, tolerance, verdict };
  });
}

/** What to do about it, in a line. */
export function adviceOf({ case: name, name: figure, measured, recorded, verdict }: Comparison): string | undefined {
  const what = `${figure} per update, ${name}: ${measured}, recorded ${recorded ?? 'nothing'}`;
  switch (verdict) {
    case 'more':
      return `${what}. It has become more: find out why; if it has to be, record it: ${recordCommand}`;
    case 'less':
      return `${what}. It has become less; so that it stays there, record it: ${recordCommand}`;
    case 'new':
      return `${what}; record it: ${recordCommand}`;
    case 'same':
    case 'not compared':
      return undefined;
  }
}

function verdictOf(measured: number, recorded: number | undefined, { share, plus = 0 }: Tolerance): Verdict {
  if (recorded === undefined) return 'new';
  const allowed = recorded * share + plus;
  if (measured > recorded + allowed) return 'more';
  return measured < recorded - allowed ? 'less' : 'same';
}

function majorOf(version: string): string | undefined {
  return /^v?(\d+)/.exec(version)?.[1];
}
