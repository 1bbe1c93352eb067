## Menu and commands

menu-create = ➕ Заявка
menu-orders = 📋 Заявки
menu-help = ❓ Допомога
menu-language = 🌐 Мова

command-create-order = Нова заявка
command-orders = Останні заявки
command-order = Картка заявки за номером
command-cancel = Перервати розпочате
command-language = Обрати мову
command-help = Допомога
command-start = Головне меню

## What the bot says of itself, before it is started

bot-description =
    Приймає заявки служби ремонту. Диспетчер відповідає на сім коротких запитань, кнопками або своїми словами, і заявка отримує номер, а решта диспетчерів одразу дізнається про неї.

    Можна перерватися будь-якої миті: введене не зникне.
bot-short-description = Заявки служби ремонту за хвилину

## Start and help

start-desk =
    Вітаємо, { $name }! 👋
    { $roles }

    Тут приймають заявки на ремонт. Натисніть <b>➕ Заявка</b>, і за хвилину все буде записано. Можна перерватися будь-коли: розпочате не зникне.
start-master =
    Вітаємо, { $name }! 👋
    { $roles }

    Поки що тут працюють лише диспетчери. Заявки для майстрів з’являться в одному з наступних оновлень.
start-unknown =
    Вітаємо, { $name }! 👋

    Це робочий бот служби ремонту, і у вас поки немає до нього доступу. Якщо ви тут працюєте, перешліть адміністраторові ваш Telegram ID: <code>{ $id }</code>
roles-line = Ваші ролі: <b>{ $roles }</b>.
role-line = Ваша роль: <b>{ $roles }</b>.
role-admin = адміністратор
role-dispatcher = диспетчер
role-master = майстер

help-desk =
    <b>Що вміє бот</b>

    ➕ <b>Заявка</b> або /create_order: нова заявка, сім коротких кроків
    📋 <b>Заявки</b> або /orders: останні заявки
    /order <i>номер</i>: картка заявки, наприклад <code>/order 12</code>
    /users: ролі, для адміністраторів
    /language: мова бота
    /cancel: перервати розпочате

    Відповідати можна кнопкою або словами: «завтра о 10», «до п’ятниці», «067 123 45 67».
    Або просто надішліть текст заявки: «Пральна не зливає, вул. Зелена 5, 067 123 45 67, після 18»
help-master =
    Поки що тут працюють лише диспетчери. Заявки для майстрів з’являться в одному з наступних оновлень.

    /language: мова бота

## Language

language-choose = Якою мовою вам зручніше?
language-set = Готово, говоримо українською 🇺🇦

## What cannot be done

not-allowed = Приймати й переглядати заявки можуть диспетчери та адміністратори. Ваш Telegram ID для адміністратора: <code>{ $id }</code>
not-allowed-now = Ваша роль цього не дозволяє.
nothing-to-cancel = Скасовувати нічого: нічого не розпочато.
not-understood = Не зрозумів вас. Натисніть <b>➕ Заявка</b> або перегляньте /help.
only-private = Про заявки поговоримо в приватному чаті.
open-private = Відкрити приватний чат
button-outdated = Кнопка застаріла
for-example = Наприклад: { $example }
apology = Не вдалося виконати цю дію, ми вже знаємо про збій. Спробуйте ще раз трохи згодом.
repeat-mark = (можливо, повтор)

## Roles

users-title = Хто є хто
users-hint = Оберіть людину, щоб надати або зняти роль. Кого немає у списку, знайдете так: <code>/users 123456789</code>
users-no-role = без ролі
users-back = ← Усі
user-card =
    { $name }
    Telegram ID: <code>{ $id }</code>
    Ролі: { $roles }
user-unknown = Ця людина ще не відкривала бота.
user-role-fixed = Цю роль задано в налаштуваннях сервера, зняти її можна лише там.
user-role-last = Це останній адміністратор. Спершу призначте іншого.
roles-changed = Ваші ролі: <b>{ $roles }</b>. Натисніть /start, щоб побачити меню.
roles-gone = Ваші ролі знято.

## Lists of orders

orders-title =
    { $page ->
        [1] <b>Останні заявки</b>
       *[other] <b>Давніші заявки</b> · сторінка { $page }
    }
orders-empty = Заявок ще немає. Натисніть <b>➕ Заявка</b>, щоб створити першу.
orders-newer = ← Новіші
orders-older = Старіші →
order-usage = Напишіть номер заявки після команди, наприклад <code>/order 12</code> або <code>/order R-2026-000012</code>
order-not-found = Заявки «{ $number }» немає. Перевірте номер або перегляньте /orders
order-ambiguous = Таких заявок кілька. Яка потрібна?

## Order card

card-created = Створено: { $when }, { $name }
card-problem = Проблема: { $text }
card-attachments =
    { $count ->
        [one] 📎 { $count } вкладення
        [few] 📎 { $count } вкладення
       *[other] 📎 { $count } вкладень
    }
card-client = Клієнт: { $name }
card-phone = Телефон: { $phone }
card-address = Адреса: { $address }
card-pin = точка на мапі
card-wanted = Коли: { $when }
card-price = Ціна: { $price }
card-price-none = не обумовлена
card-follows-repeat = 🔁 Повторна після { $number }
card-follows-warranty = 🛡 За гарантією, замовлення { $number }
history-title = Історія
history-submit = створено
history-moved = { $from } → { $to }
history-system = система

## Notices

notify-created = 🆕 Нова заявка, приймає { $name }
notify-group = 🆕 Нова заявка

## Order dialog

dialog-title = Нова заявка
dialog-unfinished = незавершена заявка
dialog-help = Відповідайте кнопкою або повідомленням. «← Назад» повертає на крок, відповіді не зникають. Якщо відволічуть, просто продовжте пізніше.

step-category = Категорія
step-category-prompt = Що треба полагодити?
step-category-example = пральна машина
step-category-bad = Назвіть техніку коротко, до { $max } символів.
step-category-other = Інше
step-category-other-prompt = Напишіть, що це за техніка.

step-problem = Проблема
step-problem-prompt = Що сталося? Оберіть або опишіть словами, голосом чи фото.
step-problem-example = не зливає воду й гуде
step-problem-short = Надто коротко. Опишіть поломку хоча б кількома словами.
step-problem-long = Надто довго. Вкладіться у { $max } символів, головне на початку.
step-problem-attachment =
    { $kind ->
        [photo] Фото
        [voice] Голосове повідомлення
        [video] Відео
       *[other] Файл
    }

step-phone = Телефон
step-phone-prompt = Телефон клієнта? Ім’я можна написати поруч.
step-phone-example = +380 67 123 45 67 Олена
step-phone-none = Не бачу тут номера телефону.
step-phone-invalid = Схоже, у номері бракує цифр або є зайві.
step-phone-recent = …{ $tail } { $name }

step-client = Вид заявки
step-client-prompt = Це той самий клієнт. Яка це заявка?
step-client-known =
    { $count ->
        [0] <b>{ $name }</b>, заявок ще не було
        [one] <b>{ $name }</b>, { $count } заявка, остання { $date } ({ $category })
        [few] <b>{ $name }</b>, { $count } заявки, остання { $date } ({ $category })
       *[other] <b>{ $name }</b>, { $count } заявок, остання { $date } ({ $category })
    }
step-client-new = Нова
step-client-repeat = Повторна
step-client-warranty = За гарантією
client-unnamed = без імені

step-similar =
    ⚠️ Схоже на <b>{ $number }</b> (відкрита { $ago }, { $by ->
        [phone] той самий телефон
       *[address] та сама адреса
    })
step-similar-open = 🔎 Відкрити її
step-similar-anyway = Усе одно нова
step-duplicate = Інша заявка?
step-duplicate-prompt = Це та сама заявка чи інша?
step-duplicate-anyway = інша, перевірено

step-address = Адреса
step-address-prompt = Куди їхати? Напишіть адресу або надішліть точку на мапі.
step-address-example = вул. Лісова, 5, кв. 12, під’їзд 2
step-address-short = Надто коротко для адреси.
step-address-long = Надто довго. Вкладіться у { $max } символів.
step-address-no-digit = В адресі бракує номера будинку.

step-when = Коли
step-when-prompt = Коли приїхати?
step-when-example = завтра о 10, сьогодні 14–18, до п’ятниці
step-when-now = ⚡️ Зараз
step-when-today = Сьогодні { $hours }
step-when-tomorrow = Завтра
step-when-choose = 📅 Обрати
step-when-choose-prompt = Напишіть день і час, як зручно.
step-when-past = Цей час уже минув.
step-when-far = Це надто далеко: приймаємо не більш ніж на рік наперед.
step-when-unclear = Не зрозумів, коли.
step-when-understood = Зрозумів так: { $when }

step-price = Ціна й умови
step-price-prompt = Яку ціну й умови назвали клієнтові? Можна пропустити.
step-price-example = 1 500 або «1 500, запчастини окремо»
step-price-negative = Ціна не буває від’ємною.
step-price-large = Надто велика сума, перевірте нулі.
step-price-long = Надто довго. Вкладіться у { $max } символів.

quick-understood = Прочитав заявку з вашого повідомлення.
quick-guessed = Прочитав заявку з вашого повідомлення. Позначене ⚠️ перевірте.

review-title = Перевірте заявку
review-confirm = ✅ Створити
created-toast = Заявку створено
created-title = ✅ Заявку <b>{ $number }</b> створено
created-already = Цю заявку вже створено: <b>{ $number }</b>
