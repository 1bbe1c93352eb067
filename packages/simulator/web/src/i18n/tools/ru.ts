import type { Translated } from '../en.ts';
import type { enTools } from './en.ts';

export const ruTools: Translated<typeof enTools> = {
  inspector: 'Инспектор',
  inspectorText: 'Здесь появляются обновления и вызовы бота {name}, как они есть.',
  inspectorUpdate: 'обновление',
  inspectorCall: 'вызов',
  inspectorClear: 'Очистить',
};
