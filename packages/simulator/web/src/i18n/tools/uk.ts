import type { Translated } from '../en.ts';
import type { enTools } from './en.ts';

export const ukTools: Translated<typeof enTools> = {
  inspector: 'Інспектор',
  inspectorText: 'Тут з’являються оновлення й виклики бота {name}, як вони є.',
  inspectorUpdate: 'оновлення',
  inspectorCall: 'виклик',
  inspectorClear: 'Очистити',
};
