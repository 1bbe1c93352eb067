import type { Role } from './roles.ts';

/** A virtual user of the simulator, to try the bot with. */
export interface DemoPerson {
  readonly id: number;
  readonly firstName: string;
  readonly lastName?: string;
  readonly username: string;
  readonly languageCode: string;
  readonly roles: readonly Role[];
}

/** Made only in the built-in simulator with an empty database. The ids lie far above those Telegram gives today. */
export const demoPeople: readonly DemoPerson[] = [
  {
    id: 900_000_000_001,
    firstName: 'Анна',
    lastName: 'Кузнецова',
    username: 'anna_desk',
    languageCode: 'ru',
    roles: ['admin', 'dispatcher'],
  },
  {
    id: 900_000_000_002,
    firstName: 'Олена',
    lastName: 'Шевчук',
    username: 'olena_desk',
    languageCode: 'uk',
    roles: ['dispatcher'],
  },
  {
    id: 900_000_000_003,
    firstName: 'Kate',
    lastName: 'Miller',
    username: 'kate_desk',
    languageCode: 'en',
    roles: ['dispatcher'],
  },
  {
    id: 900_000_000_004,
    firstName: 'Сергей',
    lastName: 'Петров',
    username: 'sergey_master',
    languageCode: 'ru',
    roles: ['master'],
  },
  { id: 900_000_000_005, firstName: 'Гость', username: 'curious_guest', languageCode: 'ru', roles: [] },
];
