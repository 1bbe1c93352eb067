import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { languages } from '@durabot/runtime';
import { envOf, summary } from '../../test/order-text-summary.ts';
import { isOrderText, parseOrderText } from './parse-order-text.ts';

/** What is expected of each text: the fields it gives, with a question mark behind a guess; no other field. */
const table: readonly [language: 'ru' | 'uk' | 'en', text: string, read: Readonly<Record<string, string>>][] = [
  [
    'ru',
    'Стиралка не сливает, Лесная 5-12, 8 916 123-45-67, после 18',
    {
      category: 'washing_machine',
      problem: 'не сливает',
      phone: '+79161234567',
      address: 'Лесная 5-12 ?',
      wanted: '11-21T15:00 – 11-21T19:00 ?',
    },
  ],
  [
    'ru',
    'холодильник Bosch не морозит Иванова Мария +7 (916) 000-11-22 ул. Ленина д.3 кв.17 завтра с 10 до 12, 2500р',
    {
      category: 'refrigerator',
      problem: 'Bosch не морозит',
      phone: '+79160001122',
      name: 'Иванова Мария',
      address: 'ул. Ленина д.3 кв.17',
      wanted: '11-22T07:00 – 11-22T09:00',
      price: '2500',
    },
  ],
  [
    'ru',
    'Здравствуйте! Посудомойка течёт снизу. Адрес: Невский проспект, 10, кв. 5. Телефон 8 921 555 44 33 Пётр. Удобно в понедельник утром',
    {
      category: 'dishwasher',
      problem: 'течёт снизу',
      phone: '+79215554433',
      name: 'Пётр',
      address: 'Невский проспект, 10, кв. 5',
      wanted: '11-23T05:00 – 11-23T09:00',
    },
  ],
  [
    'ru',
    'стиральная машина гудит при отжиме лесная 5 12 тел 89161234567 анна завтра после шести',
    {
      category: 'washing_machine',
      problem: 'гудит при отжиме',
      phone: '+79161234567',
      name: 'Анна ?',
      address: 'лесная 5 12 ?',
      wanted: '11-22T15:00 – 11-22T19:00',
    },
  ],
  [
    'ru',
    'духовка не греет мира 1 кв 5 89165550000 сегодня 14-18',
    {
      category: 'oven',
      problem: 'не греет',
      phone: '+79165550000',
      address: 'мира 1 кв 5 ?',
      wanted: '11-21T11:00 – 11-21T15:00',
    },
  ],
  ['ru', '8 916 123-45-67', { phone: '+79161234567' }],
  [
    'ru',
    'течет кран на кухне ул 8 марта 12 кв 3 срочно 8-916-777-88-99',
    {
      category: 'plumbing ?',
      problem: 'течет кран на кухне',
      phone: '+79167778899',
      address: 'ул 8 марта 12 кв 3',
      wanted: 'asap',
    },
  ],
  [
    'ru',
    'Телевизор нет звука, +79161112233, Сергей К., ул. Садовая 14, послезавтра в 11:30, 1,5 тыс',
    {
      category: 'tv',
      problem: 'нет звука',
      phone: '+79161112233',
      name: 'Сергей К.',
      address: 'ул. Садовая 14',
      wanted: '11-23T08:30',
      price: '1500 ?',
    },
  ],
  [
    'ru',
    '89161234567 89031112233 стиралка не крутит барабан Мира 5',
    {
      category: 'washing_machine',
      problem: 'не крутит барабан, 89031112233 ?',
      phone: '+79161234567 ?',
      address: 'Мира 5 ?',
    },
  ],
  [
    'ru',
    'Не работает розетка, выбивает автомат. Москва, ул Тверская 7 кв 44. Завтра 10. 8 (495) 123-45-67',
    {
      category: 'electrics',
      problem: 'Не работает розетка, выбивает автомат',
      phone: '+74951234567',
      address: 'Москва, ул Тверская 7 кв 44',
      wanted: '11-22T07:00 ?',
    },
  ],
  ['ru', 'привет как дела', { problem: 'как дела ?' }],
  ['ru', 'спасибо, завтра перезвоню', { problem: 'перезвоню ?', wanted: '11-22T05:00 – 11-22T19:00' }],
  ['ru', 'стиралка не включается', { category: 'washing_machine', problem: 'не включается' }],
  [
    'ru',
    'Холодильник течёт уже 3 дня, Лесная 5, 8 916 123 45 67',
    { category: 'refrigerator', problem: 'течёт уже 3 дня ?', phone: '+79161234567', address: 'Лесная 5 ?' },
  ],
  [
    'ru',
    'не работает с утра холодильник, 8 916 123 45 67, вечером',
    {
      category: 'refrigerator',
      problem: 'не работает с утра холодильник',
      phone: '+79161234567',
      wanted: '11-21T14:00 – 11-21T19:00 ?',
    },
  ],
  [
    'ru',
    'кофемашина ошибка 8, Пушкина 10-25, 8 999 123 45 67 Ольга, в субботу с 12 до 15, 3000 руб',
    {
      category: 'coffee_machine',
      problem: 'ошибка 8 ?',
      phone: '+79991234567',
      name: 'Ольга',
      address: 'Пушкина 10-25 ?',
      wanted: '11-21T09:00 – 11-21T12:00',
      price: '3000',
    },
  ],
  [
    'ru',
    'плита электрическая, не греет конфорка, 9161234567, Гагарина 5к2 кв 17',
    {
      category: 'oven',
      problem: 'электрическая, не греет конфорка',
      phone: '+79161234567',
      address: 'Гагарина 5к2 кв 17',
    },
  ],
  [
    'ru',
    'микроволновка искрит 8 916 123 45 67 пер. Лесной, 3, цена 1500',
    {
      category: 'other: микроволновка',
      problem: 'искрит',
      phone: '+79161234567',
      address: 'пер. Лесной, 3',
      price: '1500 ?',
    },
  ],
  [
    'ru',
    'мастер нужен 26.11 в 15:00 бойлер не греет пр-т Мира 101 кв 7 подъезд 2 этаж 5 домофон 17 89260001122',
    {
      category: 'water_heater',
      problem: 'не греет',
      phone: '+79260001122',
      address: 'пр-т Мира 101 кв 7 подъезд 2 этаж 5 домофон 17',
      wanted: '11-26T12:00',
    },
  ],
  [
    'ru',
    'стиралка LG F12 не открывается дверца, цена до 3000 р, Профсоюзная ул., д. 8, корп. 2, +7 926 333-22-11',
    {
      category: 'washing_machine',
      problem: 'LG F12 не открывается дверца ?',
      phone: '+79263332211',
      address: 'Профсоюзная ул., д. 8, корп. 2',
      price: '3000, до 3000 р ?',
    },
  ],
  [
    'ru',
    'завтра или в пятницу, стиралка, 8 916 123 45 67',
    {
      category: 'washing_machine',
      problem: 'завтра, стиралка ?',
      phone: '+79161234567',
      wanted: '11-27T05:00 – 11-27T19:00 ?',
    },
  ],
  [
    'ru',
    'посудомоечная машина не набирает воду Королёва 12 кв 7 8 916 123 45 67 завтра утром 2000-3000 руб',
    {
      category: 'dishwasher',
      problem: 'не набирает воду',
      phone: '+79161234567',
      address: 'Королёва 12 кв 7',
      wanted: '11-22T05:00 – 11-22T09:00',
      price: '2000-3000 руб ?',
    },
  ],
  [
    'ru',
    'Клиент: Смирнова Елена, тел: 8(903)765-43-21, холодильник нарастает лёд, адрес: г. Химки, ул. Репина, 4-15, до пятницы',
    {
      category: 'refrigerator',
      problem: 'нарастает лёд ?',
      phone: '+79037654321',
      name: 'Смирнова Елена',
      address: 'г. Химки, ул. Репина, 4-15',
      wanted: '11-21T09:00 – 11-27T19:00',
    },
  ],
  [
    'ru',
    'Унитаз засорился, сантехник срочно, ул. Лермонтова 2, 89105556677',
    {
      category: 'plumbing',
      problem: 'засорился, сантехник',
      phone: '+79105556677',
      address: 'ул. Лермонтова 2',
      wanted: 'asap',
    },
  ],
  [
    'uk',
    'Пральна машина не зливає, вул. Лесі Українки 5, кв 12, 067 123 45 67, після 18',
    {
      category: 'washing_machine',
      problem: 'не зливає',
      phone: '+380671234567',
      address: 'вул. Лесі Українки 5, кв 12',
      wanted: '11-21T15:00 – 11-21T19:00 ?',
    },
  ],
  [
    'uk',
    'холодильник не морозить, Олена, +380 50 111 22 33, Шевченка 7-14, завтра о 10, 500 грн',
    {
      category: 'refrigerator',
      problem: 'не морозить',
      phone: '+380501112233',
      name: 'Олена',
      address: 'Шевченка 7-14 ?',
      wanted: '11-22T07:00',
      price: '500',
    },
  ],
  [
    'uk',
    "пралка протікає хрещатик 22 0671234567 у п'ятницю після обіду",
    {
      category: 'washing_machine',
      problem: 'протікає хрещатик 22 ?',
      phone: '+380671234567',
      wanted: '11-27T10:00 – 11-27T15:00',
    },
  ],
  [
    'uk',
    'Посудомийна не гріє воду. м. Київ, вул. Саксаганського, буд. 8, кв. 3. Тетяна 0991234567, сьогодні ввечері',
    {
      category: 'dishwasher',
      problem: 'не гріє воду',
      phone: '+380991234567',
      name: 'Тетяна',
      address: 'м. Київ, вул. Саксаганського, буд. 8, кв. 3',
      wanted: '11-21T14:00 – 11-21T19:00',
    },
  ],
  [
    'uk',
    'бойлер вибиває автомат, просп. Перемоги 15, 044 123 45 67, терміново, 1000 грн',
    {
      category: 'water_heater',
      problem: 'вибиває автомат',
      phone: '+380441234567',
      address: 'просп. Перемоги 15',
      wanted: 'asap',
      price: '1000',
    },
  ],
  [
    'uk',
    'духовка не вмикається 380671234567 Богдана Хмельницького 10 кв 4 в суботу з 10 до 12',
    {
      category: 'oven',
      problem: 'не вмикається',
      phone: '+380671234567',
      address: 'Богдана Хмельницького 10 кв 4',
      wanted: '11-28T07:00 – 11-28T09:00',
    },
  ],
  [
    'uk',
    'кавоварка показує помилку, провулок Тихий 3, 095 000 11 22, Ігор',
    {
      category: 'coffee_machine',
      problem: 'показує помилку',
      phone: '+380950001122',
      name: 'Ігор',
      address: 'провулок Тихий 3',
    },
  ],
  [
    'uk',
    'не працює розетка вулиця Зелена 4 після шостої 0631112233',
    {
      category: 'electrics',
      problem: 'не працює розетка, після шостої',
      phone: '+380631112233',
      address: 'вулиця Зелена 4',
    },
  ],
  ['uk', 'дякую, чекаю', { problem: 'чекаю ?' }],
  [
    'uk',
    'телевізор немає звуку 500-700 грн 0671234567 завтра',
    {
      category: 'tv',
      problem: 'немає звуку',
      phone: '+380671234567',
      wanted: '11-22T05:00 – 11-22T19:00',
      price: '500-700 грн ?',
    },
  ],
  [
    'uk',
    'зламалась сушарка, вул. Івана Франка 18, тел 067-123-45-67, 28.11 о 15:00',
    {
      category: 'dryer',
      problem: 'зламалась сушарка',
      phone: '+380671234567',
      address: 'вул. Івана Франка 18',
      wanted: '11-28T12:00',
    },
  ],
  [
    'en',
    "Washer won't drain, 12 Baker Street flat 3, 020 7946 0958, tomorrow after 6pm",
    {
      category: 'washing_machine',
      problem: "won't drain",
      phone: '+442079460958',
      address: '12 Baker Street flat 3',
      wanted: '11-22T15:00 – 11-22T19:00',
    },
  ],
  [
    'en',
    'fridge not cooling call Kate 07911 123456 22 Kings Road today asap £80',
    {
      category: 'refrigerator',
      problem: 'not cooling',
      phone: '+447911123456',
      name: 'Kate',
      address: '22 Kings Road',
      wanted: 'asap',
      price: '80',
    },
  ],
  [
    'en',
    'dishwasher leaks, +44 7911 123456, 5 High St, apt 2, Monday 10-12',
    {
      category: 'dishwasher',
      problem: 'leaks',
      phone: '+447911123456',
      address: '5 High St, apt 2',
      wanted: '11-23T07:00 – 11-23T09:00',
    },
  ],
  [
    'en',
    "the oven doesn't heat, 14 Oak Lane, 07911123456 John Smith, next friday at 3pm, up to £120",
    {
      category: 'oven',
      problem: "doesn't heat",
      phone: '+447911123456',
      name: 'John Smith',
      address: '14 Oak Lane',
      wanted: '11-27T12:00',
      price: '120, up to £120 ?',
    },
  ],
  [
    'en',
    'Baker Street 221, boiler broken, +44 20 7946 0958',
    { category: 'water_heater', problem: 'broken', phone: '+442079460958', address: 'Baker Street 221' },
  ],
  [
    'en',
    'tumble dryer noisy, 07911 123456, this afternoon',
    { category: 'dryer', problem: 'noisy', phone: '+447911123456', wanted: '11-21T10:00 – 11-21T15:00 ?' },
  ],
  ['en', 'hello, how are you', { problem: 'how are you ?' }],
  [
    'en',
    'washing machine does not spin tomorrow',
    { category: 'washing_machine', problem: 'does not spin', wanted: '11-22T05:00 – 11-22T19:00' },
  ],
  [
    'en',
    'my tv has no picture Sarah 07911 123456 flat 4, 18 Green Avenue, saturday morning',
    {
      category: 'tv',
      problem: 'has no picture',
      phone: '+447911123456',
      name: 'Sarah',
      address: 'flat 4, 18 Green Avenue',
      wanted: '11-28T05:00 – 11-28T09:00',
    },
  ],
  [
    'en',
    'electrician needed, socket sparks, 3 Park Close, 07911 123456, 5 december at 9:30',
    {
      category: 'electrics',
      problem: 'socket sparks',
      phone: '+447911123456',
      address: '3 Park Close',
      wanted: '12-05T06:30',
    },
  ],
  [
    'en',
    'kettle is broken 40 pounds 07911 123456',
    { category: 'other: kettle', problem: 'broken', phone: '+447911123456', price: '40' },
  ],
  [
    'en',
    'toilet blocked urgent 9 Mill Lane 07911 123456',
    { category: 'plumbing', problem: 'blocked', phone: '+447911123456', address: '9 Mill Lane', wanted: 'asap' },
  ],
  [
    'ru',
    'вт 24.11 9:00 сушилка не сушит проезд Заводской 9 89031234567',
    {
      category: 'dryer',
      problem: 'не сушит',
      phone: '+79031234567',
      address: 'проезд Заводской 9',
      wanted: '11-24T06:00',
    },
  ],
  [
    'ru',
    'Добрый день, сломалась варочная панель, не работает одна конфорка, ул. Новая, д. 12а, кв. 40, телефон +79031234567, имя Виктор',
    {
      category: 'oven',
      problem: 'сломалась варочная панель, не работает одна конфорка',
      phone: '+79031234567',
      name: 'Виктор',
      address: 'ул. Новая, д. 12а, кв. 40',
    },
  ],
  [
    'ru',
    'стиралка код ошибки E18 89031234567',
    { category: 'washing_machine', problem: 'код ошибки E18 ?', phone: '+79031234567' },
  ],
  [
    'ru',
    'нужно установить посудомойку 5 декабря 10:00 Ленинский проспект 45 кв 100 89031234567 1500 рублей',
    {
      category: 'dishwasher',
      problem: 'установить посудомойку',
      phone: '+79031234567',
      address: 'Ленинский проспект 45 кв 100',
      wanted: '12-05T07:00',
      price: '1500',
    },
  ],
  [
    'ru',
    'выбивает автомат, Анна 89031234567, ул. Кирова 5, можно сегодня до 20:00',
    {
      problem: 'выбивает автомат',
      phone: '+79031234567',
      name: 'Анна',
      address: 'ул. Кирова 5',
      wanted: '11-21T09:00 – 11-21T17:00',
    },
  ],
  [
    'ru',
    'холодильник и стиралка не включаются, Садовая 3, 89031234567',
    {
      category: 'refrigerator ?',
      problem: 'холодильник и стиралка не включаются',
      phone: '+79031234567',
      address: 'Садовая 3 ?',
    },
  ],
  ['ru', 'R-2026-000118', {}],
  [
    'ru',
    '89031234567 Анна К., холодильник шумит, через 2 часа',
    { category: 'refrigerator', problem: 'шумит', phone: '+79031234567', name: 'Анна К.', wanted: '11-21T11:00 ?' },
  ],
  ['ru', 'кран течёт, Лесная 7 кв 3', { category: 'plumbing ?', problem: 'кран течёт', address: 'Лесная 7 кв 3' }],
  [
    'uk',
    'Доброго дня, тече кран, вул. Шевченка 3 кв 18, 098 765 43 21 Марія, завтра зранку, 300 грн',
    {
      category: 'plumbing ?',
      problem: 'тече кран',
      phone: '+380987654321',
      name: 'Марія',
      address: 'вул. Шевченка 3 кв 18',
      wanted: '11-22T05:00 – 11-22T09:00',
      price: '300',
    },
  ],
  [
    'uk',
    'холодильник 2 дні не морозить, 0501234567',
    { category: 'refrigerator', problem: '2 дні не морозить ?', phone: '+380501234567' },
  ],
  [
    'uk',
    'пральна машина Samsung помилка 4E, проспект Науки, 12, кв. 7, Андрій 0931234567, післязавтра після 17:00',
    {
      category: 'washing_machine',
      problem: 'Samsung помилка 4E ?',
      phone: '+380931234567',
      name: 'Андрій',
      address: 'проспект Науки, 12, кв. 7',
      wanted: '11-23T14:00 – 11-23T19:00',
    },
  ],
  [
    'uk',
    'клієнт Петро Іваненко 0671112233 духовка не гріє Сумська 25-8 у середу о 14:00',
    {
      category: 'oven',
      problem: 'не гріє',
      phone: '+380671112233',
      name: 'Петро Іваненко',
      address: 'Сумська 25-8 ?',
      wanted: '11-25T11:00',
    },
  ],
  [
    'en',
    'Hi, my washing machine is leaking. Address: 7 Elm Road, London. Phone 07400 123456. Can someone come tomorrow morning?',
    {
      category: 'washing_machine',
      problem: 'leaking, London, Can',
      phone: '+447400123456',
      address: '7 Elm Road',
      wanted: '11-22T05:00 – 11-22T09:00',
    },
  ],
  [
    'en',
    'freezer makes a banging noise 07400 123456 Emma',
    { category: 'refrigerator', problem: 'makes a banging noise', phone: '+447400123456', name: 'Emma' },
  ],
  [
    'en',
    'dryer not working, 31 Hill Crescent, £60, friday',
    {
      category: 'dryer',
      problem: 'not working',
      address: '31 Hill Crescent',
      wanted: '11-27T05:00 – 11-27T19:00',
      price: '60',
    },
  ],
  [
    'en',
    'call 07400 123456 or 07911 123456, coffee machine error, 2 Church Lane',
    {
      category: 'coffee_machine',
      problem: 'error, 07911 123456 ?',
      phone: '+447400123456 ?',
      address: '2 Church Lane',
    },
  ],
  [
    'ru',
    'Стиралка не сливает, Лесная 5-12, 8 916 123-45-67 Анна К., завтра с 10 до 12, 2500р',
    {
      category: 'washing_machine',
      problem: 'не сливает',
      phone: '+79161234567',
      name: 'Анна К.',
      address: 'Лесная 5-12 ?',
      wanted: '11-22T07:00 – 11-22T09:00',
      price: '2500',
    },
  ],
];

describe('a text as it is pasted', () => {
  test.each(table)('in %s: %s', (language, text, read) => {
    expect(summary(parseOrderText(text, envOf(language)))).toEqual(read);
  });
});

test.each([
  ['ru', '8 916 123-45-67', true],
  ['ru', 'холодильник завтра', true],
  ['ru', 'стиралка не включается', true],
  ['ru', 'Лесная 5, кв. 3, сегодня вечером', true],
  ['en', 'dryer not working, 31 Hill Crescent', true],
  ['ru', 'привет как дела', false],
  ['ru', 'спасибо, завтра перезвоню', false],
  ['ru', 'холодильник', false],
  ['ru', 'R-2026-000118', false],
  ['uk', 'дякую, чекаю', false],
  ['en', 'hello, how are you', false],
] as const)('in %s "%s" is an order: %s', (language, text, isOrder) => {
  expect(isOrderText(parseOrderText(text, envOf(language)))).toBe(isOrder);
});

test('what is longer than anybody dictates is no order', () => {
  const text = `8 916 123-45-67 ${'не сливает '.repeat(100)}`;
  expect(isOrderText(parseOrderText(text, envOf('ru')))).toBe(false);
});

test('no text makes it throw or think for long', () => {
  const fragments = table.flatMap(([, text]) => text.split(' '));
  const messy = fc
    .array(fc.oneof(fc.constantFrom(...fragments), fc.string({ unit: 'grapheme', maxLength: 8 })), { maxLength: 120 })
    .map((words) => words.join(' '));
  const repeated = fc
    .tuple(fc.constantFrom(...fragments), fc.nat(200))
    .map(([word, count]) => `${word} `.repeat(count));
  fc.assert(
    fc.property(
      fc.oneof(messy, repeated, fc.string({ unit: 'binary' })),
      fc.constantFrom(...languages),
      (text, language) => {
        const began = process.cpuUsage();
        const read = parseOrderText(text, envOf(language));
        expect(process.cpuUsage(began).user).toBeLessThan(2_000_000);
        // What is given has stood in the text.
        const phone = read.phone.certainty === 'missing' ? '' : read.phone.value.slice(-7);
        expect(text.normalize('NFKC').replaceAll(/\D/g, '')).toContain(phone);
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);
