export {
  type Attempted,
  decide,
  type Decision,
  defineMachine,
  eventsFor,
  type Guard,
  type Machine,
  type Transition,
} from './machine/machine.ts';
export { machineDiagram, machineTable } from './machine/describe-machine.ts';
export { kitMigrations } from './migrations.ts';
export { formatAgo } from './texts/format-ago.ts';
export { formatMoney, formatNumber } from './texts/format-number.ts';
export { formatDay, formatTime, formatWhen, type WhenStyle } from './texts/format-when.ts';
export { Html, loadTexts, type TextArguments, type Texts, type TextSet } from './texts/load-texts.ts';
