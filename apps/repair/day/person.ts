import type { Language } from '@durabot/runtime';
import type { Actor, ActorChat, SimMessage } from '@durabot/simulator';
import { texts, type Texts } from '../src/texts.ts';
import type { Patience } from './patience.ts';
import type { Screen } from './screens.ts';

/** Somebody in their chat with the bot, who types, reads, and presses buttons by their words. */
export interface Person {
  readonly id: number;
  readonly name: string;
  readonly language: Language;
  /** The bot's words in their language: what stands on buttons. */
  readonly words: Texts;
  says(text: string): Promise<void>;
  sendsPhoto(base64: string): Promise<void>;
  /** Presses the newest button whose words begin so, under a message that has `under` in it; waits until it is there. */
  presses(label: string, under?: string): Promise<void>;
  /** Waits for a message or change since the last thing they did that holds all of this. @returns its text */
  sees(...parts: readonly string[]): Promise<string>;
  /** The same, by what it is. */
  seesThat(fits: (text: string, message: SimMessage) => boolean, what: string): Promise<SimMessage>;
  /** What is on the screen now, newest last; of buttons, their words. */
  looks(): readonly SimMessage[];
  /** The last words of the chat, for a complaint. */
  shown(): string;
}

export function textOf(message: SimMessage): string {
  return (message.text ?? message.caption ?? '').replaceAll(/[\u00A0\u202F]/gu, ' ');
}

export function buttonsOf(message: SimMessage): string[] {
  return (message.reply_markup?.inline_keyboard ?? [])
    .flat()
    .map(({ text }) => text.replaceAll(/[\u00A0\u202F]/gu, ' '));
}

export function createPerson(deps: {
  readonly actor: Actor;
  readonly chat: ActorChat;
  readonly screen: Screen;
  readonly language: Language;
  readonly patience: Patience;
}): Person {
  const { actor, chat, screen, language, patience } = deps;
  // Of the screen, everything since the last thing that they did is new to them.
  let seenRev = 0;
  const newest = (fits: (message: SimMessage) => boolean): SimMessage | undefined =>
    [...screen.messages.values()].filter((message) => !message.outgoing && fits(message)).at(-1);
  const shown = (): string =>
    [...screen.messages.values()]
      .slice(-6)
      .map((one) => `${one.outgoing ? actor.user.first_name : 'bot'}: ${textOf(one)} ${JSON.stringify(buttonsOf(one))}`)
      .concat(`toasts: ${screen.toasts.slice(-3).join(' | ')}`)
      .join('\n');
  const complain = (what: string) => (): string => `${actor.user.first_name} waits in vain for ${what}:\n${shown()}`;

  const person: Person = {
    id: actor.id,
    name: actor.user.first_name,
    language,
    words: texts(language),
    says: async (text) => {
      const sent = await chat.sends(text);
      seenRev = sent.rev;
    },
    sendsPhoto: async (base64) => {
      const sent = await chat.sends('', { photo: { base64 } });
      seenRev = sent.rev;
    },
    presses: async (label, under = '') => {
      const message = await patience.until(
        () => newest((one) => textOf(one).includes(under) && buttonsOf(one).some((text) => text.startsWith(label))),
        complain(`the button ${label} under ${under}`),
      );
      const button = (message.reply_markup?.inline_keyboard ?? [])
        .flat()
        .find(({ text }) => text.replaceAll(/[\u00A0\u202F]/gu, ' ').startsWith(label));
      const pressed = await chat.presses(button?.text ?? label, { message_id: message.message_id });
      seenRev = pressed.rev;
    },
    sees: async (...parts) => {
      const message = await person.seesThat((text) => parts.every((part) => text.includes(part)), parts.join(' … '));
      return textOf(message);
    },
    seesThat: (fits, what) => {
      const since = seenRev;
      return patience.until(
        () => newest((message) => message.rev > since && fits(textOf(message), message)),
        complain(what),
      );
    },
    looks: () => [...screen.messages.values()],
    shown,
  };
  return person;
}
