/** What one look at something found. */
export interface Finding {
  /** `note`: works, and still worth knowing. */
  kind: 'good' | 'note' | 'bad';
  text: string;
  /** What to do about it. */
  advice?: string;
}

export const good = (text: string): Finding => ({ kind: 'good', text });
export const note = (text: string, advice?: string): Finding => ({ kind: 'note', text, ...(advice && { advice }) });
export const bad = (text: string, advice: string): Finding => ({ kind: 'bad', text, advice });

const marks = { good: '✓', note: '•', bad: '✗' } as const;

/** One line, and a second one with the advice. */
export function renderFinding({ kind, text, advice }: Finding): string {
  const line = `${marks[kind]} ${text}`;
  return advice === undefined ? line : `${line}\n    → ${advice}`;
}
