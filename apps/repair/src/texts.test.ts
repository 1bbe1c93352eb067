import { readdirSync, readFileSync } from 'node:fs';
import { FluentResource, type Message } from '@fluent/bundle';
import { describe, expect, test } from 'vitest';
import { languages } from '@durabot/runtime';
import { Html, texts } from './texts.ts';

const source = new URL('./', import.meta.url);

const files = Object.fromEntries(
  languages.map((language) => [language, readFileSync(new URL(`texts/${language}.ftl`, source), 'utf8')]),
);

/** Every `{ $name }` of a message, selectors included. */
function variablesOf(message: Message): string[] {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== 'object' || node === null) return undefined;
    if ('type' in node && node.type === 'var' && 'name' in node) names.add(String(node.name));
    return Object.values(node).forEach(visit);
  };
  visit(message.value);
  return [...names].toSorted();
}

function messagesOf(language: string): Map<string, Message> {
  const resource = new FluentResource(files[language] ?? '');
  return new Map(resource.body.map((entry) => [entry.id, entry]));
}

function sourceFiles(folder: URL): URL[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return sourceFiles(new URL(`${entry.name}/`, folder));
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts') ? [new URL(entry.name, folder)] : [];
  });
}

describe('the texts', () => {
  const russian = messagesOf('ru');

  test.each(languages)('in %s have the same keys with the same variables', (language) => {
    const messages = messagesOf(language);
    expect([...messages.keys()]).toEqual([...russian.keys()]);
    for (const [key, message] of messages) {
      expect([key, variablesOf(message)]).toEqual([key, variablesOf(russian.get(key) ?? message)]);
    }
  });

  test.each(languages)('in %s have no key twice and nothing the parser drops', (language) => {
    const keys = [...(files[language] ?? '').matchAll(/^([a-z][a-z0-9-]*) =/gm)].map((match) => match[1]);
    expect(keys).toEqual([...new Set(keys)]);
    expect([...messagesOf(language).keys()]).toEqual(keys);
  });

  test('are all used, and all that are used exist', () => {
    const code = sourceFiles(source)
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const named = new Set([...code.matchAll(/'([a-z]+(?:-[a-z]+)*)'/g)].map((match) => match[1]));
    // A key may be put together from a value: `step-phone-${reason}`.
    const built = [...code.matchAll(/`([a-z]+(?:-[a-z]+)*-)\$\{/g)].map((match) => match[1] ?? '');
    const unused = [...russian.keys()].filter(
      (key) => !named.has(key) && !built.some((start) => key.startsWith(start)),
    );
    expect(unused).toEqual([]);
    const asked = [...code.matchAll(/\.(?:t|plain)\(\s*'([^']+)'/g)].map((match) => match[1] ?? '');
    expect(asked.filter((key) => !russian.has(key))).toEqual([]);
  });

  test('escape what a person wrote, and only that', () => {
    const html = texts('ru').t('card-problem', { text: '<b>&"' });
    expect(html).toBe('Проблема: &lt;b&gt;&amp;&quot;');
    expect(texts('ru').plain('card-problem', { text: '<b>' })).toBe('Проблема: <b>');
    expect(texts('ru').t('card-address', { address: new Html('<a>x</a>') })).toBe('Адрес: <a>x</a>');
  });

  test.each([
    ['ru', 1, '📎 1 вложение'],
    ['ru', 3, '📎 3 вложения'],
    ['ru', 5, '📎 5 вложений'],
    ['ru', 11, '📎 11 вложений'],
    ['ru', 21, '📎 21 вложение'],
    ['ru', 112, '📎 112 вложений'],
    ['uk', 1, '📎 1 вкладення'],
    ['uk', 4, '📎 4 вкладення'],
    ['uk', 7, '📎 7 вкладень'],
    ['en', 1, '📎 1 attachment'],
    ['en', 2, '📎 2 attachments'],
  ] as const)('count rightly in %s: %i', (language, count, text) => {
    expect(texts(language).t('card-attachments', { count })).toBe(text);
  });

  test('hold no tags but those Telegram knows, each of them closed', () => {
    for (const language of languages) {
      const tags = [...(files[language] ?? '').matchAll(/<(\/?)([a-z]+)>/g)];
      for (const [, , name] of tags) expect(['b', 'i', 'code']).toContain(name);
      const opened = tags.filter(([, slash]) => slash === '').length;
      expect(tags.length).toBe(2 * opened);
    }
  });

  test('say clearly which key is missing', () => {
    expect(() => texts('en').t('no-such-key')).toThrow('no-such-key is missing in en.ftl');
  });
});
