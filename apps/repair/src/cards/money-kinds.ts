/** Kinds of buttons about money, as they are stored: a kind keeps its meaning for as long as buttons live. */
export const moneyActions = {
  agree: 'settlement.agree',
  approve: 'settlement.approve',
  pay: 'settlement.pay',
  line: 'settlement.line',
  open: 'settlement.open',
  paper: 'settlement.paper',
  draft: 'settlement.draft',
  taken: 'cash.taken',
  refused: 'cash.refused',
  form: 'cash.form',
} as const;

/** What is asked about a line of a sheet. */
export const lineActs = ['dispute', 'resolve', 'reverse'] as const;
export type LineAct = (typeof lineActs)[number];

/** What is asked about a master's cash: they bring it, the desk has it, the company gives some ahead. */
export const cashActs = ['bring', 'take', 'advance'] as const;
export type CashAct = (typeof cashActs)[number];
