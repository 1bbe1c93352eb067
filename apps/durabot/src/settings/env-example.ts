import type { SettingInfo } from './setting.ts';

/** The text of `.env.example`: every setting, with its comment and its default, switched off. */
export function renderEnvExample(settings: readonly { name: string; info: SettingInfo }[]): string {
  const lines = [
    '# Settings of Durabot. Copy this file to .env and change what you need; what is commented out has its default.',
    '# Variables of the environment come before this file. A secret can stand in a file of its own: NAME_FILE=/path.',
    '# Made by `durabot config --example`; a test compares it with the program.',
  ];
  let group = '';
  for (const { name, info } of settings) {
    if (info.group !== group) lines.push('', `# --- ${info.group} ---`);
    group = info.group;
    lines.push('', ...describeSetting(info).map((line) => `# ${line}`), `#${name}=${info.default ?? ''}`);
  }
  return `${lines.join('\n')}\n`;
}

function describeSetting(info: SettingInfo): string[] {
  const unit = info.unit === undefined ? '' : ` In ${info.unit}.`;
  const lines = [`${info.comment}${unit}`];
  if (info.secret === true) lines.push('A secret: also from a file, by the same name with _FILE.');
  if (info.aliases !== undefined) lines.push(`Also understood: ${info.aliases.join(', ')}.`);
  return lines;
}
