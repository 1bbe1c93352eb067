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
    /board: дошка, /today: на сьогодні, /hold: на паузі, /masters: майстри, /find: пошук
    /users: ролі, для адміністраторів
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
face-unread = ⚠️ <b>Заявку змінено</b>, прочитайте й натисніть <b>👌 Зрозуміло</b>
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
fact-finished = 🏁 <b>{ $number }</b>: { $master } закінчив: { $total }, сплачено { $paid }, борг { $due }
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
fact-edited = ✏️ <b>{ $number }</b>: заявку змінено, перегляньте картку
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
        [on_site_long] ви на місці понад чотири години. Усе гаразд?
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
        [not_found] Такої заявки немає.
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
        [release] зняти майстра
        [return] повернути на доопрацювання
        [dispute] спір про ціну
        [end_dispute] спір вирішено
        [reopen] відкрити знову
        [take_up_again] взяти в роботу
        [hold] пауза
        [refuse] відмова клієнта
        [finish] роботу зроблено
        [inspect] огляд
        [device] ще техніка
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
find-usage = Що шукати? Хвіст телефону, адресу, ім’я чи модель: <code>/find 4517</code>
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
command-board = дошка: відкриті заявки за статусами
command-today = заявки на сьогодні
command-hold = заявки на паузі
command-masters = майстри та їхні зміни
command-find = знайти за телефоном, адресою, ім’ям
command-my = мої заявки (майстру)
command-shift = моя зміна (майстру)
masters-fire = 🚪 Звільнити: { $name }
masters-fire-ask = Звільнити майстра <b>{ $name }</b>? Його заявки повернуться в пул, доступ закриється одразу.
masters-fire-sure = 🚪 Так, звільнити: { $name }

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
command-day = мій день (майстру)
