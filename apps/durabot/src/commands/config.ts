import type { Command } from 'commander';
import { inspectSettings, settingInfos, settingsFault } from '../config.ts';
import type { SettingEntry } from '../config.ts';
import { renderEnvExample } from '../settings/env-example.ts';

/** `durabot config`: every setting with its value, where that came from, and its default. */
export function addConfigCommand(program: Command): void {
  program
    .command('config')
    .description('print every setting, its source and its default; secrets are masked')
    .option('--json', 'print one JSON object')
    .option('--example', 'print the text of .env.example')
    .action(({ json, example }: { json?: true; example?: true }) => {
      if (example === true) {
        process.stdout.write(renderEnvExample(settingInfos));
        return;
      }
      const { entries, faults } = inspectSettings();
      process.stdout.write(json === true ? asJson(entries) : asTable(entries));
      if (faults.length > 0) throw settingsFault(faults);
    });
}

function asJson(entries: readonly SettingEntry[]): string {
  const settings = entries.map(({ name, info, source, from, shown }) => ({
    name,
    value: shown,
    source,
    from,
    default: info.default,
    comment: info.comment,
  }));
  return `${JSON.stringify({ settings }, undefined, 2)}\n`;
}

function asTable(entries: readonly SettingEntry[]): string {
  const width = Math.max(...entries.map(({ name }) => name.length));
  const lines: string[] = [];
  let group = '';
  for (const { name, info, shown, source, from } of entries) {
    if (info.group !== group) lines.push('', info.group);
    group = info.group;
    lines.push(
      `  ${name.padEnd(width)}  ${shown === '' ? '(none)' : shown}${describeSource(info.default, source, from, name)}`,
    );
  }
  return `${lines.slice(1).join('\n')}\n`;
}

function describeSource(byDefault: string | undefined, source: string, from: string | undefined, name: string): string {
  if (source === 'default') return '  (default)';
  if (source === 'none') return '';
  const where = from === undefined || from === name ? source : `${source}: ${from}`;
  return `  (from ${where}${byDefault === undefined ? '' : `; default ${byDefault}`})`;
}
