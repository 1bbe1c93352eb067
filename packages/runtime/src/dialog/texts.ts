import type { Language } from './language.ts';

/** What the engine itself says. Arguments are plain text unless they are called `html`; results for messages are Telegram HTML. */
export interface EngineTexts {
  progress(step: number, total: number, title: string): string;
  back: string;
  skip: string;
  cancel: string;
  keep(value: string): string;
  now(html: string): string;
  editing(title: string): string;
  chooseField: string;
  nothing: string;
  corrected: string;
  /** Beside an answer that was read out of a text and may be wrong. */
  guessed: string;
  correctedNote(title: string): string;
  correctionRefused(title: string, html: string): string;
  expected(title: string): string;
  example(example: string): string;
  notAccepted: string;
  cannotSkip: string;
  firstStep: string;
  choiceGone: string;
  reviewHint: string;
  resumeHint: string;
  missing(title: string): string;
  askCancel: string;
  delete: string;
  saveForLater: string;
  deleted: string;
  saved: string;
  parked(title: string): string;
  unfinished(what: string, date: string, step: number, total: number): string;
  resume: string;
  startNew: string;
  /** A further draft, on a button. */
  otherDraft(date: string, step: number, total: number): string;
  askAttach: string;
  attach: string;
  doNotAttach: string;
  attached: string;
  /** How much came at once, as the answer was understood. */
  album(count: number, photos: boolean): string;
  notAttached: string;
  updated(lost: readonly string[]): string;
  unavailable: string;
  groupLink: string;
  openPrivate: string;
  expired: string;
  helpNow(title: string): string;
  toastDeleted: string;
  toastAlready: string;
  toastStale: string;
  toastUpdated: string;
}

/** One table for the three languages; a missing line does not compile. */
export const engineTexts: Readonly<Record<Language, EngineTexts>> = {
  ru: {
    progress: (step, total, title) => `Шаг ${step} из ${total} · ${title}`,
    back: '← Назад',
    skip: 'Пропустить',
    cancel: '✖ Отмена',
    keep: (value) => `✓ Оставить: ${value}`,
    now: (html) => `Сейчас: ${html}`,
    editing: (title) => `Изменить · ${title}`,
    chooseField: 'Любое поле можно изменить кнопкой.',
    nothing: '—',
    corrected: 'исправлено',
    guessed: 'проверьте',
    correctedNote: (title) => `✏️ Исправлено: ${title}.`,
    correctionRefused: (title, html) =>
      `Правку сообщения («${title}») принять не получилось, осталось прежнее значение. ${html}`,
    expected: (title) => `Жду ответ: ${title}.`,
    example: (example) => `Например: ${example}`,
    notAccepted: 'Здесь такое сообщение не подходит.',
    cannotSkip: 'Этот шаг пропустить нельзя.',
    firstStep: 'Это первый шаг, возвращаться некуда.',
    choiceGone: 'Этого варианта больше нет, выберите другой.',
    reviewHint: 'Нажмите кнопку подтверждения или выберите поле, которое нужно изменить.',
    resumeHint: 'Продолжить, начать заново или удалить черновик?',
    missing: (title) => `Не хватает ответа: ${title}.`,
    askCancel: 'Удалить черновик?',
    delete: '🗑 Удалить',
    saveForLater: '💾 Сохранить на потом',
    deleted: 'Черновик удалён.',
    saved: 'Черновик сохранён. Можно продолжить в любой момент.',
    parked: (title) => `Черновик «${title}» отложен, ответы сохранены.`,
    unfinished: (what, date, step, total) => `Есть ${what} от ${date}, шаг ${step} из ${total}.`,
    resume: '▶️ Продолжить',
    startNew: '🆕 Начать заново',
    otherDraft: (date, step, total) => `▶️ Черновик от ${date}, шаг ${step} из ${total}`,
    askAttach: 'Прикрепить это к черновику?',
    attach: '📎 Прикрепить',
    doNotAttach: 'Не нужно',
    album: (count, photos) => (photos ? `📷 ${count} фото` : `📎 Файлов: ${count}`),
    attached: '📎 Прикреплено.',
    notAttached: 'Хорошо, не прикрепляю.',
    updated: (lost) =>
      lost.length === 0
        ? 'Пока вас не было, форма обновилась. Ваши ответы на месте.'
        : `Пока вас не было, форма обновилась. Нужно ответить ещё раз: ${lost.join(', ')}.`,
    unavailable: 'Эта форма сейчас недоступна. Ваши ответы сохранены, попробуйте позже.',
    groupLink: 'Здесь понадобятся личные данные, поэтому продолжим в личном чате.',
    openPrivate: 'Продолжим в личке',
    expired: 'Черновик удалён: к нему давно не возвращались.',
    helpNow: (title) => `Сейчас идёт: ${title}.`,
    toastDeleted: 'Удалено',
    toastAlready: 'Уже сделано ✓',
    toastStale: 'Кнопка устарела',
    toastUpdated: 'Карточка обновлена',
  },
  uk: {
    progress: (step, total, title) => `Крок ${step} з ${total} · ${title}`,
    back: '← Назад',
    skip: 'Пропустити',
    cancel: '✖ Скасувати',
    keep: (value) => `✓ Залишити: ${value}`,
    now: (html) => `Зараз: ${html}`,
    editing: (title) => `Змінити · ${title}`,
    chooseField: 'Будь-яке поле можна змінити кнопкою.',
    nothing: '—',
    corrected: 'виправлено',
    guessed: 'перевірте',
    correctedNote: (title) => `✏️ Виправлено: ${title}.`,
    correctionRefused: (title, html) =>
      `Не вдалося прийняти правку повідомлення («${title}»), залишилося попереднє значення. ${html}`,
    expected: (title) => `Чекаю на відповідь: ${title}.`,
    example: (example) => `Наприклад: ${example}`,
    notAccepted: 'Тут таке повідомлення не підходить.',
    cannotSkip: 'Цей крок пропустити не можна.',
    firstStep: 'Це перший крок, повертатися нікуди.',
    choiceGone: 'Цього варіанта вже немає, оберіть інший.',
    reviewHint: 'Натисніть кнопку підтвердження або оберіть поле, яке треба змінити.',
    resumeHint: 'Продовжити, почати заново чи видалити чернетку?',
    missing: (title) => `Бракує відповіді: ${title}.`,
    askCancel: 'Видалити чернетку?',
    delete: '🗑 Видалити',
    saveForLater: '💾 Зберегти на потім',
    deleted: 'Чернетку видалено.',
    saved: 'Чернетку збережено. Продовжити можна будь-коли.',
    parked: (title) => `Чернетку «${title}» відкладено, відповіді збережено.`,
    unfinished: (what, date, step, total) => `Є ${what} від ${date}, крок ${step} з ${total}.`,
    resume: '▶️ Продовжити',
    startNew: '🆕 Почати заново',
    otherDraft: (date, step, total) => `▶️ Чернетка від ${date}, крок ${step} з ${total}`,
    askAttach: 'Додати це до чернетки?',
    attach: '📎 Додати',
    doNotAttach: 'Не треба',
    album: (count, photos) => (photos ? `📷 ${count} фото` : `📎 Файлів: ${count}`),
    attached: '📎 Додано.',
    notAttached: 'Гаразд, не додаю.',
    updated: (lost) =>
      lost.length === 0
        ? 'Поки вас не було, форма оновилася. Ваші відповіді на місці.'
        : `Поки вас не було, форма оновилася. Потрібно відповісти ще раз: ${lost.join(', ')}.`,
    unavailable: 'Ця форма зараз недоступна. Ваші відповіді збережено, спробуйте пізніше.',
    groupLink: 'Тут знадобляться особисті дані, тому продовжимо в приватному чаті.',
    openPrivate: 'Продовжимо в приватному чаті',
    expired: 'Чернетку видалено: до неї давно не поверталися.',
    helpNow: (title) => `Зараз триває: ${title}.`,
    toastDeleted: 'Видалено',
    toastAlready: 'Вже зроблено ✓',
    toastStale: 'Кнопка застаріла',
    toastUpdated: 'Картку оновлено',
  },
  en: {
    progress: (step, total, title) => `Step ${step} of ${total} · ${title}`,
    back: '← Back',
    skip: 'Skip',
    cancel: '✖ Cancel',
    keep: (value) => `✓ Keep: ${value}`,
    now: (html) => `Now: ${html}`,
    editing: (title) => `Change · ${title}`,
    chooseField: 'Any field can be changed with its button.',
    nothing: '—',
    corrected: 'corrected',
    guessed: 'please check',
    correctedNote: (title) => `✏️ Corrected: ${title}.`,
    correctionRefused: (title, html) =>
      `The edit of your message (${title}) could not be taken, the former answer stays. ${html}`,
    expected: (title) => `Waiting for: ${title}.`,
    example: (example) => `For example: ${example}`,
    notAccepted: 'That kind of message does not fit here.',
    cannotSkip: 'This step cannot be skipped.',
    firstStep: 'This is the first step, there is nothing before it.',
    choiceGone: 'That choice is gone, please pick another one.',
    reviewHint: 'Press the button to confirm, or pick the field to change.',
    resumeHint: 'Continue, start a new one, or delete the draft?',
    missing: (title) => `An answer is missing: ${title}.`,
    askCancel: 'Delete the draft?',
    delete: '🗑 Delete',
    saveForLater: '💾 Save for later',
    deleted: 'The draft is deleted.',
    saved: 'The draft is saved. You can go on at any time.',
    parked: (title) => `The draft “${title}” is put aside, your answers are kept.`,
    unfinished: (what, date, step, total) => `There is ${what} from ${date}, step ${step} of ${total}.`,
    resume: '▶️ Continue',
    startNew: '🆕 Start a new one',
    otherDraft: (date, step, total) => `▶️ Draft from ${date}, step ${step} of ${total}`,
    askAttach: 'Attach this to the draft?',
    attach: '📎 Attach',
    doNotAttach: 'No, thanks',
    album: (count, photos) => (photos ? `📷 ${count} photos` : `📎 ${count} files`),
    attached: '📎 Attached.',
    notAttached: 'All right, not attached.',
    updated: (lost) =>
      lost.length === 0
        ? 'The form was updated while you were away. Your answers are still here.'
        : `The form was updated while you were away. Please answer again: ${lost.join(', ')}.`,
    unavailable: 'This form is not available right now. Your answers are kept, please try later.',
    groupLink: 'This needs personal data, so let us go on in a private chat.',
    openPrivate: 'Continue in private',
    expired: 'The draft was deleted: nobody had come back to it for a long time.',
    helpNow: (title) => `You are filling in: ${title}.`,
    toastDeleted: 'Deleted',
    toastAlready: 'Already done ✓',
    toastStale: 'This button is out of date',
    toastUpdated: 'The card was refreshed',
  },
};
