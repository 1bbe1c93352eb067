import type { Script } from '../order/order-flow.ts';

/** A dispatcher who takes down an order up to the review and then drops it: a whole desk is told of each order that is created. */
export const repairScript: Script = {
  turns: 9,
  written: (turn, user) => {
    const digits = String(user % 10_000).padStart(4, '0');
    const answers = [
      '/create_order',
      'washing machine',
      `it hums and does not drain, case ${user}`,
      `+7 916 555-${digits.slice(0, 2)}-${digits.slice(2)}`,
      `Lenina ${1 + (user % 200)}, ${user}`,
      'tomorrow at 10:00',
      '1500',
      '/cancel',
      'delete',
    ];
    return answers[turn] ?? '';
  },
  expected: (turn) =>
    turn === 8 ? 'The draft is deleted.' : turn === 7 ? 'Delete the draft?' : `Step ${turn + 1} of 7`,
};
