import type { ExportRequest, Money, Table } from '../src/index.ts';

/** A row of the table that exports are tried with. */
export interface Visit {
  readonly number: number;
  readonly client: string;
  readonly phone: string | null;
  readonly price: Money | null;
  readonly day: string | null;
  readonly arrivedAt: Date | null;
  readonly warranty: boolean | null;
  readonly workSeconds: number | null;
  readonly note: string;
}

export const visitTable: Table<Visit> = {
  name: 'visits',
  title: { ru: 'Выезды мастеров', uk: 'Виїзди майстрів', en: 'Visits' },
  columns: [
    { key: 'number', kind: 'integer', heading: { ru: '№', uk: '№', en: 'No.' }, value: (row) => row.number },
    { key: 'client', kind: 'text', heading: { ru: 'Клиент', uk: 'Клієнт', en: 'Client' }, value: (row) => row.client },
    {
      key: 'phone',
      kind: 'text',
      heading: { ru: 'Телефон', uk: 'Телефон', en: 'Phone' },
      value: (row) => row.phone,
      access: { admin: 'show', dispatcher: 'mask' },
    },
    {
      key: 'price',
      kind: 'money',
      total: 'sum',
      heading: { ru: 'Сумма', uk: 'Сума', en: 'Price' },
      value: (row) => row.price,
    },
    { key: 'day', kind: 'date', heading: { ru: 'День', uk: 'День', en: 'Day' }, value: (row) => row.day },
    {
      key: 'arrivedAt',
      kind: 'datetime',
      zone: 'Europe/Kyiv',
      heading: { ru: 'Приехал', uk: 'Приїхав', en: 'Arrived' },
      value: (row) => row.arrivedAt,
    },
    {
      key: 'warranty',
      kind: 'boolean',
      heading: { ru: 'Гарантия', uk: 'Гарантія', en: 'Warranty' },
      value: (row) => row.warranty,
    },
    {
      key: 'work',
      kind: 'duration',
      total: 'sum',
      heading: { ru: 'Работа', uk: 'Робота', en: 'Work' },
      value: (row) => row.workSeconds,
    },
    { key: 'note', kind: 'text', heading: { ru: 'Заметка', uk: 'Нотатка', en: 'Note' }, value: (row) => row.note },
  ],
};

export const request: ExportRequest = {
  language: 'ru',
  roles: ['admin'],
  madeBy: 'Анна Ковальчук',
  madeAt: new Date('2026-11-22T10:00:00Z'),
  zone: 'Europe/Kyiv',
  filters: [
    ['Статус', 'закрыт'],
    ['Период', '01.11.2026 – 22.11.2026'],
  ],
};

export function visit(number: number, changes: Partial<Visit> = {}): Visit {
  return {
    number,
    client: `Ольга Їжакевич ${number}`,
    phone: '+380 67 123-45-67',
    price: { minor: 123_450 + number, currency: 'RUB' },
    day: '2026-11-21',
    arrivedAt: new Date('2026-11-21T12:05:00Z'),
    warranty: number % 2 === 0,
    workSeconds: 5400,
    note: 'Стиральная машина течёт, ґанок зліва',
    ...changes,
  };
}

export async function bytesOf(chunks: AsyncGenerator<Buffer, number>): Promise<{ bytes: Buffer; count: number }> {
  const parts: Buffer[] = [];
  for (;;) {
    const next = await chunks.next();
    if (next.done === true) return { bytes: Buffer.concat(parts), count: next.value };
    parts.push(next.value);
  }
}
