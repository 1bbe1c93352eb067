import { expect, test } from 'vitest';

import { en } from '../i18n/en.ts';
import { ru } from '../i18n/ru.ts';
import { uk } from '../i18n/uk.ts';
import { explainRefusal } from './refusal.ts';

test('what the simulator refuses in use is told in the language of the person', () => {
  expect(explainRefusal('the user may not pin messages here', ru)).toBe('В этом чате вам это нельзя.');
  expect(explainRefusal('the topic is closed', uk)).toBe('Тему закрито.');
  expect(explainRefusal('the body is no JSON', en)).toBeUndefined();
});
