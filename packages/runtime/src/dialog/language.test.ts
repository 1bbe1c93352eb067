import { expect, test } from 'vitest';
import { languageOf } from './language.ts';

test.each([
  ['ru', 'ru'],
  ['uk', 'uk'],
  ['uk-UA', 'uk'],
  ['EN', 'en'],
  ['be', 'ru'],
  ['kk', 'ru'],
  ['uz', 'ru'],
  ['de', 'en'],
  ['', 'en'],
  [undefined, 'en'],
])('who has set Telegram to %j reads %s', (code, language) => {
  expect(languageOf(code)).toBe(language);
});
