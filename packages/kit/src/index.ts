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
