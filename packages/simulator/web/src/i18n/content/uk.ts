import type { Translated } from '../en.ts';
import type { enContent } from './en.ts';

export const ukContent: Translated<typeof enContent> = {
  photo: 'Фото',
  video: 'Відео',
  voice: 'Голосове повідомлення',
  audio: 'Аудіо',
  document: 'Файл',
  sticker: 'Наліпка',
  gif: 'GIF',
  location: 'Геопозиція',
  unsupported: 'Такі повідомлення тут поки не показуються',
  joined: '{name} тепер у групі',
  left: '{name} більше не в групі',
  renamed: 'Група тепер називається «{name}»',
  pinned: '{name} закріплює повідомлення',
  created: 'Групу створено',
  votes: { one: '{n} голос', few: '{n} голоси', other: '{n} голосів' },
};
