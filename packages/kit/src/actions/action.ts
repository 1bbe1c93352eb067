import type { DurableContext } from '@durabot/runtime';
import type { z } from 'zod';
import type { Outcome } from './outcome.ts';

/** What a button is about. */
export interface EntityRef {
  readonly entity: string;
  readonly entityId: string;
}

/** Who may press a button: these people, and everybody with one of these roles. Without a scope anybody may. */
export interface ActionScope {
  readonly userIds?: readonly number[];
  readonly roles?: readonly string[];
}

/** A button before it is drawn: nothing is stored of it yet, so what it would look like can be compared. */
export interface ActionButton extends EntityRef {
  readonly text: string;
  readonly kind: string;
  /** What the entity was when this was drawn. */
  readonly rev?: number;
  readonly params: unknown;
  readonly scope?: ActionScope;
  readonly expiresAfterMs?: number;
  readonly singleUse?: boolean;
}

/** A button of a card: one that the server remembers, or a link. */
export type CardButton = ActionButton | { readonly text: string; readonly url: string };

/** A press of a button that exists, is for this person and is still good. */
export interface ActionPress<Params> extends EntityRef {
  readonly params: Params;
  /** What the entity was when the button was drawn; a command compares it with what it is now. */
  readonly revSeen: number | undefined;
  readonly by: { readonly userId: number; readonly name: string };
  readonly at: Date;
  /** The same however often this press is handled. */
  readonly idempotencyKey: string;
}

/** One kind of button. */
export interface ActionDefinition<C extends DurableContext, Schema extends z.ZodType> {
  /** `order.accept`; stored with each button, so it keeps its meaning for as long as buttons live. */
  readonly kind: string;
  readonly params: Schema;
  /**
   * Does what the button says, through `ctx.durable.tx()` and captured calls, and tells what came of it. It answers no press
   * itself. A button for one use that is used up does not come here again.
   */
  run(ctx: C, press: ActionPress<z.output<Schema>>): Promise<Outcome>;
}

/** What an action's buttons are made with. */
export interface ButtonInput<Params> extends Omit<ActionButton, 'kind' | 'params'> {
  readonly params: Params;
}

/** A kind of action that has been defined: makes its buttons. */
export interface Action<Params> {
  readonly kind: string;
  button(input: ButtonInput<Params>): ActionButton;
}
