/** The few words of a drawn transcript that are its own, in the languages of the web chat. */
export interface TranscriptWords {
  edited: string;
  forwardedFrom: string;
  photo: string;
  video: string;
  voice: string;
  audio: string;
  file: string;
  sticker: string;
  location: string;
  votes: string;
  joined: string;
  left: string;
  renamed: string;
  pinned: string;
  created: string;
  paid: string;
  topic: string;
  other: string;
}

const en: TranscriptWords = {
  edited: 'edited',
  forwardedFrom: 'Forwarded from',
  photo: 'Photo',
  video: 'Video',
  voice: 'Voice message',
  audio: 'Audio',
  file: 'File',
  sticker: 'Sticker',
  location: 'Location',
  votes: 'votes',
  joined: 'joined the group',
  left: 'left the group',
  renamed: 'The group is now called',
  pinned: 'pinned a message',
  created: 'The group was created',
  paid: 'Paid',
  topic: 'New topic',
  other: 'Message',
};

const ru: TranscriptWords = {
  edited: 'изменено',
  forwardedFrom: 'Переслано от',
  photo: 'Фото',
  video: 'Видео',
  voice: 'Голосовое сообщение',
  audio: 'Аудио',
  file: 'Файл',
  sticker: 'Стикер',
  location: 'Геопозиция',
  votes: 'голосов',
  joined: 'теперь в группе',
  left: 'больше не в группе',
  renamed: 'Группа теперь называется',
  pinned: 'закрепляет сообщение',
  created: 'Группа создана',
  paid: 'Оплачено',
  topic: 'Новая тема',
  other: 'Сообщение',
};

const uk: TranscriptWords = {
  edited: 'змінено',
  forwardedFrom: 'Переслано від',
  photo: 'Фото',
  video: 'Відео',
  voice: 'Голосове повідомлення',
  audio: 'Аудіо',
  file: 'Файл',
  sticker: 'Наліпка',
  location: 'Геопозиція',
  votes: 'голосів',
  joined: 'тепер у групі',
  left: 'більше не в групі',
  renamed: 'Група тепер називається',
  pinned: 'закріплює повідомлення',
  created: 'Групу створено',
  paid: 'Сплачено',
  topic: 'Нова тема',
  other: 'Повідомлення',
};

export type TranscriptLanguage = 'en' | 'ru' | 'uk';

export const transcriptWords: Record<TranscriptLanguage, TranscriptWords> = { en, ru, uk };
