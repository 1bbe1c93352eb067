import type { Dialog, Step } from './define-dialog.ts';
import { reviewStep } from './dialog-state.ts';
import type { Language } from './language.ts';

/**
 * Describes a dialog for the docs, out of its definition: a Mermaid drawing of its steps and a table of what each takes.
 * A dotted arrow passes over a step that is not always asked, or follows a branch.
 */
export function describeDialog(dialog: Dialog, language: Language = 'en'): string {
  const days = dialog.expiresAfterMs / 86_400_000;
  return [
    `# ${dialog.texts.title(language)} (\`${dialog.name}\`, version ${dialog.version})`,
    '',
    `A draft is kept for ${days} days.${dialog.privateOnly === true ? ' Only in private chats.' : ''}`,
    '',
    '```mermaid',
    'flowchart TD',
    ...dialog.steps.map((step) => `  ${step.name}["${quoted(step.title(language))}"]`),
    `  ${reviewStep}(["✓"])`,
    ...arrowsOf(dialog).map((arrow) => `  ${arrow}`),
    '```',
    '',
    ...tableOf(dialog, language),
    '',
  ].join('\n');
}

function arrowsOf({ steps }: Dialog): string[] {
  const arrows = new Set<string>();
  for (const [index, step] of steps.entries()) {
    const following = steps.slice(index + 1);
    arrows.add(`${step.name} --> ${following[0]?.name ?? reviewStep}`);
    // Over the steps that are not always asked, up to the first that is.
    const sure = following.findIndex(({ when }) => when === undefined);
    if (sure !== 0 && following.length > 0) arrows.add(`${step.name} -.-> ${following[sure]?.name ?? reviewStep}`);
    for (const target of step.leadsTo ?? []) arrows.add(`${step.name} -.-> ${target}`);
  }
  return [...arrows];
}

function tableOf({ steps }: Dialog, language: Language): string[] {
  const rows = [['step', 'title', 'field', 'takes', 'asked'], ...steps.map((step) => cellsOf(step, language))];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lineOf = (cells: readonly string[], fill: string): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width, fill)).join(' | ')} |`;
  return [lineOf(rows[0] ?? [], ' '), lineOf([], '-'), ...rows.slice(1).map((row) => lineOf(row, ' '))];
}

function cellsOf(step: Step, language: Language): string[] {
  const asked = [
    step.when === undefined ? 'always' : 'depending on earlier answers',
    ...(step.optional === true ? ['may be skipped'] : []),
    ...(step.partOf === undefined ? [] : [`part of \`${step.partOf}\``]),
  ];
  const title = step.title(language).replaceAll('|', '\\|');
  return [`\`${step.name}\``, title, `\`${step.field}\``, step.accepts.join(', '), asked.join('; ')];
}

function quoted(text: string): string {
  return text.replaceAll('"', '#quot;');
}
