import { describe, expect, it } from 'vitest';

import { showLine, SimulatorChatError } from './shown-line.ts';
import type { SimMessage } from './types.ts';

function aMessage(fields: Partial<SimMessage> = {}): SimMessage {
  const from = { id: 1, is_bot: true, first_name: 'Repair', username: 'repair_bot' };
  return { message_id: 1, from, chat: { id: 2, type: 'private' }, date: 0, outgoing: false, rev: 1, ...fields };
}

const file = { file_unique_id: 'x', url: '/x' };

describe('a message as a line', () => {
  it.each<[SimMessage, string]>([
    [aMessage({ text: 'Hello' }), 'repair_bot: Hello'],
    [aMessage({ outgoing: true, from: { id: 2, is_bot: false, first_name: 'Anna' }, text: 'hi' }), 'Anna: hi'],
    [
      aMessage({ text: 'Choose', reply_markup: { inline_keyboard: [[{ text: 'A' }], [{ text: 'B' }]] } }),
      'repair_bot: Choose [A] [B]',
    ],
    [aMessage({ photo: [file], caption: 'Look' }), 'repair_bot: (photo) Look'],
    [aMessage({ document: { ...file, file_name: 'a.pdf' } }), 'repair_bot: (document: a.pdf)'],
    [aMessage({ animation: file, document: file }), 'repair_bot: (animation)'],
    [aMessage({ location: { latitude: 1, longitude: 2 } }), 'repair_bot: (location: 1, 2)'],
    [aMessage({ forum_topic_closed: {} }), 'repair_bot: (forum topic closed)'],
    [aMessage({ text: 'Gone', deleted: true }), 'repair_bot: Gone (deleted)'],
    [aMessage(), 'repair_bot: (no text)'],
  ])('%# shows what it holds', (message, line) => expect(showLine(message)).toBe(line));
});

describe('an error about a chat', () => {
  it('ends with the last eight lines', () => {
    const transcript = Array.from({ length: 10 }, (_, index) => aMessage({ text: `line ${index}` }));
    const { message } = new SimulatorChatError(408, 'timeout', 'no reply came', transcript);
    expect(message.split('\n')).toEqual([
      'no reply came; the chat ends with:',
      ...[2, 3, 4, 5, 6, 7, 8, 9].map((index) => `repair_bot: line ${index}`),
    ]);
    expect(new SimulatorChatError(408, 'timeout', 'no reply came', []).message).toBe(
      'no reply came; the chat is empty',
    );
  });
});
