import type { Tx } from '@durabot/postgres';
import type { CardButton, EntityRef } from '../actions/action.ts';

/** Where a card stands and for whom it is drawn; in a group for nobody in particular. */
export interface CardViewer {
  readonly chatId: number;
  readonly userId: number | undefined;
}

/** What a card shows. */
export type CardFace =
  | {
      readonly kind: 'shown';
      /** Telegram HTML. */
      readonly html: string;
      readonly rows: readonly (readonly CardButton[])[];
      /** The entity's revision; kept to look it up, it does not make a card new. */
      readonly rev?: number;
      /** A file id or an address; then `html` is its caption. */
      readonly photo?: string;
    }
  /** There is nothing to keep up to date any more: the buttons go, and the text becomes `html` where there is one. */
  | { readonly kind: 'gone'; readonly html?: string };

/** How one kind of card is drawn. */
export interface CardDefinition {
  readonly entity: string;
  readonly kind: string;
  /** Draws it in the viewer's language from what the transaction sees. It writes nothing and calls nobody. */
  render(tx: Tx, entityId: string, viewer: CardViewer): Promise<CardFace>;
}

/** Which card is to be sent, and where. */
export interface NewCard extends EntityRef {
  readonly kind: string;
  readonly chatId: number;
  readonly userId?: number | undefined;
  /** The topic of a forum. */
  readonly topicId?: number | undefined;
}
