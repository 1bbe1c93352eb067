import { DEFAULT_DICE, throwDice } from '../../world/dice.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { sendMessage } from '../send.ts';

export function sendDice(call: Call): Answer {
  const emoji = call.params.text('emoji').trim();
  return sendMessage(call, 'dice', () => {
    const content = throwDice(call.world, emoji === '' ? DEFAULT_DICE : emoji);
    if (content === undefined) throw badRequest('EMOTICON_INVALID');
    return content;
  });
}
