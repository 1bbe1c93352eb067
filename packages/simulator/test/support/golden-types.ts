import type { Message, Update } from '@durabot/bot-api';

/**
 * The published types, but for fields that they require to be `undefined`: JSON has no such fields. (A message that is
 * replied to is shown without the one that it replies to.)
 */
type AsJson<Type> = Type extends (infer Item)[]
  ? AsJson<Item>[]
  : Type extends object
    ? { [Key in keyof Type as Type[Key] extends undefined ? never : Key]: AsJson<Type[Key]> }
    : Type;

/** Goldens are compiled against the published types; old fields, which the types no longer have, are allowed. */
export function aMessage<Value extends AsJson<Message>>(value: Value): Value {
  return value;
}

export function anUpdate<Value extends AsJson<Update>>(value: Value): Value {
  return value;
}
