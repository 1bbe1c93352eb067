import { expect, test } from 'vitest';

import type { Transcript } from './collect.ts';
import { transcriptHtml, type HtmlOptions } from './html.ts';

const bot = { id: 7, is_bot: true, first_name: 'Bot <7>', username: 'seven_bot' };
const anna = { id: 1, is_bot: false, first_name: 'Anna' };

const options: HtmlOptions = { theme: 'light', language: 'en', timeZone: 'UTC', pictureOf: () => undefined };

function aTranscript(...messages: object[]): Transcript {
  return {
    chat: { id: 1, type: 'private' },
    bot,
    viewer: anna,
    people: [anna, bot],
    messages: messages.map((message, index) => ({ message_id: index + 1, date: 0, from: bot, ...message })),
    exported_at: 0,
  };
}

test('names, titles, buttons, questions and file names are escaped wherever they stand', () => {
  const evil = '<img src=x onerror=alert(1)>';
  const html = transcriptHtml(
    aTranscript(
      { text: evil, reply_markup: { inline_keyboard: [[{ text: evil }]] } },
      { document: { file_name: evil } },
      { poll: { question: evil, options: [{ text: evil, voter_count: 1 }], total_voter_count: 1 } },
      { contact: { phone_number: evil, first_name: evil } },
      { new_chat_title: evil },
      { text: 'x', reply_to_message: { from: { ...anna, first_name: evil }, text: evil } },
      { text: 'x', forward_origin: { sender_user_name: evil } },
      { text: 'x', reactions: { 1: [evil] } },
      { venue: { title: evil, address: evil } },
    ),
    options,
  );
  expect(html).not.toContain('<img');
  expect(html.match(/&lt;img src=x onerror=alert\(1\)&gt;/g)).toHaveLength(14);
  expect(html).toContain('<title>Bot &lt;7&gt;</title>');
});

test('pictures stand in the file itself, and a new day is announced once', () => {
  const html = transcriptHtml(
    aTranscript({ photo: [{ url: '/_sim/files/a' }] }, { text: 'same day' }, { text: 'next', date: 90_000 }),
    { ...options, pictureOf: () => 'data:image/png;base64,AAAA' },
  );
  expect(html).toContain('<img src="data:image/png;base64,AAAA"');
  expect(html.match(/<div class="pill">/g)).toHaveLength(2);
});

test('the look and the language are the ones asked for', () => {
  const html = transcriptHtml(aTranscript({ voice: { duration: 65 } }), { ...options, theme: 'dark', language: 'uk' });
  expect(html).toContain('data-theme="dark"');
  expect(html).toContain('Голосове повідомлення');
  expect(html).toContain('1:05');
});
