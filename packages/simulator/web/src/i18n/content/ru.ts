import type { Translated } from '../en.ts';
import type { enContent } from './en.ts';

export const ruContent: Translated<typeof enContent> = {
  photo: 'Фото',
  video: 'Видео',
  voice: 'Голосовое сообщение',
  audio: 'Аудио',
  document: 'Файл',
  sticker: 'Стикер',
  gif: 'GIF',
  location: 'Геопозиция',
  unsupported: 'Такие сообщения здесь пока не показываются',
  joined: '{name} теперь в группе',
  left: '{name} больше не в группе',
  renamed: 'Группа теперь называется «{name}»',
  pinned: '{name} закрепляет сообщение',
  created: 'Группа создана',
  votes: { one: '{n} голос', few: '{n} голоса', other: '{n} голосов' },
};
