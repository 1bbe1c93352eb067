import { type Language, languageOf } from './dialog/language.ts';
import { engineTexts } from './dialog/texts.ts';

const apologies: Record<Language, string> = {
  ru: 'Извините, с этим сообщением что-то пошло не так. Мы уже знаем об этом. Попробуйте ещё раз или напишите /start.',
  uk: 'Вибачте, з цим повідомленням щось пішло не так. Ми вже знаємо про це. Спробуйте ще раз або напишіть /start.',
  en: 'Sorry, something went wrong with this message. We have been told. Please try again or send /start.',
};

// No character that a parse mode reserves: the mark is put behind texts of any mode.
const repeatMarks: Record<Language, string> = {
  ru: '↻ Повтор: возможно, вы уже получили это сообщение',
  uk: '↻ Повтор: можливо, ви вже отримали це повідомлення',
  en: '↻ Repeated: you may have received this message already',
};

/** What a user reads when a handler failed for good and the bot has no words of its own. */
export function defaultApology(languageCode: string | undefined): string {
  return apologies[languageOf(languageCode)];
}

/** What marks a message that may have arrived before. */
export function defaultRepeatMark(languageCode: string | undefined): string {
  return repeatMarks[languageOf(languageCode)];
}

/** What answers a press that came twice: the same as in a dialog. */
export function defaultRepeatedPress(languageCode: string | undefined): string {
  return engineTexts[languageOf(languageCode)].toastAlready;
}
