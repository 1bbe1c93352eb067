import type { Person } from './person.ts';
import { textOf } from './person.ts';

/** What somebody answers to a question, by the title of the question. */
export type Answers = Readonly<Record<string, () => Promise<void>>>;

/** `Шаг 3 из 7 · Телефон` */
const heading = /^(?:Шаг|Крок|Step) (\d+) (?:из|з|of) (\d+) · (.+)$/mu;
/** A dialog that asks more than this asks in a circle. */
const mostQuestions = 30;

/**
 * Answers the questions of a dialog as they come, and confirms its card. What nobody has an answer for is skipped where the
 * bot lets them.
 *
 * @returns the text of the card that was confirmed
 */
export async function fillIn(person: Person, answers: Answers, confirm: string): Promise<string> {
  for (let asked = 0; asked < mostQuestions; asked++) {
    const message = await person.seesThat((text) => heading.test(text), 'a question');
    const text = textOf(message);
    const [, step, steps, title = ''] = heading.exec(text) ?? [];
    const answer = answers[title];
    if (answer !== undefined) {
      await answer();
      continue;
    }
    if (step === steps) {
      await person.presses(confirm);
      return text;
    }
    const skip = message.reply_markup?.inline_keyboard
      ?.flat()
      .find((button) => /^(?:Пропустить|Пропустити|Skip)$/u.test(button.text));
    if (skip === undefined) throw new Error(`${person.name} has no answer to “${title}”:\n${person.shown()}`);
    await person.presses(skip.text);
  }
  throw new Error(`${person.name} is asked in a circle:\n${person.shown()}`);
}
