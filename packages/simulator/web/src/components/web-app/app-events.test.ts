import { expect, test } from 'vitest';

import { buttonOf, parseAppEvent } from './app-events.ts';

test('what a page says is read as text, as an object, and with data as text', () => {
  const event = { name: 'web_app_close', data: {} };
  expect(parseAppEvent('{"eventType":"web_app_close"}')).toEqual(event);
  expect(parseAppEvent({ eventType: 'web_app_close', eventData: '{}' })).toEqual(event);
  expect(parseAppEvent('not for us')).toBeUndefined();
  expect(parseAppEvent(null)).toBeUndefined();
});

test('a button is shown only when it is visible and says something, in colours that are colours', () => {
  expect(buttonOf({ text: 'Pay', is_visible: false })).toBeUndefined();
  expect(buttonOf({ text: ' ', is_visible: true })).toBeUndefined();
  const button = buttonOf({ text: 'Pay', is_visible: true, color: 'url(https://example.com)', text_color: '#ffffff' });
  expect(button).toEqual({ text: 'Pay', isActive: true, isBusy: false, textColor: '#ffffff' });
});
