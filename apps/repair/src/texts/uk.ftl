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

    Заявки надходитимуть сюди картками: взяти, виїхати, здати роботу можна кнопками. Почніть зміну: /shift
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
    /board: дошка, /today: на сьогодні, /hold: на паузі, /masters: майстри
    /search <i>що завгодно</i>: номер, хвіст телефону, адреса, ім’я, модель
    /history <i>номер</i>: хто, що й коли робив із заявкою
    /blacklist: кого не обслуговуємо
    Для адміністраторів: /users, /types, /audit, /delete_order, /deleted, /restore, /edit_closed
    /language: мова бота
    /cancel: перервати розпочате

    Відповідати можна кнопкою або словами: «завтра о 10», «до п’ятниці», «067 123 45 67».
    Або просто надішліть текст заявки: «Пральна не зливає, вул. Зелена 5, 067 123 45 67, після 18»
help-master =
    👷 Заявки надходять картками, усе робиться кнопками: ✅ Беру, 🚗 Виїхав, 🏠 На місці, 🛠 Зроблено
    /shift: почати зміну, перерва, закінчити
    /my: ваші відкриті заявки
    /here: у своїй групі — отримувати заявки там, у приваті — знову тут
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

## Reports

report-head = 
    <b>{ $title }</b>
    { $period }
report-line = <b>{ $name }</b>: { $cells }
report-empty = Заявок не було.
report-more = …і ще { $count }
report-total = Усього: { $cells }
report-minutes = { $minutes } хв
report-hours = { $hours } год { $minutes } хв
report-days = { $days } дн. { $hours } год
report-no-master = Без майстра
report-master-sums = ✅ { $closed } · { $gross }, ❌ { $refused } · { $fees }, майстру { $share }
report-summary = 
    🆕 Створено: { $created }
    ✅ Закрито: { $closed } на { $gross }
    ❌ Відмов: { $refused }
    🚫 Скасовано: { $cancelled }
report-open = Зараз відкрито: { $open }, без майстра { $withoutMaster }, на паузі { $onHold }
report-title-summary = Зведення
report-title-master = Звіт за майстрами
report-title-revenue-day = Виторг за днями
report-title-revenue-master = Виторг за майстрами
report-title-revenue-category = Виторг за категоріями
report-title-revenue-dispatcher = Виторг за диспетчерами
report-title-refusals = Відмови
report-title-debts = Борги й готівка
report-title-funnel = Воронка
report-title-time-to-accept = Час до прийняття
report-title-on-time = Приїзд вчасно
report-title-quality-master = З першого разу й повернення за майстрами
report-title-quality-category = З першого разу й повернення за категоріями
report-title-offers = Пропозиції майстрам
report-title-ratings = Оцінки клієнтів
report-title-breaches = Порушені строки
report-title-holds = Скільки чекають заявки
report-title-load = Навантаження за годинами
report-title-capacity = Завантаження майстрів
report-column-master = Майстер
report-column-order = Заявка
report-column-result = Підсумок
report-column-category = Категорія
report-column-dispatcher = Диспетчер
report-column-day = День
report-column-at = Коли
report-column-sum = Сума
report-column-master-share = Майстру
report-column-created = Створено
report-column-closed = Закрито
report-column-refused = Відмови
report-column-cancelled = Скасовано
report-column-gross = Виторг
report-column-open = Відкрито
report-column-without-master = Без майстра
report-column-on-hold = На паузі
report-column-step = Крок
report-column-orders = Заявок
report-column-median = Медіана
report-column-ninety = 90 % швидше
report-column-accepted = Прийнято
report-column-arrivals = Приїздів
report-column-on-time = Вчасно
report-column-part = Частка
report-column-fixed-at-once = З першого разу
report-column-returned-month = Повернення 30 днів
report-column-returned-quarter = Повернення 90 днів
report-column-warranty = За гарантією
report-column-not-over = Строк не вийшов
report-column-offers = Запропоновано
report-column-declined = Відхилено
report-column-busy = Зайнятий
report-column-far = Далеко
report-column-not-my-profile = Не мій профіль
report-column-price = Ціна
report-column-other = Інше
report-column-unanswered = Без відповіді
report-column-released = Повернено
report-column-reason = Причина
report-column-who = Хто
report-column-fee-paid = Сплачено
report-column-fee-due = До сплати
report-column-fee-forgiven = Прощено
report-column-parts = Запчастини
report-column-company = Компанії
report-column-ticket = Середній чек
report-column-debt = За що
report-column-amount = Борг
report-column-breach = Строк
report-column-times = Разів
report-column-hour = Година
report-column-visits = Візитів
report-column-capacity = Можна
report-column-ratings = Оцінок
report-column-stars = Середня
report-column-bad = До 3 зірок
report-column-response = Відповідь на погану
report-column-age-days = До 2 днів
report-column-age-week = 2–7 днів
report-column-age-fortnight = 7–14 днів
report-column-age-older = Довше 14 днів
report-column-overdue = Прострочено
report-step-created = Створено
report-step-offered = Запропоновано
report-step-accepted = Прийнято
report-step-on-site = На об'єкті
report-step-closed = Закрито
report-by-master = Майстер
report-by-dispatcher = Диспетчер
report-by-admin = Адміністратор
report-by-client = Клієнт
report-by-system = Система
report-debt-client = за роботу
report-debt-fee = за виїзд
report-debt-master = готівка в майстра
report-hold-parts = Запчастини
report-hold-awaiting-approval = Погодження кошторису
report-hold-client = Клієнт
report-hold-client-unreachable = Клієнт не відповідає
report-hold-long-repair = Тривалий ремонт
report-hold-workshop = Майстерня
report-hold-other = Інше
report-breach-limit-new = Довго без майстра
report-breach-limit-offering = Довго пропонується
report-breach-limit-assigned = Довго не розпочата
report-breach-limit-in-progress = Довго в роботі
report-breach-no-taker-broadcast = Ніхто не взяв, надіслана всім
report-breach-no-taker-admin = Ніхто не взяв, повідомлено адміністратора
report-breach-offer-expiry = Пропозиція без відповіді
report-breach-visit-confirmation-missing = Візит не підтверджено
report-breach-visit-late = Майстер не виїхав вчасно
report-breach-on-site-long = Довго на об'єкті
report-breach-hold-long = Пауза довше тижня
report-breach-estimate-expiry = Кошторис без відповіді

## Buttons of an order

button-assign = 👷 Призначити
button-finish = 🛠 Зроблено
button-hold = ⏸ Пауза
button-resume = ▶️ Відновити
button-approve = 👍 Клієнт згоден
button-reject = 👎 Не згоден
button-close = ✅ Закрити
button-return = 🔧 На доопрацювання
button-dispute = ⚖️ Спір про ціну
button-end-dispute = ⚖️ Спір вирішено
button-release = 🔄 Зняти майстра
button-give-back = 🔄 Повернути заявку
button-refuse = 🙅 Відмова клієнта
button-cancel = ✖️ Скасувати заявку
button-reopen = 🔓 Відкрити знову
button-warranty = 🛡 За гарантією
button-take-up-again = ♻️ Взяти в роботу
button-depart = 🚗 Виїхав
button-arrive = 🏠 На місці
button-unreachable = 📵 Не відповідає
button-accept = ✅ Беру
button-decline = ❌ Не можу
button-question = ❓ Питання
button-accept-by-phone = 📞 Прийняв телефоном
button-remind = 🔔 Нагадати
button-withdraw = Відкликати
button-next = ➡️ Наступному
button-read-change = 👌 Зрозуміло
button-undo = ↩️ Скасувати
button-open = 📄 Відкрити
button-in-time = 👍 Їду вчасно
button-late = ⏰ Запізнююся…
button-to-all = 📣 Усім на зміні
button-in-turn = 🎯 По черзі

## What a card says about an order

face-overdue = 🔴 Прострочена: у цьому статусі з { $when }
face-master = 👷 Майстер: { $name }
face-hold =
    ⏸ { $reason ->
        [parts] чекаємо запчастини
        [awaiting_approval] чекаємо згоди з кошторисом
        [client] на прохання клієнта
        [client_unreachable] клієнт не відповідає
        [long_repair] довгий ремонт
        [workshop] у майстерні
       *[other] інше
    }, до { $until }; далі { $who ->
        [dispatcher] диспетчер
        [master] майстер
        [client] клієнт
       *[admin] адміністратор
    }
face-dispute = ⚖️ Спір: { $reason }
face-refusal = 🙅 Причина відмови: { $reason }
face-cancel = ✖️ Причина скасування: { $reason }
face-unread = ⚠️ <b>Змінено: { $changes }</b>. Прочитайте й натисніть <b>👌 Зрозуміло</b>
face-offered = ⏳ Запропоновано: { $name }, чекаємо до { $until }
face-offered-all = 📣 Запропоновано всім, чекаємо до { $until }
face-offer-until = ⏳ Дайте відповідь до { $until }
face-offer-over = Пропозиція більше не діє
face-en-route = 🚗 Їде, буде близько { $eta }
face-on-site = 🏠 На місці з { $when }
face-planned = 📅 Візит: { $when }
face-line = { $name } — { $price }
face-total = <b>Разом { $total }</b> (робота { $work }, запчастини { $parts })
face-paid =
    Сплачено { $paid }{ $owes ->
        [1] , борг { $due }
       *[other] { "" }
    }
face-fee =
    Виїзд { $fee }: { $state ->
        [due] не сплачено
        [paid] сплачено
       *[forgiven] пробачено
    }
face-warranty = 🛡 Гарантія до { $until }
face-price = 💰 Орієнтир: { $price }
face-no-access = <b>{ $number }</b>: доступ закрито

## What people are told

fact-offer-reminder = 🔔 <b>{ $number }</b>: чекаємо на вашу відповідь
fact-declined = ❌ <b>{ $number }</b>: { $master } не може; відмов і мовчань: { $count }
fact-offer-expired = ⌛️ <b>{ $number }</b>: відповіді немає, пропозиція скінчилася ({ $count })
fact-no-taker = 🟡 <b>{ $number }</b>: ніхто не взяв ({ $count }), заявка знову без майстра
fact-accepted = ✅ <b>{ $number }</b>: взяв майстер { $master }
fact-assigned = 👷 <b>{ $number }</b>: призначено вам
fact-released = 🔄 <b>{ $number }</b>: майстер { $master } більше не веде заявку: { $reason }
reason-undone = майстер скасував своє «Беру»
fact-visit-confirmed = 👍 <b>{ $number }</b>: { $master } підтверджує візит
fact-visit-failed = 🚫 <b>{ $number }</b>: візит не відбувся
fact-late-risk = ⏰ <b>{ $number }</b>: запізнення близько { $minutes } хв
fact-rescheduled = 📅 <b>{ $number }</b>: візит перенесено на { $until }
fact-held =
    ⏸ <b>{ $number }</b>: { $hold ->
        [parts] чекаємо запчастини
        [awaiting_approval] чекаємо згоди з кошторисом
        [client] на прохання клієнта
        [client_unreachable] клієнт не відповідає
        [long_repair] довгий ремонт
        [workshop] у майстерні
       *[other] інше
    }, до { $until }; далі { $who ->
        [dispatcher] диспетчер
        [master] майстер
        [client] клієнт
       *[admin] адміністратор
    }
fact-resumed = ▶️ <b>{ $number }</b>: знову в роботі
fact-hold-reached = ⏰ <b>{ $number }</b>: настав термін паузи
fact-estimate-sent = 💬 <b>{ $number }</b>: кошторис { $total } у клієнта, відповідь до { $until }
fact-estimate-reminder = 💬 <b>{ $number }</b>: клієнт ще не відповів на кошторис
fact-estimate-approved = 👍 <b>{ $number }</b>: клієнт згоден на { $total }
fact-estimate-rejected = 👎 <b>{ $number }</b>: клієнт не згоден з кошторисом, запропонуйте оплату діагностики
fact-estimate-expired = ⌛️ <b>{ $number }</b>: термін кошторису минув
fact-finished =
    🏁 <b>{ $number }</b>: { $master } закінчив: { $total }, сплачено { $paid }{ $owes ->
        [0] { "" }
       *[other] , борг { $due }
    }
fact-returned = 🔧 <b>{ $number }</b>: на доопрацювання: { $reason }
fact-closed = ✅ <b>{ $number }</b>: закрита, ваша частка { $share }
fact-disputed = ⚖️ <b>{ $number }</b>: спір про ціну: { $reason }
fact-dispute-ended = ⚖️ <b>{ $number }</b>: спір вирішено: { $reason }
fact-refused = 🙅 <b>{ $number }</b>: відмова: { $reason }; за виїзд { $fee }
fact-cancelled = ✖️ <b>{ $number }</b>: скасовано: { $reason }
fact-reopened = 🔓 <b>{ $number }</b>: відкрито знову: { $reason }
fact-taken-up-again = ♻️ <b>{ $number }</b>: знову в роботі: { $reason }
fact-warranty-claimed = 🛡 <b>{ $number }</b>: повернення за гарантією, створено нову заявку
fact-client-unreachable =
    📵 <b>{ $number }</b>: клієнт не відповідає, спроба { $attempt }{ $step ->
        [given_up] ; візит знято, пауза до { $until }
       *[other] { "" }
    }
fact-undone = ↩️ <b>{ $number }</b>: { $master } скасував останню дію
fact-edited = ✏️ <b>{ $number }</b>: змінено: { $changes }
fact-paid = 💰 <b>{ $number }</b>: оплата { $paid }, залишок { $due }
fact-task =
    📌 <b>{ $number }</b>: { $task ->
        [call_master] зателефонуйте майстру: візит не підтверджено
        [estimate_expired] кошторис без відповіді, вирішіть, що далі
        [price_dispute] вирішіть спір про ціну
        [no_taker] ніхто не бере заявку, потрібна ваша допомога
        [propose_cancel] клієнт давно мовчить, запропонуйте скасування
        [bad_rating] клієнт незадоволений, зателефонуйте йому
        [check_mismatch] сума відрізняється від погодженої, перевірте
        [call_client] зателефонуйте клієнту
        [help_master] майстру на місці потрібна допомога, зателефонуйте
       *[plan_visit] призначте новий візит
    }
fact-reminder =
    ⏰ <b>{ $number }</b>: { $event ->
        [no_offer_1] ще нікому не запропонована
        [no_offer_2] досі нікому не запропонована
        [no_offer_3] годину без пропозицій майстрам
        [on_site_long] ви вже довго на місці. Усе гаразд?
        [hold_long] на паузі понад тиждень
       *[other] надто довго в одному статусі
    }
fact-visit-confirmation = 🚗 <b>{ $number }</b>: візит за годину. Встигаєте?
question-asked = ❓ <b>{ $number }</b>: питає { $name }: { $question }
question-sent = Питання щодо <b>{ $number }</b> надіслано диспетчеру

## Answers to presses

note-by-phone = телефоном
refusal =
    { $reason ->
        [not_yours] Це може зробити лише той, хто веде заявку.
        [offer_is_withdrawn] Пропозицію вже відкликано.
        [offer_is_expired] Час на відповідь минув.
        [is_not_expired] Час на відповідь минув.
        [offer_is_declined] Ви вже відмовилися від цієї заявки.
        [offer_is_accepted] Заявку вже взяли.
        [is_below_cash_limit] У майстра забагато готівки: спершу її треба здати.
        [master_is_employed] Цей майстер більше не працює.
        [master_takes_no_nights] Цей майстер не бере нічних заявок.
        [no_master_to_ask] Більше нікого спитати.
        [ranked_offers_are_used_up] П’ятьох майстрів уже спитали. Оберіть самі або запропонуйте всім.
        [has_hold_date] Пауза без дати не ставиться: вкажіть день у майбутньому.
        [has_photos_before] Потрібні фото до ремонту: натисніть 📋 Огляд.
        [visit_has_begun] Візит уже почався.
        [visit_is_not_on_site] Ви вже не на місці.
        [has_photos] Потрібна хоча б одна фотографія після роботи.
        [has_payment_or_debt_reason] Вкажіть оплату або причину боргу.
        [explains_mismatch] Сума відрізняється від погодженої: потрібна причина.
        [has_arrived] Спочатку натисніть «На місці»: роботу здають із візиту.
        [has_amount] Додайте хоча б одну роботу.
        [changed_meanwhile] Заявка змінилася, поки ви думали. Перегляньте картку.
        [undo_is_over] Скасувати можна лише впродовж хвилини.
        [something_happened_since] Після цього вже щось сталося, скасувати не можна.
        [cannot_be_undone] Ця дія не скасовується.
        [no_money_moved] Гроші вже прийнято, скасувати не можна.
        [no_offer_to_withdraw] Пропозицій зараз немає.
        [is_not_on_site] Ви вже на місці.
        [order_is_deleted] Заявку видалено.
        [order_is_not_open] Заявка вже не чекає на майстра.
        [desk_forgives_fees] Пробачити оплату може лише диспетчер.
        [nobody_has_come] Ніхто не виїжджав: брати оплату за виїзд нема за що.
        [client_only_before_en_route] Майстер уже виїхав. Напишіть диспетчеру.
        [estimate_is_outdated] Цей кошторис уже не останній.
        [no_total_to_confirm] Підтверджувати більше нічого.
        [client_is_blacklisted] Клієнт у чорному списку: потрібен дозвіл адміністратора.
        [client_is_not_blacklisted] Клієнта немає в чорному списку.
        [nothing_changed] Нічого не змінилося.
        [order_is_over] Заявку завершено. Її правлять через «Відкрити знову».
        [time_is_past] Цей час уже минув.
        [order_has_a_master] Заявку веде майстер: спершу зніміть його.
        [is_not_deleted] Заявку не видалено.
        [nobody_is_awaited] Клієнт нікого не чекає.
        [not_found] Такої заявки немає.
        [amount_is_not_positive] Сума має бути більшою за нуль.
        [awaits_approval] Кошторис уже не чекає на відповідь.
        [desk_says_how_it_knows] Укажіть, звідки це відомо.
        [estimate_has_lines] У кошторисі немає жодного рядка.
        [has_address] Потрібна адреса.
        [has_category] Потрібна категорія.
        [has_contact] Потрібен телефон клієнта.
        [has_departed] Майстер ще не виїжджав.
        [has_live_offer] Заявку нікому не запропоновано.
        [has_next_step] Укажіть, хто діє далі.
        [has_no_live_offer] Заявку комусь запропоновано: спочатку відкличте пропозицію.
        [has_not_departed] Майстер уже виїхав.
        [has_outcome] Укажіть, чим закінчився візит.
        [has_reason] Потрібна причина.
        [has_warranty_days] Укажіть гарантію, хоча б «немає».
        [is_disputed] Суперечки про ціну немає.
        [is_not_awaiting_approval] Клієнт ще не відповів на кошторис.
        [is_not_disputed] Про ціну сперечаються: спочатку вирішує адміністратор.
        [is_not_on_hold] Заявка не на паузі.
        [is_offered_to_this_master] Цю заявку запропонували не вам.
        [is_own_visit] Це візит іншого майстра.
        [is_under_warranty] Гарантія на цю роботу закінчилася або не надавалася.
        [backdated_at_most_12_hours] Позначити заднім числом можна не більше ніж на 12 годин.
        [closed_at_most_14_days_ago] Заявку закрито понад 14 днів тому. Створіть нову.
        [hands_over_open_visits] Спочатку передайте відкриті візити.
        [line_is_unknown] Такого рядка немає.
        [master_is_unknown] Такого майстра немає.
        [master_needs_no_confirmation] Цього майстра спочатку питають: запропонуйте йому заявку.
        [master_only_before_on_site] Ви вже на місці: зняти з вас заявку може диспетчер.
        [master_only_on_site] Відмову клієнта позначають на місці.
        [more_than_is_held] Готівки на руках менше за цю суму.
        [no_open_estimate] Кошторис уже не чекає на відповідь.
        [no_open_visit] Візит не призначено або вже закінчено.
        [no_such_fee] Такої плати за виїзд немає.
        [offer_is_unknown] Такої пропозиції немає.
        [order_is_not_done] Роботу ще не закінчено.
        [period_is_not_over] Період ще не закінчився.
        [refund_is_too_large] Повернути можна не більше, ніж сплатили.
        [more_than_is_due] Сума більша, ніж клієнт винен.
        [nothing_is_due] За цією заявкою нічого не винні: оплату вже записали.
        [stars_are_1_to_5] Оцінка — від 1 до 5.
        [window_is_empty] Кінець раніше за початок.
        [has_required_fields] Заповніть поля, без яких роботу не здати: ✏️ Змінити або 🛠 Зроблено ще раз.
        [no_such_check] Чек-лист змінився. Відкрийте його знову.
        [check_has_not_failed] Цей рядок чек-листа більше не позначено ❌.
       *[other] Зараз це неможливо.
    }
refusal-status = Зараз це неможливо. Заявка: { $status }.
toast-unreachable =
    Спробу { $attempt } записано. { $step ->
        [call_again] Зателефонуйте ще раз за 15 хвилин.
        [write] Напишіть клієнту й зателефонуйте за 15 хвилин.
       *[given_up] Візит знято, далі диспетчер.
    }
toast-reminded = Нагадали
ask-decline = Чому не можете?
ask-eta = За скільки будете?
decline-reason =
    { $reason ->
        [busy] Зайнятий
        [far] Далеко
        [not_my_profile] Не мій профіль
        [price] Ціна
       *[other] Інше
    }
eta-minutes = { $minutes } хв
masters-choose = Кому запропонувати <b>{ $number }</b>?
masters-none-free = Для <b>{ $number }</b> зараз немає вільного майстра. Можна запропонувати всім.
master-line =
    { $name }{ $zone ->
        [near] { " " }· свій район
        [far] { " " }· інший район
       *[unknown] { "" }
    } · { $visits ->
        [0] вільний
       *[other] зайнятий у цей час
    } · за день { $day } · { $percent } %
offered-to = Запропоновано: <b>{ $name }</b>, чекаємо до { $until }
offered-to-all = Запропоновано всім, чекаємо до { $until }

## Questions about an order

form-about = Заявка <b>{ $number }</b>
form-review =
    { $number }: { $form ->
        [cancel] скасувати
        [release] повернути заявку без майстра
        [return] повернути на доопрацювання
        [dispute] спір про ціну
        [end_dispute] спір вирішено
        [reopen] відкрити знову
        [take_up_again] взяти в роботу
        [hold] пауза
        [refuse] відмова клієнта
        [finish] роботу зроблено
        [estimate] кошторис клієнту
        [answer] відповідь клієнту
        [delete] видалити
        [blacklist] клієнта до чорного списку
        [inspect] огляд
        [device] ще техніка
        [pay] прийняти оплату
        [late] запізнення
       *[question] питання диспетчеру
    }
form-confirm = ✅ Підтвердити
form-reason = Причина
form-reason-prompt =
    { $form ->
        [question] Що спитати в диспетчера?
        [end_dispute] Що вирішили?
       *[other] Чому?
    }
form-reason-example = клієнт попросив перенести
form-reason-title = Заявка
form-unfinished = незакінчена дія
form-reason-short = Напишіть хоча б кілька слів.
form-reason-long = Задовго. Вкладіться в { $max } символів.
form-usual-reason =
    { $reason ->
        [changed_mind] Передумав
        [found_other] Знайшов інших
        [duplicate] Дубль
        [test] Тестова
        [no_parts] Немає запчастин
        [no_time] Не встигаю
        [ill] Захворів
        [far] Далеко
        [not_my_profile] Не мій профіль
        [photos] Немає фотографій
        [sum] Хибна сума
        [not_finished] Не дороблено
        [too_expensive] Дорого
       *[beyond_repair] Не підлягає ремонту
    }
form-done = ✅ <b>{ $number }</b>: готово
form-done-by-other = <b>{ $number }</b>: це вже зроблено, { $name }
form-refused = <b>{ $number }</b>: не вийшло. { $why }
form-amount-unclear = Не зрозумів суму. Напишіть числом.
hold-title = Пауза
hold-why = Чому пауза?
hold-reason =
    { $reason ->
        [parts] чекаємо запчастини
        [awaiting_approval] чекаємо згоди з кошторисом
        [client] на прохання клієнта
        [client_unreachable] клієнт не відповідає
        [long_repair] довгий ремонт
        [workshop] у майстерні
       *[other] інше
    }
hold-until = До якого дня
hold-until-prompt = До якого дня чекаємо? Без дати пауза не ставиться.
hold-until-unclear = Потрібен день у майбутньому, без нього пауза не ставиться.
hold-who = Хто продовжить
hold-who-prompt = Хто діє, коли настане термін?
hold-next =
    { $who ->
        [dispatcher] диспетчер
        [master] майстер
        [client] клієнт
       *[admin] адміністратор
    }
refuse-title = Відмова клієнта
refuse-why = Чому клієнт відмовився?
refuse-fee = Оплата виїзду
refuse-fee-prompt = Скільки клієнт платить за виїзд і діагностику?
refuse-no-fee = Без оплати
refuse-way = Як сплачено
refuse-way-prompt = Клієнт уже заплатив?
payment-way =
    { $way ->
        [cash] Готівка
        [card] Картка
        [transfer] Переказ
        [split] Частинами
        [debt] Борг
        [due] Ще не сплачено
       *[forgiven] Пробачити
    }

## The report about finished work

finish-title = Звіт
finish-lines = Роботи й запчастини
finish-line-prompt =
    { $kind ->
        [part] Яка запчастина?
       *[work] Що зроблено?
    } Оберіть або напишіть із ціною; кілька — кожну з нового рядка.
finish-line-example =
    { $kind ->
        [part] Насос 1300
       *[work] Заміна насоса 2500
    }
finish-line-unclear = Напишіть назву й ціну.
finish-total = Разом
finish-more-prompt = Ще щось?
finish-done = ➡️ Далі
finish-add-work = + Робота
finish-add-part = + Запчастина
finish-drop = Прибрати останню
finish-pay = Оплата
finish-pay-prompt = Як клієнт платить?
finish-split = За частинами
finish-split-prompt = Скільки чим?
finish-split-example = 2000 готівкою, 2300 карткою
finish-split-unclear = Кожній частині потрібні сума й спосіб.
finish-split-too-much = Це більше, ніж разом.
finish-debt = Причина боргу
finish-debt-prompt = Чому лишається борг і коли його віддадуть?
finish-debt-example = перекаже завтра
finish-photos = Фото після
finish-photos-prompt = Надішліть фото після роботи, можна альбомом.
finish-warranty = Гарантія
finish-warranty-prompt = На скільки днів гарантія?
finish-no-warranty = Немає
finish-days = { $days } дн.
finish-mismatch = Чому інша сума
finish-mismatch-prompt = Сума відрізняється від погодженої понад 10 %. Чому?
finish-review = Відгук
finish-review-prompt = Клієнт лишив відгук?
finish-yes-no =
    { $answer ->
        [yes] Так
       *[no] Ні
    }
finish-confirm = ✅ Здати роботу

## The board and masters

board-title = <b>Дошка</b>
board-empty = Відкритих заявок немає.
board-nothing = Тут порожньо.
board-overdue = 🔴 Прострочено { $count }
board-without-master = 🟡 Без майстра { $count }
board-back = ◀️
board-more = ▶️
find-usage = Що шукати? Номер, хвіст телефону, адресу, ім’я чи модель: <code>/search 4517</code>, або просто напишіть
masters-nobody = Майстрів ще немає. Дайте комусь цю роль: /users
masters-line =
    <b>{ $name }</b> · { $status ->
        [on_shift] 🟢 на зміні
        [busy] 🛠 на об’єкті
        [break] ☕️ перерва
       *[off] ⚪️ не на зміні
    } · візитів { $visits }
my-nothing = У вас немає відкритих заявок.
shift-now =
    { $status ->
        [on_shift] 🟢 на зміні
        [busy] 🛠 на об’єкті
        [break] ☕️ перерва
       *[off] ⚪️ не на зміні
    }, відкритих візитів: { $visits }
shift-event =
    { $event ->
        [start_shift] 🟢 Почати зміну
        [take_break] ☕️ Перерва
        [end_break] 🟢 З перерви
       *[end_shift] ⚪️ Закінчити зміну
    }
shift-open-visits = У вас відкритих заявок: { $visits }. Які передати диспетчеру? Та, на якій ви зараз, лишається за вами.
shift-end-anyway = Закінчити все одно
here-group = Тепер ваші заявки надходять у цю групу. Повернути в приват: /here в особистому чаті.
here-private = Ваші заявки надходять сюди.
here-not-company = Це спільна група. Заведіть свою й напишіть /here там.
command-board = Дошка: відкриті заявки за статусами
command-today = Заявки на сьогодні
command-hold = Заявки на паузі
command-masters = Майстри та їхні зміни
command-find = Знайти за телефоном, адресою, ім’ям
command-my = Мої заявки
command-shift = Моя зміна
masters-fire = 🚪 Звільнити: { $name }
masters-fire-ask = Звільнити майстра <b>{ $name }</b>? Його заявки повернуться в пул, доступ закриється одразу.
masters-fire-sure = 🚪 Так, звільнити: { $name }

## Estimates

button-estimate = 💬 Кошторис
button-refuse-with-fee = 🙅 Відмова з оплатою діагностики
estimate-title = Кошторис
estimate-confirm = ✅ Надіслати клієнту
estimate-heading =
    💬 <b>Кошторис</b>: { $state ->
        [sent] чекаємо відповіді до { $until }
        [approved] погоджено { $answered }
        [rejected] клієнт не згоден, { $answered }
       *[expired] без відповіді, термін минув { $until }
    }
estimate-how =
    { $how ->
        [phone] 📞 Телефоном
        [in_person] 🤝 Особисто
       *[message] ✉️ Письмово
    }
ask-how =
    { $answer ->
        [yes] Клієнт згоден. Як він це сказав?
       *[no] Клієнт не згоден. Як він це сказав?
    }

## Clients, as the desk sees them

button-client-link = 🔗 Посилання клієнту
button-answer = 💬 Відповісти
button-move-as-asked = ✅ Перенести, як просить
face-client =
    { $reach ->
        [here] 💬 Клієнт стежить за заявкою в боті
        [gone] 📵 Клієнт заблокував бота: телефонуйте
       *[by_call] 📞 Клієнт без бота: телефонуйте
    }
history-client = клієнт
reason-client-asked = попросив клієнт
client-link =
    🔗 Посилання для клієнта за <b>{ $number }</b>, перешліть його:

    { $url }

    Відкриється один раз і в однієї людини, діє до: { $until }
client-asks =
    ❓ <b>{ $number }</b>: питає клієнт

    { $question }
client-moves =
    📅 <b>{ $number }</b>: { $taken ->
        [1] клієнт просить перенести на { $window }. Майстра вже призначено: вирішіть, чи він встигне
       *[other] клієнт переніс на { $window }
    }
answer-title = Відповідь клієнту
answer-field = Відповідь
answer-prompt = Що відповісти клієнту?
answer-confirm = ✅ Надіслати
answer-sent = Відповідь за <b>{ $number }</b> надіслано клієнту
answer-nobody =
    <b>{ $number }</b>: клієнта вже немає в боті, зателефонуйте йому. Ваша відповідь:

    { $answer }
fact-total-confirmed = 👍 <b>{ $number }</b>: клієнт підтвердив суму { $total }
fact-rated-low = ⭐️ <b>{ $number }</b>: оцінка { $stars } з 5, майстер { $master }

## What clients read

client-consent =
    Вітаємо! 👋
    Тут можна стежити за вашою заявкою <b>{ $number }</b>: коли приїде майстер, скільки це коштує і що зроблено.

    Для цього бот писатиме вам сюди. Ми зберігаємо ваше ім’я, телефон і адресу, лише щоб виконати заявку. Переглянути й видалити їх можна будь-коли: /privacy
button-client-join = ✅ Згоден
button-client-leave = Не треба
client-joined = ✅ Готово. Про заявку <b>{ $number }</b> бот писатиме сюди.
client-left = Гаразд, не писатимемо. Передумаєте — відкрийте посилання ще раз.
client-link-refused =
    { $reason ->
        [used] Це посилання вже відкрила інша людина. Попросіть у диспетчера нове.
        [expired] Термін посилання минув. Попросіть у диспетчера нове.
       *[unknown] Такого посилання немає. Попросіть у диспетчера нове.
    }
client-not-yours = Цю заявку вам більше не видно.
client-help =
    Картка заявки оновлюється сама. Під нею кнопки: <b>Перенести</b> і <b>Скасувати</b>, поки майстер не виїхав, і <b>Питання</b> диспетчеру.

    Можна й просто написати сюди: питання потрапить до диспетчера.
    /start: ваші заявки
    /privacy: що про вас зберігається
    /language: мова
client-nothing-open = Відкритих заявок у вас немає. Щоб залишити нову, зателефонуйте нам.
client-words-only = Поки я передаю диспетчеру лише текст. Напишіть словами, будь ласка.
client-asked = Передав диспетчеру за заявкою <b>{ $number }</b>. Відповідь прийде сюди.
client-status =
    { $status ->
        [new] 🆕 Заявку прийнято
        [offering] 🔎 Підбираємо майстра
        [assigned] 👷 Майстра призначено
        [en_route] 🚗 Майстер у дорозі
        [in_progress] 🛠 Майстер працює
        [awaiting_approval] 💬 Чекаємо вашої відповіді щодо кошторису
        [on_hold] ⏸ На паузі
        [work_done] 🏁 Роботу виконано
        [closed] ✅ Завершено
        [refused] 🙅 Закрито без ремонту
       *[cancelled] ✖️ Скасовано
    }
client-device = Техніка: { $device }
client-window = 📅 { $window }
client-master = 👷 Майстер: { $master }
client-master-unknown = ще не призначено
client-eta = 🚗 Буде близько { $eta }
client-hold =
    ⏸ { $hold ->
        [parts] Чекаємо запчастини
        [client] На ваше прохання
        [client_unreachable] Не змогли вам додзвонитися
        [long_repair] Довгий ремонт
        [workshop] Техніка в майстерні
       *[other] Чекаємо
    } до { $until }
client-disputed = ⚖️ Сума на перевірці
button-client-open = 📄 Заявка
button-client-agree = ✅ Згоден
button-client-disagree = ❌ Не згоден
button-client-question = ❓ Питання
button-client-confirm = ✅ Підтверджую
button-client-move = 📅 Перенести
button-client-cancel = ✖️ Скасувати
button-client-comment = 💬 Додати кілька слів
button-stars = ⭐️ { $stars }
client-created = 🆕 Заявку <b>{ $number }</b> прийнято: { $device }, { $window }. Напишемо, коли призначимо майстра.
client-accepted = 👷 За заявкою <b>{ $number }</b> приїде майстер { $master }: { $window }.
client-en-route =
    🚗 Майстер { $master } виїхав за заявкою <b>{ $number }</b>{ $knows ->
        [1] , буде близько { $eta }
       *[other] { "" }
    }.
client-late = ⏰ Майстер { $master } затримується приблизно на { $minutes } хв, заявка <b>{ $number }</b>. Вибачте!
client-rescheduled = 📅 Візит за заявкою <b>{ $number }</b> тепер { $window }.
client-held =
    ⏸ Заявка <b>{ $number }</b> на паузі до { $until }: { $hold ->
        [parts] чекаємо запчастини
        [client] на ваше прохання
        [client_unreachable] не змогли вам додзвонитися
        [long_repair] потрібен довгий ремонт
        [workshop] техніка в майстерні
       *[other] чекаємо
    }.
client-estimate =
    💬 Майстер оглянув техніку, заявка <b>{ $number }</b>.

    { $lines }

    Без вашої згоди роботу не почнемо.
client-estimate-reminder =
    💬 Чекаємо вашої відповіді щодо кошторису, заявка <b>{ $number }</b>.

    { $lines }
client-estimate-approved = 👍 Записали вашу згоду на { $total } за заявкою <b>{ $number }</b>.
client-estimate-rejected = 👌 Записали, що ви не згодні з кошторисом за заявкою <b>{ $number }</b>. Диспетчер з вами зв’яжеться.
client-estimate-expired = ⌛️ Термін кошторису за заявкою <b>{ $number }</b> минув. Диспетчер з вами зв’яжеться.
client-mismatch = ⚖️ Заявка <b>{ $number }</b>: підсумок { $total } замість погоджених { $approved }. Підтвердьте, будь ласка, або напишіть, що не так.
client-closed =
    ✅ Заявку <b>{ $number }</b> завершено: разом { $total }, сплачено { $paid }{ $owes ->
        [1] , залишилося { $due }
       *[other] { "" }
    }.{ $isWarranted ->
        [1] { " " }Гарантія до { $warranty }.
       *[other] { "" }
    }

    Як усе пройшло?
client-refused =
    🙅 Заявку <b>{ $number }</b> закрито без ремонту{ $costs ->
        [1] , виїзд і діагностика { $fee }
       *[other] { "" }
    }.
client-cancelled = ✖️ Заявку <b>{ $number }</b> скасовано.
client-answer =
    💬 Диспетчер відповідає за заявкою <b>{ $number }</b>:

    { $answer }
client-rated-toast = Дякуємо!
client-rated =
    { $mood ->
        [bad] Прикро, що так сталося. Диспетчер зателефонує вам у найближчі 15 хвилин.
       *[good] Дякуємо за оцінку! Раді, що допомогли.
    }
client-words-title = Ваша заявка
client-words-unfinished = незавершене повідомлення
client-words-field = Ваші слова
client-words-prompt =
    { $form ->
        [question] Що спитати в диспетчера?
        [cancel] Чому скасовуєте?
        [dispute] Що не так із сумою?
       *[comment] Що сподобалося чи ні?
    }
client-words-review =
    { $number }: { $form ->
        [question] питання диспетчеру
        [cancel] скасувати заявку
        [dispute] не згоден із сумою
       *[comment] відгук
    }
client-words-confirm =
    { $form ->
        [cancel] ✖️ Скасувати заявку
       *[other] ✅ Надіслати
    }
client-words-done =
    { $form ->
        [question] Питання за <b>{ $number }</b> надіслано. Відповідь прийде сюди.
        [cancel] Заявку <b>{ $number }</b> скасовано.
        [dispute] Записали. Адміністратор перевірить суму за <b>{ $number }</b> і зв’яжеться з вами.
       *[comment] Дякуємо! Відгук за <b>{ $number }</b> записано.
    }
client-reason =
    { $reason ->
        [changed_mind] Передумав
        [found_other] Знайшов інших
        [works_again] Запрацювало саме
       *[too_long] Довго чекати
    }
client-move-title = Перенесення візиту
client-move-prompt = Коли вам зручно? Оберіть або напишіть, наприклад «у суботу після 12».
client-move-unclear = Не зрозумів час. Напишіть день і годину, наприклад «завтра з 10 до 14».
client-move-review = { $number }: перенести візит
client-move-done =
    { $taken ->
        [1] Передав диспетчеру: <b>{ $number }</b>, { $window }. Він перевірить, чи вільний майстер, і відповість.
       *[other] Готово: <b>{ $number }</b>, { $window }.
    }

## Papers for clients

paper-receipt = Квитанція { $number }
paper-receipt-file = Квитанція { $number }
paper-warranty = Гарантійний талон { $number }
paper-warranty-file = Гарантія { $number }
paper-day = Дата
paper-device = Техніка
paper-master = Майстер
paper-until = Гарантія до
paper-total = Разом
paper-work = зокрема робота
paper-parts = зокрема запчастини
paper-discount = знижка
paper-paid = Сплачено
paper-due = Залишилося сплатити
paper-not-fiscal = Документ підтверджує виконану роботу й не замінює касовий чек.
paper-warranty-terms = Якщо несправність повториться до вказаної дати, напишіть у бот або зателефонуйте й назвіть номер { $number }: приїдемо й виправимо безкоштовно. Гарантія не поширюється на нові поломки та сліди чужого ремонту.

## What is kept of clients

command-privacy = Що зберігається про вас
privacy-nothing = Про вас тут немає даних клієнта. Якщо бот пише вам по роботі, спитайте адміністратора.
privacy-kept =
    🔒 <b>Що про вас зберігається</b>

    Ім’я, телефони ({ $phones }), адреси ({ $addresses }), заявки ({ $orders }): що зламалося, що зробили й скільки сплачено. Потрібні, щоб приїхати й відповідати за ремонт.

    Ім’я, телефон і адресу забуваємо через { $clientMonths } міс. після останньої заявки, фотографії через { $pictureMonths } міс. Суми лишаються без імені. Нікому не передаємо, у групах їх не видно.
button-privacy-take = 📤 Мої дані файлом
button-privacy-erase = 🗑 Забути мене
privacy-file = Усе, що про вас зберігається
privacy-open-orders = Є відкрита заявка. Скасуйте її або дочекайтеся завершення.
privacy-sure = Видалити ваше ім’я, телефони, адреси й слова? Повернути їх буде неможливо, гарантію доведеться підтверджувати папером.
button-privacy-sure = 🗑 Так, видалити
privacy-begun = Видаляємо…
privacy-erased = ✅ Готово, ми вас більше не знаємо. Де і скільки записів видалено або знеособлено:
privacy-receipt-line = <code>{ $table }</code>: { $rows }
## Corrections, another time, and clients who are not served

button-edit = ✏️ Змінити
button-reschedule = 🗓 Перенести
button-client-waits = 🔔 Клієнт чекає
button-approve-client = ✅ Дозволити
edit-title = Зміна заявки
edit-field = Що
edit-field-prompt = Що змінити? Гроші та статуси змінюються своїми кнопками.
edit-field-name =
    { $field ->
        [category] Категорія
        [problem] Проблема
        [client] Ім’я клієнта
        [phone] Телефон
        [address] Адреса
        [zone] Район
        [flat] Квартира
        [floor] Поверх
        [entrance] Під’їзд
        [intercom] Домофон
        [wanted] Час
        [priority] Терміновість
        [price] Ціна
        [notes] Нотатки
        [type] Вид заявки
       *[owner] Чия заявка
    }
edit-value = Стане
edit-value-prompt =
    { $field ->
        [category] Яка категорія?
        [problem] Що сталося?
        [client] Як звати клієнта?
        [phone] Який телефон?
        [address] Яка адреса? Можна надіслати точку на карті.
        [zone] У якому районі адреса? Райони задаються в /settings.
        [flat] Яка квартира?
        [floor] Який поверх?
        [entrance] Який під’їзд?
        [intercom] Як відкрити домофон?
        [wanted] Коли приїхати?
        [priority] Наскільки терміново?
        [price] Яка ціна чи умови?
        [notes] Які нотатки лишити майстрові?
        [type] Якого виду ця заявка? Поля, яких у нового виду немає, збережуться, але показані не будуть.
        [own] { $label }?
       *[owner] Чия тепер заявка?
    }
    Зараз: { $now }
edit-example =
    { $field ->
        [category] холодильник
        [problem] не зливає і гуде
        [client] Марія
        [phone] 067 123 45 67
        [address] Лісова 5, кв. 12
        [zone] Сокільники
        [flat] 12
        [floor] 8
        [entrance] 2
        [intercom] 12К3456
        [wanted] завтра о 10
        [price] 2 500, запчастини окремо
        [notes] собака у дворі
       *[other] кнопкою
    }
edit-clear = 🗑 Прибрати
edit-unclear = Це сюди не підходить.
edit-priority =
    { $priority ->
        [0] звичайна
        [1] важлива
        [2] термінова
       *[3] 🔥 негайно
    }
edit-review = { $number }: змінити
edit-before = <b>Було:</b> { $before }
edit-save = ✅ Зберегти
edit-by-other = <b>{ $number }</b>: { $name } вже змінив(-ла) поле «{ $field }», вашу правку не збережено. Перегляньте картку й вирішіть.
changed-field =
    { $field ->
        [category] категорія
        [problemText] проблема
        [clientName] ім’я клієнта
        [phone] телефон
        [address] адреса
        [zone] район
        [flat] квартира
        [floor] поверх
        [entrance] під’їзд
        [intercom] домофон
        [wantedFrom] час
        [wantedTo] час
        [priority] терміновість
        [priceEstimateMinor] ціна
        [priceNote] умови
        [notes] нотатки
        [owner] диспетчер
        [type] вид
        [ownField] поле
       *[other] дані
    }
card-access =
    { $part ->
        [entrance] під’їзд
        [floor] поверх
        [flat] кв.
       *[intercom] домофон
    } { $value }
card-priority =
    Терміновість: { $priority ->
        [1] важлива
        [2] термінова
       *[3] 🔥 негайно
    }
card-notes = Нотатки: { $notes }
card-owner = Веде { $name }
face-rescheduled = 🗓 Перенесень: { $count }, останнє { $when }
reschedule-title = Перенесення
reschedule-prompt = На який час перенести?
reschedule-why = Чому переносимо?
reschedule-reason =
    { $reason ->
        [client_asked] Попросив клієнт
        [master_late] Майстер не встигає
       *[no_parts] Немає запчастин
    }
reschedule-review = { $number }: перенести
face-blacklist =
    🟥🟥🟥 <b>Клієнт у чорному списку:</b> { $reason }
    { $state ->
        [approved] Адміністратор дозволив цю заявку.
       *[waits] Майстрам не пропонується, доки адміністратор не натисне <b>✅ Дозволити</b>.
    }
fact-client-approved = ✅ <b>{ $number }</b>: адміністратор дозволив заявку клієнта з чорного списку
fact-blacklisted = 🟥 <b>{ $number }</b>: клієнта внесено до чорного списку
fact-client-waits = 🔔 <b>{ $number }</b>: клієнт чекає! Зателефонуйте йому або скажіть диспетчерові, коли будете
toast-client-waits = Майстрові надіслано термінове повідомлення
offered-by = <b>{ $name }</b>: уже запропоновано майстрові { $master } о { $at }, чекаємо до { $until }
offered-by-toast = { $name }: уже запропоновано, { $master }, о { $at }
offered-everybody = усім
button-take-over = ↩️ Відкликати й запропонувати…
fact-approval-wanted = 🟥 <b>{ $number }</b>: заявка клієнта з чорного списку, потрібен ваш дозвіл

## Looking things up, out of sight, the audit

menu-board = 📊 Дошка
menu-search = 🔎 Пошук
menu-masters = 👷 Майстри
menu-reports = 📈 Звіти
menu-settings = ⚙️ Налаштування
menu-users = 👥 Люди
menu-my = 🧰 Мої заявки
menu-shift = 🟢 Зміна
search-nothing = Нічого не знайшлося.
search-title = 🔎 <b>{ $text }</b>
search-by =
    { $by ->
        [number] за номером
        [phone] за телефоном
        [address] за адресою
        [client] за ім’ям клієнта
        [field] за полем заявки
       *[model] за моделлю
    }
number-usage = Яка заявка? Наприклад: <code>{ $command } 123</code>
timeline-title = 🕘 <b>{ $number }</b>, історія, сторінка { $page }
timeline-via =
    { $via ->
        [bot] кнопкою
       *[timer] сам
    }
timeline-said = телефоном, було о { $at }
timeline-event =
    { $event ->
        [submit] заявку створено
        [offer] запропоновано майстрові
        [withdraw_offer] пропозицію відкликано
        [offer_expiry] час на відповідь минув
        [accept] майстер узяв
        [assign] призначено майстрові
        [decline] майстер відмовився
        [release] майстра знято
        [take_away] майстра знято
        [confirm_visit] візит підтверджено
        [depart] майстер виїхав
        [arrive] майстер на місці
        [reschedule] візит перенесено
        [fail_visit] візит не відбувся
        [unreachable] клієнт не відповідає
        [client_waits] клієнт чекає, майстрові нагадали
        [hold] пауза
        [hold_end] строк паузи настав
        [resume] знову в роботі
        [send_estimate] кошторис надіслано
        [approve] кошторис погоджено
        [reject] кошторис відхилено
        [estimate_expiry] строк кошторису минув
        [finish] роботу здано
        [close] закрито
        [return] повернуто на доопрацювання
        [dispute] спір про ціну
        [end_dispute] спір вирішено
        [refuse] відмова клієнта
        [cancel] скасовано
        [reopen] відкрито знову, частку майстра сторновано
        [take_up_again] узято в роботу знову
        [claim_warranty] повернення за гарантією
        [undo] останню дію скасовано
        [edit] змінено
        [read_change] майстер прочитав зміни
        [approve_client] адміністратор дозволив
        [delete] видалено
        [restore] відновлено
        [pay] оплата
        [rate] оцінка клієнта
        [follow] разом із першою заявкою адреси
        [import] перенесено з попереднього бота
        [check] чек-лист
       *[other] нотатка
    }
audit-files = · файлів
audit-title = <b>Аудит</b>
audit-empty = Записів немає.
audit-whole = ✅ Ланцюг цілий: записів { $count }, останній <code>{ $hash }</code>
audit-broken =
    🔴 <b>Ланцюг порушено</b> на записі { $seq }: { $because ->
        [altered] змінено
        [missing] зник
       *[reordered] переставлено
    }
audit-nobody = Не знайшов ні такої заявки, ні такої людини.
audit-action =
    { $action ->
        [order_phone_shown] показано телефон клієнта
        [order_deleted] заявку видалено
        [order_restored] заявку відновлено
        [order_reopened] заявку відкрито знову
        [order_client_approved] заявку з чорного списку дозволено
        [order_refunded] повернення грошей
        [client_blacklisted] клієнт у чорному списку
        [client_unblacklisted] клієнта прибрано з чорного списку
        [role_granted] роль надано
        [role_revoked] роль знято
        [order_type_added] додано вид заявок
        [order_type_changed] змінено вид заявок

        [files_dropped] видалено старі фото й записи
       *[other] категорію ввімкнено чи вимкнено
    }
deleted-title = 🗑 <b>Видалені заявки</b>
deleted-none = Видалених заявок немає.
deleted-line =
    { $order }
    <i>{ $when } · { $name }: { $reason }</i>
restored = ♻️ <b>{ $number }</b> відновлено
edit-closed =
    { $state ->
        [closed] Гроші заявки <b>{ $number }</b> не правляться заднім числом: натисніть <b>Відкрити знову</b>. Частку майстра буде сторновано окремим рядком, він здасть звіт заново, і заявка закриється з новою сумою. Відкрити знову можна протягом 14 днів після закриття.
       *[open] Заявку <b>{ $number }</b> не закрито: поля змінює <b>✏️ Змінити</b>, гроші — звіт майстра та повернення на доопрацювання.
    }
blacklist-title = 🟥 <b>Чорний список</b>. Додати клієнта: <code>/blacklist 123</code> з номером його заявки
blacklist-empty = Чорний список порожній. Додати клієнта: <code>/blacklist 123</code> з номером його заявки
blacklist-line =
    <b>{ $name }</b> · { $phone }
    { $reason }
    <i>{ $when } · { $by }</i>
blacklist-off = ✖️ Прибрати: { $name }
types-title = <b>Що ремонтуємо</b>. Вимкнена категорія не пропонується в нових заявках; у старих вона лишається.
command-search = Знайти заявку: номер, телефон, адреса, ім’я
command-history = Історія заявки: хто, що й коли
command-blacklist = Клієнти, яких не обслуговуємо
command-types = Типи заявок і що ремонтуємо
command-prices = Прайс
command-schemes = Як рахується частка майстра
command-settings = Налаштування
command-export = Заявки й майстри файлами
command-users = Ролі
command-audit = Аудит
command-delete-order = Видалити заявку
command-deleted = Видалені заявки
command-restore = Відновити заявку

## Reports, prices, settlements and money

command-done = Що зроблено сьогодні
command-money = Готівка, частка, розрахункові листи
command-stats = Показники майстра
command-reports = Звіти: текст, графік, файли
reports-menu =
    <b>Звіти</b>
    Про що?
reports-choose = Який звіт?
reports-group =
    { $group ->
        [money] 💰 Гроші
        [masters] 👷 Майстри
       *[other] 📋 Заявки
    }
reports-back = ← Назад
reports-chart = 📊 Графік
reports-dates = 📅 Свої дати
reports-period =
    { $period ->
        [today] Сьогодні
        [yesterday] Вчора
        [this_week] Цей тиждень
        [last_week] Минулий тиждень
        [this_month] Цей місяць
        [last_month] Минулий місяць
        [this_year] Цей рік
       *[other] 30 днів
    }
reports-days = Дати
reports-days-title = Дати звіту
reports-days-prompt = За які дні? Напишіть перший і останній, наприклад <code>1.11–15.11</code>, або один день.
reports-days-unclear = Не зрозумів дати. Перший і останній день, не більше 400 днів: <code>1.11–15.11</code> або <code>01.10.2026 – 31.10.2026</code>
reports-days-review = <b>Звіт за свої дати</b>
reports-days-confirm = Показати
export-period = Період
export-orders = Заявки
export-waiting = ⏳ Готую…
export-failed = Не вдалося підготувати файл. Спробуйте ще раз: відкрийте звіт знову і натисніть кнопку.
export-caption =
    { $rows ->
        [one] <b>{ $title }</b> · { $rows } рядок
        [few] <b>{ $title }</b> · { $rows } рядки
       *[other] <b>{ $title }</b> · { $rows } рядків
    }
    Файл у чаті до { $until }
export-menu =
    <b>Вивантаження</b>
    Розрахункові листи вивантажуються в PDF зі своїх карток: /settlements. Інші звіти: /reports
export-what =
    { $what ->
        [orders] Заявки: { $period }
       *[other] Майстри: { $period }
    }
report-column-status = Статус
report-column-created-at = Створена
report-column-closed-at = Закрита
report-column-client = Клієнт
report-column-phone = Телефон
report-column-address = Адреса
report-column-problem = Проблема
report-column-labour = Робота
report-column-total = Разом
report-column-paid = Сплачено клієнтом
report-column-line = Рядок
report-column-advance = Аванс
settlement-title = Розрахунковий лист
settlement-open = 🧾 Відкрити лист
settlement-no-access = Цей лист вам недоступний.
settlement-head = 🧾 <b>Розрахунковий лист № { $id }</b> · { $master }
settlement-about = { $period } · { $status }
settlement-status-label = Статус
settlement-status =
    { $status ->
        [draft] 📝 чернетка
        [agreed] 👌 майстер згоден
        [disputed] ⚠️ спір
        [approved] ✅ затверджено
       *[paid] 💸 виплачено
    }
settlement-share-label = Частка майстра
settlement-advances-label = Аванси
settlement-cash-label = Готівка у майстра
settlement-to-pay-label = До виплати
settlement-to-hand-in-label = До здачі
settlement-share = Виручка { $gross }, запчастини { $parts }, частка майстра { $share }
settlement-advances = Аванси: { $sum }
settlement-cash = Готівка у майстра на кінець тижня: { $sum }
settlement-to-pay = <b>До виплати майстру: { $sum }</b>
settlement-to-hand-in = <b>Майстер здає: { $sum }</b>
settlement-line-kind =
    { $kind ->
        [order] Заявка
        [warranty_rework] За гарантією
        [refusal_fee] Виїзд при відмові
        [false_call] Хибний виклик
        [advance] Аванс
        [correction] Виправлення
       *[reversal] Сторно
    }
settlement-line-disputed = ⚠️ Спір: { $reason }
settlement-line-reversed = { $line } · ↩️ сторновано
settlement-no-lines = Рядків немає.
settlement-agree = ✅ Згоден
settlement-dispute = ⚠️ Спір за рядком
settlement-resolve = ⚖️ Вирішити спір
settlement-approve = ✅ Затвердити
settlement-paid = 💸 Виплачено
settlement-received = 💵 Отримано від майстра
settlement-reverse = ↩️ Сторно рядка
settlement-told =
    { $news ->
        [drafted] 🧾 Готовий розрахунковий лист № { $id }. Перевірте рядки і дайте відповідь: згодні чи є спір.
        [agreed] 👌 Майстер згоден з листом № { $id }. Можна затвердити.
        [disputed] ⚠️ Майстер оскаржив рядок листа № { $id }.
        [resolved] ⚖️ Щодо спору в листі № { $id } є рішення. Перегляньте лист ще раз.
        [approved] ✅ Лист № { $id } затверджено: { $sum }
       *[paid] 💸 Лист № { $id } закрито, гроші передано: { $sum }
    }
line-title = Рядок листа
line-which = Рядок
line-which-prompt =
    { $act ->
        [dispute] З яким рядком ви не згодні?
        [resolve] За яким рядком рішення?
       *[other] Який рядок сторнувати? Затверджений лист не змінюється: зворотний рядок увійде в наступний.
    }
line-dispute-prompt = Що не так? Адміністратор побачить ці слова.
line-dispute-example = Запчастину купував я
line-share = Частка майстра
line-share-prompt =
    Майстер пише: { $reason }
    Зараз його частка { $share }. Якою вона має бути?
line-share-stays = Залишити як є
line-review =
    { $act ->
        [dispute] <b>Спір за рядком</b>
        [resolve] <b>Рішення щодо спору</b>
       *[other] <b>Сторно рядка</b>
    }
line-done =
    { $act ->
        [dispute] Спір передано адміністратору.
        [resolve] Рішення записано, майстер побачить лист.
       *[other] Зворотний рядок увійде в наступний лист.
    }
money-refused =
    { $why ->
        [not_yours] Ваша роль цього не дозволяє.
        [more_than_is_held] Стільки готівки у майстра немає.
        [line_is_unknown] Такого рядка в листі немає.
        [settlement_is_agreed] Майстер уже погодився.
        [settlement_is_disputed] Спершу вирішіть спір.
        [settlement_is_draft] Лист ще чернетка.
        [settlement_is_approved] Лист уже затверджено, він не змінюється.
        [settlement_is_paid] Лист уже виплачено, він не змінюється.
       *[other] Зараз це зробити не можна.
    }
money-cash =
    { $limit ->
        [none] 💵 Готівки на руках: <b>{ $held }</b>
       *[other] 💵 Готівки на руках: <b>{ $held }</b> з { $limit }
    }
money-asked = ⏳ Чекає підтвердження диспетчера: { $sum }
money-over-limit = 🔴 Ліміт готівки досягнуто: нових заявок не буде, доки не здасте гроші.
money-week =
    📅 { $period }
    { $orders ->
        [one] { $orders } заявка
        [few] { $orders } заявки
       *[other] { $orders } заявок
    }, виручка { $gross }, ваша частка <b>{ $share }</b>
money-advances = Аванси: { $sum }
money-earlier = Раніше, ще не розраховано: { $sum }
money-sheets = 🧾 Розрахункові листи:
money-all = <b>💵 Готівка у майстрів</b>
money-line =
    { $over ->
        [yes] 🔴 { $name }: { $held }, ліміт досягнуто
       *[no] • { $name }: { $held }
    }{ $asked ->
        [none] { "" }
       *[other] { " " }(здає { $asked })
    }
money-nobody = Ні в кого готівки немає.
money-no-cash = Готівки немає.
money-draft = 🧾 Розрахувати минулий тиждень
money-drafted =
    { $count ->
        [0] Розраховувати нічого
        [one] Підготовлено { $count } лист
        [few] Підготовлено { $count } листи
       *[other] Підготовлено { $count } листів
    }
money-act =
    { $act ->
        [bring] 💵 Здати готівку
        [take] 💵 Прийняти готівку
       *[other] ➕ Аванс майстру
    }
cash-title = Готівка
cash-master = Майстер
cash-master-prompt = Який майстер?
cash-amount = Сума
cash-amount-prompt =
    { $act ->
        [bring] Скільки здаєте? На руках { $held }
        [take] Скільки приймаєте? У майстра { $held }
       *[other] Скільки видати авансом?
    }
cash-all = Усе: { $sum }
cash-too-much = Це більше, ніж на руках: { $held }
cash-review =
    { $act ->
        [bring] <b>Здати готівку</b>
        [take] <b>Прийняти готівку</b>
       *[other] <b>Аванс майстру</b>
    }
cash-done =
    { $act ->
        [bring] Диспетчер підтвердить, що отримав { $sum }.
        [take] Прийнято: { $sum }
       *[other] Аванс записано: { $sum }
    }
cash-told =
    { $act ->
        [take] 💵 { $name }: прийнято від вас { $sum }
       *[other] 💵 Вам видано аванс { $sum }, він увійде в наступний лист. { $name }
    }
handover-card =
    { $status ->
        [asked] 💵 { $master } здає <b>{ $sum }</b>. Перерахуйте і підтвердьте.
        [taken] ✅ { $master } здає <b>{ $sum }</b>. Прийнято: { $name }, { $when }
       *[refused] ❌ { $master } здає { $sum }: гроші не отримано. { $name }, { $when }
    }
handover-taken = ✅ Отримано { $sum }
handover-refused = ❌ Не отримано
handover-answered = Відповідь уже дано: { $name }
handover-told =
    { $taken ->
        [yes] ✅ { $name } підтверджує: отримано { $sum }. На руках залишилося { $held }
       *[no] ❌ { $name } не підтверджує отримання { $sum }. На руках, як і раніше, { $held }
    }
price-title = Позиція прайсу
price-category-prompt = Для якої техніки?
price-kind = Що це
price-kind-prompt = Робота чи запчастина?
price-kind-word =
    { $kind ->
        [work] 🔧 Робота
       *[part] 🔩 Запчастина
    }
price-name = Назва
price-name-prompt = Як називається? Від 2 до 200 знаків.
price-name-example = Заміна насоса
price-amount-prompt = Ціна для клієнта?
price-cost = Собівартість
price-cost-prompt = Скільки запчастина коштує компанії?
price-warranty = Гарантія
price-warranty-prompt = На скільки днів гарантія?
price-days =
    { $days ->
        [0] Без гарантії
       *[other] { $days } дн.
    }
price-review =
    { $isNew ->
        [yes] <b>Нова позиція прайсу</b>
       *[no] <b>Позиція прайсу</b>
    }
price-twin = Така позиція в цій категорії вже є. Назвіть інакше.
price-done = У прайсі: <b>{ $name }</b> — { $price }
price-card =
    { $isRetired ->
        [yes] 🗄 <b>{ $name }</b> · в архіві
       *[no] <b>{ $name }</b>
    }
    { $category } · { $kind }
    Ціна: { $price }
    Собівартість: { $cost }
    Гарантія: { $warranty }
price-change = ✏️ Змінити
price-retire = 🗄 В архів
price-restore = ↩️ Повернути
prices-menu =
    <b>Прайс</b>
    Оберіть категорію.
prices-list = <b>Прайс: { $category }</b>
prices-none = Поки порожньо.
prices-add = ➕ Додати
scheme-title = Схема частки
scheme-name-prompt = Як назвати схему? Від 2 до 100 знаків.
scheme-name-example = Половина з роботи
scheme-kind = Вид
scheme-kind-prompt = Як рахувати частку майстра?
scheme-kind-word =
    { $kind ->
        [percent] Відсоток
        [tiers] Відсоток за сходинками
       *[other] Сума за виїзд
    }
scheme-rule = Ставка
scheme-rule-prompt =
    { $kind ->
        [percent] Скільки відсотків майстру? Від 0 до 100, наприклад <code>50</code>
        [tiers] Сходинки «від суми: відсоток», перша від нуля, наприклад <code>0: 40; 7000: 50</code>
       *[other] Скільки за виїзд? Наприклад <code>800</code>
    }
scheme-basis = З чого
scheme-basis-prompt = З якої суми рахувати?
scheme-basis-word =
    { $basis ->
        [labour] з роботи
       *[net] з чистої суми
    }
scheme-basis-choice =
    { $basis ->
        [labour] З роботи, без запчастин
       *[net] З чистої: усе мінус вартість запчастин
    }
scheme-bonus = Надбавка
scheme-bonus-prompt = Надбавка за відгук і за виїзд за місто?
scheme-markup-title = Націнка на запчастини
scheme-markup-prompt = Кому націнка на запчастини?
scheme-whose =
    { $whose ->
        [master] Майстру
       *[company] Компанії
    }
scheme-false-call-title = Хибний виклик
scheme-false-call-prompt = Скільки майстру за хибний виклик?
scheme-review = <b>Схема частки</b>
scheme-twin = Схема з такою назвою вже є. Назвіть інакше.
scheme-per-visit = { $sum } за виїзд
scheme-tier = від { $from } — { $percent }
scheme-review-bonus = +{ $percent } за відгук
scheme-far-bonus = +{ $percent } за місто
scheme-senior = старшому не менше { $percent }
scheme-markup =
    { $whose ->
        [master] націнка на запчастини майстру
       *[company] націнка на запчастини компанії
    }
scheme-warranty = гарантійний ремонт { $percent }
scheme-false-call = хибний виклик { $sum }
scheme-example = { $sum }: майстру { $share }, компанії { $company }
scheme-done =
    Схему <b>{ $name }</b> збережено: { $text }.
    { $example }
scheme-ready =
    { $ready ->
        [two_fifths] 40/50 з чистої
        [half] Завжди 50
       *[other] 50/60 з чистої
    }
scheme-ready-where =
    { $ready ->
        [two_fifths] інша техніка
        [half] електрика, сантехніка, водонагрівачі
       *[other] холодильники
    }
schemes-usual = <b>Звичайні частки</b>, якщо майстер не має своєї схеми:
schemes-own = <b>Свої схеми</b>
schemes-none = Поки немає.
scheme-usual-line = • { $name } ({ $where }): { $text }
scheme-line = • <b>{ $name }</b>: { $text }. { $masters }
scheme-nobody = нікому не призначена
scheme-take = ➕ { $name }
scheme-add = ➕ Нова схема
scheme-card =
    <b>{ $name }</b>
    { $text }
    Приклад: { $example }
    Майстри: { $masters }
scheme-give = 👷 Кому
scheme-choose = Кому схему <b>{ $name }</b>? Повторне натискання повертає звичайні частки.
profile-title = Майстер
profile-value = Значення
profile-prompt =
    { $field ->
        [zones] У які райони їздить { $name }? Через кому; «немає» — у всі.
        [shifts] Коли працює { $name }? Зміни заплануються на 4 тижні.
       *[limit] Скільки готівки може бути у майстра { $name }? «немає» — без ліміту.
    }
profile-unclear =
    { $field ->
        [zones] Райони через кому, кожен до 100 знаків.
        [shifts] Не зрозумів. Дні й години, наприклад <code>пн–пт 9–18, сб 10–15</code>
       *[limit] Не зрозумів суму. Наприклад <code>20000</code>
    }
profile-review =
    { $field ->
        [zones] <b>{ $name }: райони</b>
        [shifts] <b>{ $name }: зміни</b>
       *[limit] <b>{ $name }: ліміт готівки</b>
    }
profile-shifts-ahead = Змін на 4 тижні: { $count }
profile-done =
    { $field ->
        [zones] { $name }, райони: { $value }
        [shifts] { $name }, зміни: { $value }
       *[limit] { $name }, ліміт готівки: { $value }
    }
profile-card =
    ⚙️ <b>{ $name }</b>
    Вміє: { $skills }
    Райони: { $zones }
    Зміни: { $shifts }
    Ліміт готівки: { $limit }
    Схема частки: { $scheme }
    Заявок на день: до { $capacity }
profile-everywhere = усі
profile-no-shifts = не заплановані
profile-no-limit = без ліміту
profile-usual-scheme = звичайна
profile-skills-button = 🧰 Що вміє
profile-skills = 🧰 Що вміє <b>{ $name }</b>? Натискання змінює: не бере → ⭐️ починає → ⭐️⭐️ вміє → ⭐️⭐️⭐️ найкращий
profile-form =
    { $field ->
        [zones] 🗺 Райони
        [shifts] 🗓 Зміни
       *[limit] 💵 Ліміт готівки
    }
profile-toggle =
    { $field ->
        [takesNights] Бере нічні заявки
        [needsConfirmation] Підтверджує заявки сам
       *[isSenior] Старший майстер
    }
stats-whose = Чиї показники?
stats-head = 📈 <b>{ $name }</b>
stats-period =
    <b>{ $period }</b>
    Запропоновано { $offers }, прийнято { $accepted } ({ $acceptRate })
    Приїздів { $arrivals }, вчасно { $onTime } ({ $onTimeRate })
    Оцінка { $stars }, відгуків { $ratings }
    ✅ { $closed }, ❌ { $refused }, повернуто { $released }
    Виручка { $gross }, частка { $share }
done-head =
    { $count ->
        [one] <b>Сьогодні: { $count } заявка</b> · { $sum }
        [few] <b>Сьогодні: { $count } заявки</b> · { $sum }
       *[other] <b>Сьогодні: { $count } заявок</b> · { $sum }
    }
done-line =
    { $master ->
        [own] { $number } · { $category } · { $status } · { $sum }
       *[other] { $number } · { $category } · { $master } · { $status } · { $sum }
    }
done-nothing = Сьогодні ще нічого не завершено.
settings-title = <b>⚙️ Налаштування компанії</b>
setting-line = <b>{ $name }</b>: { $value }
setting-changed = <i>змінено { $when }, { $name }</i>
setting-name =
    { $name ->
        [report_daily] Щоденне зведення
        [report_weekly] Тижневий звіт, щопонеділка
        [report_monthly] Місячний звіт, 1-го числа
        [settlements_weekly] Розрахункові листи, щопонеділка
        [csv_delimiter] Роздільник у CSV
       *[cash_limit_minor] Ліміт готівки нових майстрів
    }
setting-short =
    { $name ->
        [report_daily] Зведення
        [report_weekly] Тиждень
        [report_monthly] Місяць
       *[other] Листи
    }
setting-regular =
    { $state ->
        [on] увімкнено, { $time }
       *[off] вимкнено
    }
setting-time = О котрій? { $name }
setting-csv = CSV: роздільник { $delimiter }
setting-limit = 💵 Ліміт нових майстрів
setting-limit-title = Ліміт готівки для нових майстрів

## Why not, by where a visit or an offer stands

refusal-visit =
    Зараз це неможливо. Візит: { $status ->
        [planned] призначено
        [en_route] майстер у дорозі
        [on_site] майстер на місці
        [finished] закінчено
        [failed] не відбувся
        [rescheduled] перенесено
       *[other] скасовано
    }.
refusal-offer =
    Зараз це неможливо. Пропозиція: { $status ->
        [sent] чекає на відповідь
        [seen] чекає на відповідь
        [accepted] прийнята
        [declined] відхилена
        [expired] без відповіді
       *[other] відкликана
    }.

## Who cannot be written to

masters-unreachable = 🔕 не отримує повідомлень: бот заблоковано
person-unreachable =
    🔕 <b>{ $name }</b> більше не отримує повідомлень: бот заблоковано.{ $visits ->
        [0] { "" }
       *[other] { " " }Відкритих візитів: { $visits }. Зателефонуйте.
    }
person-reachable = 🔔 <b>{ $name }</b> знову отримує повідомлення

## The sum of a report, beside its name

finish-sum = { $total } (робота { $work }, запчастини { $parts })

## Messages that are edited after their order was made

edited-answer = Ви виправили своє повідомлення, а заявку <b>{ $number }</b> уже створено. Застосувати правку?
edited-answer-unclear = Ви виправили повідомлення, з якого створено заявку <b>{ $number }</b>, але нове значення не читається. У заявці все як було.

## Paid before the report

finish-paid-before = Уже сплачено { $paid }, лишилося { $due }.

## The master at work

button-inspect = 📋 Огляд
button-device = ➕ Ще техніка
button-photos = 📷 Фото
button-cannot-come = 😟 Не встигаю
button-all-right = 👌 Так
button-help = 🆘 Потрібна допомога
button-other-minutes = Інше…
ask-late = На скільки запізнюєтесь?
ask-when = Коли це було?
ago-minutes =
    { $hours ->
        [0] { $minutes ->
            [0] Зараз
           *[other] { $minutes } хв тому
        }
       *[other] { $hours } год тому
    }
late-title = Запізнення
late-prompt = На скільки хвилин запізнюєтесь? Напишіть число від 1 до 600.
toast-desk-told = Диспетчер уже знає
toast-came-late = Роботу вже здано: ця позначка прийшла пізніше й нічого не змінює.
toast-taken = Уже взяв майстер { $name }
photos-count = 📷 { $count } фото
photos-of =
    { $number } · { $stage ->
        [before] до ремонту
        [after] після ремонту
       *[other] із заявки
    }
photos-joined = 📷 Додано до <b>{ $number }</b>: усього { $count } фото
voice-title = Словами
voice-kept = 🎙 Запис збережено. Розшифровки поки немає: напишіть, будь ласка, один рядок.
voice-heard = 🎙 Запис збережено. Почуто: «{ $text }». Правильно? Натисніть або напишіть інакше.
voice-right = ✅ Правильно
inspect-title = Огляд
inspect-photos = Фото до
inspect-photos-prompt = Надішліть фото до ремонту, можна альбомом до десяти.
inspect-no-photos = Без фото
inspect-unknown = Не знаю
inspect-diagnosis = Діагноз
inspect-diagnosis-prompt = Що не так? Напишіть або наговоріть.
inspect-diagnosis-example = тече сальник бака
inspect-device =
    { $field ->
        [model] Модель
        [serial] Серійний номер
       *[age] Вік
    }
inspect-device-prompt =
    { $field ->
        [model] Яка модель? Наприклад, Bosch WLG 20060.
        [serial] Серійний номер зі шильдика?
       *[age] Скільки років техніці?
    }
inspect-years =
    { $count ->
        [one] { $count } рік
        [few] { $count } роки
       *[other] { $count } років
    }
device-title = Ще техніка
device-over = вже закрита
device-added = ➕ <b>{ $number }</b> створено, один візит із <b>{ $with }</b>
face-shared =
    🔗 { $first ->
        [1] Один візит із
       *[other] Ще техніка:
    } <b>{ $number }</b> ({ $category })
face-device = 🏷 { $device }
face-serial = № { $serial }
face-diagnosis = 📋 Огляд: { $text }
finish-together = Разом із { $number } ({ $how })
fact-inspected = 📋 <b>{ $number }</b>: { $master } оглянув техніку, діагноз на картці
fact-cannot-come = 😟 <b>{ $number }</b>: { $master } не встигає на візит. Перенесіть візит або зніміть майстра.
fact-help-wanted = 🆘 <b>{ $number }</b>: { $master } на місці, потрібна допомога. Зателефонуйте йому.
fact-call-again = 📵 <b>{ $number }</b>: зателефонуйте клієнту ще раз. Не відповідає — натисніть кнопку.
unreachable-template =
    Напишіть клієнту (натисніть на текст, щоб скопіювати):

    <code>{ $text }</code>
unreachable-message = Вітаємо! Майстер { $master } за заявкою { $number } не може до вас додзвонитися. Зателефонуйте нам, будь ласка, або дайте відповідь на дзвінок: інакше візит доведеться перенести.
toast-false-call = Виїзд буде оплачено: { $fee }.
shift-plan = 📅 Графік на тиждень
shift-week = <b>Графік на 7 днів</b>. Натисніть день, щоб змінити.
shift-day = <b>{ $day }</b>: о котрій працюєте?
shift-none = не планую
shift-back = ◀️ До тижня
shift-days = { $days } дн.
shift-away =
    { $reason ->
        [vacation] 🏖 відпустка
        [sick] 🤒 хворію
        [day_off] вихідний
       *[other] відсутність
    }
shift-nights =
    { $takes ->
        [yes] 🌙 Нічні беру
       *[no] 🌙 Нічні не беру
    }
shift-hand-over = 🔄 Передати { $number } { $time }
shift-hand-over-all = 🔄 Передати всі
shift-hand-over-reason = кінець зміни
shift-end-now = ⚪️ Закінчити зміну
visit-status =
    { $status ->
        [planned] Заплановано
        [en_route] У дорозі
        [on_site] На місці
        [finished] Зроблено
        [failed] Не відбувся
       *[other] Скасовано
    }
day-title = <b>Сьогодні</b>, візитів: { $count }
day-nothing = На сьогодні візитів немає.
day-map = на мапі
day-place = { $address } · { $link }
day-others = ➕ ще техніка за цією адресою: { $count }
day-picture = 🖼 Картинкою
day-picture-title = { $name }: день
day-picture-count = { $day } · візитів: { $count }
board-picture = 🖼 Картинкою
board-picture-title = Дошка заявок
board-picture-at = { $when } · прострочено: { $overdue }
board-column =
    { $status ->
        [new] Нові
        [offering] Запропоновані
        [assigned] Прийняті
        [in_progress] У роботі
        [on_hold] На паузі
       *[work_done] Зроблені
    }
command-day = Мій день

## Money that comes after the report

button-take-payment = 💵 Прийняти оплату
pay-title = Оплата
pay-amount = Сума
pay-amount-prompt = Скільки клієнт віддав? Винен { $due }. Натисніть або напишіть суму.
pay-all = Усе: { $due }
pay-method-prompt =
    { $kind ->
        [fee] Виїзд і діагностика: { $sum }. Як клієнт платить?
       *[final] До сплати { $sum }. Як клієнт платить?
    }
pay-taker = У кого гроші
pay-taker-prompt = У кого зараз ця готівка?
pay-office = 🏢 В офісі
pay-confirm = ✅ Прийнято { $sum }
fact-cash-taken = 💵 <b>{ $number }</b>: за вами записано { $paid } готівкою від клієнта. Їх треба буде здати.
client-paid =
    💵 Заявка <b>{ $number }</b>: отримали { $amount }. { $owes ->
        [1] Залишилося { $due }.
       *[other] Усе сплачено, дякуємо!
    } Чек надсилаємо слідом.
paper-fee = Виїзд і діагностика

## What a company sets: how long things may take, and what a call-out costs

setting-terms = ⏱ Строки та виїзд
settings-terms = <b>⏱ Строки та виїзд</b>
setting-undo = ↩️ Повернути: { $value }
setting-term-prompt = <b>{ $name }</b>
setting-term-now = Зараз { $now }, зазвичай { $usual }.
setting-term-from-next = <i>Строки, що вже йдуть за заявками, не змінюються: нові діють з наступного.</i>
setting-days = { $count } д
setting-hours = { $count } год
setting-minutes = { $count } хв
setting-term =
    { $name ->
        [fee_diagnostic_minor] Виїзд і діагностика при відмові
        [fee_false_call_minor] Майстру за хибний виклик, якщо у схемі не сказано
        [limit_no_offer] Заявка без пропозиції: нагадати диспетчеру через
        [limit_offer_in_shift] Відповідь на пропозицію в зміні
        [limit_offer_off_shift] Відповідь на пропозицію поза зміною
        [limit_no_taker_all] Ніхто не взяв: запропонувати всім через
        [limit_no_taker_admin] Ніхто не взяв: покликати адміністратора через
        [limit_confirm_visit] Спитати майстра до візиту за
        [limit_late] Запізнення: сказати диспетчеру й клієнту від
        [limit_on_site] Майстер довго на місці: спитати через
        [limit_hold] Довга пауза: сказати адміністратору через
        [limit_new] Нова заявка прострочена через
        [limit_offering] Запропонована прострочена через
        [limit_assigned] Прийнята прострочена через
       *[limit_in_progress] У роботі прострочена через
    }
setting-term-short =
    { $name ->
        [fee_diagnostic_minor] Діагностика
        [fee_false_call_minor] Хибний виклик
        [limit_no_offer] Без пропозиції
        [limit_offer_in_shift] У зміні
        [limit_offer_off_shift] Поза зміною
        [limit_no_taker_all] Усім
        [limit_no_taker_admin] Адміну
        [limit_confirm_visit] До візиту
        [limit_late] Запізнення
        [limit_on_site] На місці
        [limit_hold] Пауза
        [limit_new] Нова
        [limit_offering] Запропонована
        [limit_assigned] Прийнята
       *[limit_in_progress] У роботі
    }

## Parts of town

card-zone = Район: { $zone }
setting-zones = 🗺 Райони: { $count }
zones-title = <b>🗺 Райони</b>
zones-how = <i>Район знаходиться за словами адреси (вулиці, станції, селища) і видний майстру в пропозиції замість вулиці. Хто там працює, той у списку вище. Слово діє з початку слова адреси: «сокольн» знайде «Сокольницька».</i>
zones-add = ➕ Район
zone-title = Район
zone-name = Назва
zone-name-prompt = Як називається район?
zone-name-example = Сокільники
zone-words = Слова адрес
zone-words-prompt = За якими словами адреси впізнати район { $name }? Через кому.
zone-words-example = Русаківська, Стрийська, сокільн
zone-words-unclear = Напишіть хоча б одне слово: вулицю, станцію, селище.
zone-review = Район
zone-done =
    🗺 Район { $name } збережено. { $count ->
        [0] Відкритих заявок він не стосується.
       *[other] Відкритих адрес у районах побільшало: { $count }.
    }
zone-too-many = Понад { $most } районів не потрібно: приберіть зайві.
profile-zones-known = Райони компанії: { $zones }

## Types of orders

order-type-name =
    { $key ->
        [on_site] Виїзд
        [workshop] Майстерня
        [warranty] Гарантія
       *[other] Звичайна
    }
own-field = Поле виду
own-yes-no =
    { $answer ->
        [yes] Так
       *[no] Ні
    }
own-field-prompt =
    <b>{ $label }</b>: { $kind ->
        [number] надішліть число.
        [choice] виберіть.
        [yes_no] так чи ні?
       *[text] напишіть.
    }
own-field-unclear =
    { $kind ->
        [number] Потрібне число, наприклад 12 або 3,5.
        [choice] Виберіть одну з кнопок.
        [yes_no] Дайте відповідь: так чи ні.
       *[text] Напишіть коротко, до 200 знаків.
    }
own-field-example =
    { $kind ->
        [number] 12
        [choice] кнопкою
        [yes_no] так
       *[text] WLG 20060
    }
own-field-kind =
    { $kind ->
        [number] число
        [choice] вибір
        [yes_no] так / ні
       *[text] текст
    }
own-field-stage =
    { $stage ->
        [submit] обов’язково під час створення
        [finish] обов’язково до «Зроблено»
       *[never] не обов’язково
    }
step-type = Вид
step-type-prompt = Якого виду заявка?
step-type-usual = { $name } · зазвичай
card-type = 🗂 { $name }
card-own-field = { $label }: { $value }
place-workshop = 🏭 у майстерні
order-types-title = <b>Види заявок</b>. У кожного виду свої поля, місце, початок і чек-лист. Якщо увімкнено кілька видів, нова заявка починається з вибору виду.
type-line =
    { $state ->
        [default] ⭐️ <b>{ $name }</b> — звичайний
        [warranty] 🛡 <b>{ $name }</b> — для повернень за гарантією
        [on] ✅ <b>{ $name }</b>
       *[off] ▫️ <b>{ $name }</b> — вимкнено
    }; { $place ->
        [workshop] у майстерні
       *[at_client] у клієнта
    }; полів: { $fields }, рядків чек-листа: { $checks }
types-categories = 🧰 Що ремонтуємо
type-add = ➕ Вид заявки
type-card =
    <b>{ $name }</b> · { $state ->
        [default] звичайний
        [warranty] для повернень за гарантією
        [on] увімкнено
       *[off] вимкнено
    }
    Де: { $place ->
        [workshop] у майстерні, адресу не питаємо
       *[at_client] у клієнта
    }
    Початок: { $starts ->
        [desk] лишається в диспетчера, про майстра не нагадуємо
       *[offered] чекає на майстра, нагадуємо призначити
    }
type-fields = <b>Поля</b>: { $count }
type-checks = <b>Чек-лист майстра</b>: { $count }
type-field-line =
    • { $label } — { $kind ->
        [number] число
        [choice] вибір ({ $options })
        [yes_no] так / ні
       *[text] текст
    }, { $required ->
        [submit] обов’язково під час створення
        [finish] обов’язково до «Зроблено»
       *[never] не обов’язково
    }
type-rename = ✏️ Назва
type-edit-fields = 📝 Поля · { $count }
type-edit-checks = ☑️ Чек-лист · { $count }
type-place =
    { $place ->
        [workshop] 🏭 Зробити: у майстерні
       *[at_client] 🏠 Зробити: у клієнта
    }
type-starts =
    { $starts ->
        [desk] 🗂 Початок: лишається в диспетчера
       *[offered] 👷 Початок: чекає на майстра
    }
type-active =
    { $isActive ->
        [yes] ⏻ Вимкнути
       *[no] ✅ Увімкнути
    }
type-make-default = ⭐️ Зробити звичайним
type-fields-title = <b>Поля виду «{ $name }»</b>. Прибране поле зникає з карток, але записане в нього лишається в заявках.
type-add-field = ➕ Поле
type-drop-field = 🗑 { $label }
type-name = Назва виду
type-name-prompt = Як назвати вид заявок? Назву побачать диспетчери й майстри.
type-name-example = Встановлення
type-name-bad = Потрібно від 2 до { $max } знаків, в один рядок.
type-field-label = Назва поля
type-field-label-prompt = Як називається поле? Так його побачать диспетчер і майстер.
type-field-label-example = Код блокування
type-field-kind = Що в ньому
type-field-kind-prompt = Що пишуть у це поле?
type-field-options = Варіанти
type-field-options-prompt = Які варіанти вибору? Надішліть через кому, від 2 до { $max }.
type-field-options-example = чорний, білий, інший
type-field-required = Обов’язково
type-field-required-prompt = Коли без нього не можна?
type-checklist = Чек-лист
type-checklist-prompt = Надішліть чек-лист майстра: кожна перевірка з нового рядка, до { $max }. Попередній список буде замінено; вже розпочаті візити лишаться зі своїм.
type-checklist-example = Перевірити шланг
type-checklist-none = Без чек-листа
type-checklist-unclear = Потрібно від одного до { $max } рядків, кожен до { $longest } знаків.
type-form-review =
    { $form ->
        [rename] Нова назва
        [field] Нове поле
        [checklist] Чек-лист
       *[add] Новий вид заявок
    }
type-title = Вид заявки
type-gone = Цього виду більше немає.
type-too-many-fields = Більше { $max } полів у виду не буває: приберіть зайве.
type-done = Збережено: <b>{ $name }</b>.
type-open = ⚙️ Відкрити вид
button-checklist = ☑️ Чек-лист
checklist-title =
    ☑️ <b>{ $number }</b>: чек-лист { $done }/{ $all }{ $failed ->
        [0] { "" }
       *[other] , ❌ { $failed }
    }
    Натискайте: ⬜ → ✅ → ❌
checklist-new-order = ➕ Нова заявка: { $line }
face-checklist =
    ☑️ Чек-лист { $done }/{ $all }{ $failed ->
        [0] { "" }
       *[other] , ❌ { $failed }
    }
toast-new-from-check = Створено { $number }
finish-checklist = Чек-лист
finish-checklist-prompt =
    ☑️ Чек-лист не пройдено: { $count ->
        [one] лишився { $count } рядок
        [few] лишилося { $count } рядки
       *[other] лишилося { $count } рядків
    }. Здати роботу все одно?
finish-checklist-anyway = Здати все одно
report-column-own-fields = Поля

## Files that are kept, and places

photos-with-place = 📍 З геоміткою
photos-title = Фото
photos-place-title = Місце
photos-place-prompt = Надішліть фото файлом (📎 → Файл): так місце залишиться у знімку. Або надішліть геопозицію (📎 → Геопозиція), а потім фото. Місце побачить диспетчер.
photos-place-lost = Telegram стиснув фото, і місця в ньому немає. Щоб місце залишилося, надсилайте файлом.
photos-placed =
    { $placed ->
        [point] 📍 точка на карті
       *[in_photos] 📍 зі знімків
    }
photos-pointed-prompt = Місце записано. Тепер надішліть фото, можна альбомом.
photos-place = 📍 Фото зроблено: { $link }
button-client-qr = ▦ QR
client-qr =
    Заявка <b>{ $number }</b>: покажіть код клієнту, хай наведе камеру телефона.
    Відкриється один раз і в однієї людини.
client-qr-private = QR-код показуємо лише в приватному чаті з ботом.
master-photo-title = Фото майстра
master-photo-prompt = Надішліть фото, на якому видно обличчя: <b>{ $name }</b>. Клієнт побачить його, коли майстер виїде.
master-photo-none = 🚫 Без фото
master-photo-review = Фото майстра { $name }
master-photo-done =
    { $shown ->
        [1] 📷 Фото збережено: { $name }. Клієнти побачать його, коли майстер виїде.
       *[other] Фото більше не показуємо: { $name }.
    }
master-photo-button = 📷 Фото
master-photo-own = 📷 Моє фото

timeline-check =
    рядок { $line } { $state ->
        [done] ✅
        [failed] ❌
       *[open] ⬜
    }
