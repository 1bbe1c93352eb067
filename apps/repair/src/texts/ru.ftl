## Menu and commands

menu-create = ➕ Заявка
menu-orders = 📋 Заявки
menu-help = ❓ Помощь
menu-language = 🌐 Язык

command-create-order = Новая заявка
command-orders = Последние заявки
command-order = Карточка заявки по номеру
command-cancel = Прервать то, что начато
command-language = Выбрать язык
command-help = Помощь
command-start = Главное меню

## What the bot says of itself, before it is started

bot-description =
    Принимает заявки службы ремонта. Диспетчер отвечает на семь коротких вопросов, кнопками или своими словами, и заявка получает номер, а остальные диспетчеры узнают о ней сразу.

    Можно прерваться в любой момент: введённое не пропадёт.
bot-short-description = Заявки службы ремонта за минуту

## Start and help

start-desk =
    Здравствуйте, { $name }! 👋
    { $roles }

    Здесь принимают заявки на ремонт. Нажмите <b>➕ Заявка</b>, и за минуту всё будет записано. Можно прерваться в любой момент: начатое не пропадёт.
start-master =
    Здравствуйте, { $name }! 👋
    { $roles }

    Заявки придут сюда карточками: взять, выехать, сдать работу можно кнопками. Начните смену: /shift
start-unknown =
    Здравствуйте, { $name }! 👋

    Это рабочий бот службы ремонта, и у вас пока нет к нему доступа. Если вы здесь работаете, перешлите администратору ваш Telegram ID: <code>{ $id }</code>
roles-line = Ваши роли: <b>{ $roles }</b>.
role-line = Ваша роль: <b>{ $roles }</b>.
role-admin = администратор
role-dispatcher = диспетчер
role-master = мастер

help-desk =
    <b>Что умеет бот</b>

    ➕ <b>Заявка</b> или /create_order: новая заявка, семь коротких шагов
    📋 <b>Заявки</b> или /orders: последние заявки
    /order <i>номер</i>: карточка заявки, например <code>/order 12</code>
    /board: доска, /today: на сегодня, /hold: на паузе, /masters: мастера
    /search <i>что угодно</i>: номер, хвост телефона, адрес, имя, модель
    /history <i>номер</i>: кто, что и когда делал с заявкой
    /blacklist: кого не обслуживаем
    Для администраторов: /users, /types, /audit, /delete_order, /deleted, /restore, /edit_closed
    /language: язык бота
    /cancel: прервать то, что начато

    Отвечать можно кнопкой или словами: «завтра в 10», «до пятницы», «8 916 123-45-67».
    Или просто пришлите текст заявки: «Стиралка не сливает, Лесная 5-12, 8 916 123-45-67, после 18»
help-master =
    👷 Заявки приходят карточками, всё делается кнопками: ✅ Беру, 🚗 Выехал, 🏠 На месте, 🛠 Сделано
    /shift: начать смену, перерыв, закончить
    /my: ваши открытые заявки
    /here: в своей группе — получать заявки там, в личке — снова здесь
    /language: язык бота

## Language

language-choose = На каком языке вам удобнее?
language-set = Готово, говорим по-русски 🇷🇺

## What cannot be done

not-allowed = Принимать и смотреть заявки могут диспетчеры и администраторы. Ваш Telegram ID для администратора: <code>{ $id }</code>
not-allowed-now = Ваша роль этого не позволяет.
nothing-to-cancel = Отменять нечего: ничего не начато.
not-understood = Не понял вас. Нажмите <b>➕ Заявка</b> или посмотрите /help.
only-private = О заявках поговорим в личном чате.
open-private = Открыть личный чат
button-outdated = Кнопка устарела
for-example = Например: { $example }
apology = Не получилось выполнить это действие, мы уже знаем о сбое. Попробуйте ещё раз чуть позже.
repeat-mark = (возможно, повтор)

## Roles

users-title = Кто есть кто
users-hint = Выберите человека, чтобы дать или снять роль. Кого нет в списке, найдёте так: <code>/users 123456789</code>
users-no-role = без роли
users-back = ← Все
user-card =
    { $name }
    Telegram ID: <code>{ $id }</code>
    Роли: { $roles }
user-unknown = Этот человек ещё не открывал бота.
user-role-fixed = Эта роль задана в настройках сервера, снять её можно только там.
user-role-last = Это последний администратор. Сначала назначьте другого.
roles-changed = Ваши роли: <b>{ $roles }</b>. Нажмите /start, чтобы увидеть меню.
roles-gone = Ваши роли сняты.

## Lists of orders

orders-title =
    { $page ->
        [1] <b>Последние заявки</b>
       *[other] <b>Более ранние заявки</b> · страница { $page }
    }
orders-empty = Заявок ещё нет. Нажмите <b>➕ Заявка</b>, чтобы создать первую.
orders-newer = ← Новее
orders-older = Старше →
order-usage = Напишите номер заявки после команды, например <code>/order 12</code> или <code>/order R-2026-000012</code>
order-not-found = Заявки «{ $number }» нет. Проверьте номер или посмотрите /orders
order-ambiguous = Таких заявок несколько. Какая нужна?

## Order card

card-created = Создана: { $when }, { $name }
card-problem = Проблема: { $text }
card-attachments =
    { $count ->
        [one] 📎 { $count } вложение
        [few] 📎 { $count } вложения
       *[other] 📎 { $count } вложений
    }
card-client = Клиент: { $name }
card-phone = Телефон: { $phone }
card-address = Адрес: { $address }
card-pin = точка на карте
card-wanted = Когда: { $when }
card-price = Цена: { $price }
card-price-none = не оговорена
card-follows-repeat = 🔁 Повторная после { $number }
card-follows-warranty = 🛡 По гарантии, заказ { $number }
history-title = История
history-submit = создана
history-moved = { $from } → { $to }
history-system = система

## Notices

notify-created = 🆕 Новая заявка, принимает { $name }

## Order dialog

dialog-title = Новая заявка
dialog-unfinished = незаконченная заявка
dialog-help = Отвечайте кнопкой или сообщением. «← Назад» возвращает на шаг, ответы не теряются. Если отвлекут, просто продолжите позже.

step-category = Категория
step-category-prompt = Что нужно починить?
step-category-example = стиральная машина
step-category-bad = Назовите технику коротко, до { $max } символов.
step-category-other = Другое
step-category-other-prompt = Напишите, что это за техника.

step-problem = Проблема
step-problem-prompt = Что случилось? Выберите или опишите словами, голосом или фото.
step-problem-example = не сливает воду и гудит
step-problem-short = Слишком коротко. Опишите поломку хотя бы парой слов.
step-problem-long = Слишком длинно. Уложитесь в { $max } символов, главное в начале.
step-problem-attachment =
    { $kind ->
        [photo] Фото
        [voice] Голосовое сообщение
        [video] Видео
       *[other] Файл
    }

step-phone = Телефон
step-phone-prompt = Телефон клиента? Имя можно написать рядом.
step-phone-example = +7 999 123-45-67 Анна
step-phone-none = Не вижу здесь номера телефона.
step-phone-invalid = Похоже, в номере не хватает цифр или есть лишние.
step-phone-recent = …{ $tail } { $name }

step-client = Вид заявки
step-client-prompt = Это тот же клиент. Какая это заявка?
step-client-known =
    { $count ->
        [0] <b>{ $name }</b>, заявок ещё не было
        [one] <b>{ $name }</b>, { $count } заявка, последняя { $date } ({ $category })
        [few] <b>{ $name }</b>, { $count } заявки, последняя { $date } ({ $category })
       *[other] <b>{ $name }</b>, { $count } заявок, последняя { $date } ({ $category })
    }
step-client-new = Новая
step-client-repeat = Повторная
step-client-warranty = По гарантии
client-unnamed = без имени

step-similar =
    ⚠️ Похоже на <b>{ $number }</b> (открыта { $ago }, { $by ->
        [phone] тот же телефон
       *[address] тот же адрес
    })
step-similar-open = 🔎 Открыть её
step-similar-anyway = Всё равно новая
step-duplicate = Другая заявка?
step-duplicate-prompt = Это та же заявка или другая?
step-duplicate-anyway = другая, проверено

step-address = Адрес
step-address-prompt = Куда ехать? Напишите адрес или пришлите точку на карте.
step-address-example = Лесная ул., 5, кв. 12, подъезд 2
step-address-short = Слишком коротко для адреса.
step-address-long = Слишком длинно. Уложитесь в { $max } символов.
step-address-no-digit = В адресе не хватает номера дома.

step-when = Когда
step-when-prompt = Когда приехать?
step-when-example = завтра в 10, сегодня 14–18, до пятницы
step-when-now = ⚡️ Сейчас
step-when-today = Сегодня { $hours }
step-when-tomorrow = Завтра
step-when-choose = 📅 Выбрать
step-when-choose-prompt = Напишите день и время, как удобно.
step-when-past = Это время уже прошло.
step-when-far = Это слишком далеко: принимаем не больше чем на год вперёд.
step-when-unclear = Не понял, когда.
step-when-understood = Понял так: { $when }

step-price = Цена и условия
step-price-prompt = Какую цену и условия назвали клиенту? Можно пропустить.
step-price-example = 2 500 или «2 500, запчасти отдельно»
step-price-negative = Цена не бывает отрицательной.
step-price-large = Слишком большая сумма, проверьте нули.
step-price-long = Слишком длинно. Уложитесь в { $max } символов.

quick-understood = Прочитал заявку из вашего сообщения.
quick-guessed = Прочитал заявку из вашего сообщения. То, что отмечено ⚠️, проверьте.

review-title = Проверьте заявку
review-confirm = ✅ Создать
created-toast = Заявка создана
created-title = ✅ Заявка <b>{ $number }</b> создана
created-already = Эта заявка уже создана: <b>{ $number }</b>

## Reports

report-head = 
    <b>{ $title }</b>
    { $period }
report-line = <b>{ $name }</b>: { $cells }
report-empty = Заявок не было.
report-more = …и ещё { $count }
report-total = Всего: { $cells }
report-minutes = { $minutes } мин
report-hours = { $hours } ч { $minutes } мин
report-days = { $days } дн. { $hours } ч
report-no-master = Без мастера
report-master-sums = ✅ { $closed } · { $gross }, ❌ { $refused } · { $fees }, мастеру { $share }
report-summary = 
    🆕 Создано: { $created }
    ✅ Закрыто: { $closed } на { $gross }
    ❌ Отказов: { $refused }
    🚫 Отменено: { $cancelled }
report-open = Сейчас открыто: { $open }, без мастера { $withoutMaster }, на паузе { $onHold }
report-title-summary = Сводка
report-title-master = Отчёт по мастерам
report-title-revenue-day = Выручка по дням
report-title-revenue-master = Выручка по мастерам
report-title-revenue-category = Выручка по категориям
report-title-revenue-dispatcher = Выручка по диспетчерам
report-title-refusals = Отказы
report-title-debts = Долги и наличные
report-title-funnel = Воронка
report-title-time-to-accept = Время до принятия
report-title-on-time = Приезд вовремя
report-title-quality-master = С первого раза и возвраты по мастерам
report-title-quality-category = С первого раза и возвраты по категориям
report-title-offers = Предложения мастерам
report-title-ratings = Оценки клиентов
report-title-breaches = Нарушенные сроки
report-title-holds = Сколько ждут заявки
report-title-load = Нагрузка по часам
report-title-capacity = Загрузка мастеров
report-column-master = Мастер
report-column-order = Заявка
report-column-result = Итог
report-column-category = Категория
report-column-dispatcher = Диспетчер
report-column-day = День
report-column-at = Когда
report-column-sum = Сумма
report-column-master-share = Мастеру
report-column-created = Создано
report-column-closed = Закрыто
report-column-refused = Отказы
report-column-cancelled = Отменено
report-column-gross = Выручка
report-column-open = Открыто
report-column-without-master = Без мастера
report-column-on-hold = На паузе
report-column-step = Шаг
report-column-orders = Заявок
report-column-median = Медиана
report-column-ninety = 90 % быстрее
report-column-accepted = Принято
report-column-arrivals = Приездов
report-column-on-time = Вовремя
report-column-part = Доля
report-column-fixed-at-once = С первого раза
report-column-returned-month = Возвраты 30 дней
report-column-returned-quarter = Возвраты 90 дней
report-column-warranty = По гарантии
report-column-not-over = Срок не вышел
report-column-offers = Предложено
report-column-declined = Отклонено
report-column-busy = Занят
report-column-far = Далеко
report-column-not-my-profile = Не мой профиль
report-column-price = Цена
report-column-other = Другое
report-column-unanswered = Без ответа
report-column-released = Возвращено
report-column-reason = Причина
report-column-who = Кто
report-column-fee-paid = Оплачено
report-column-fee-due = К оплате
report-column-fee-forgiven = Прощено
report-column-parts = Запчасти
report-column-company = Компании
report-column-ticket = Средний чек
report-column-debt = За что
report-column-amount = Долг
report-column-breach = Срок
report-column-times = Раз
report-column-hour = Час
report-column-visits = Визитов
report-column-capacity = Можно
report-column-ratings = Оценок
report-column-stars = Средняя
report-column-bad = До 3 звёзд
report-column-response = Ответ на плохую
report-column-age-days = До 2 дней
report-column-age-week = 2–7 дней
report-column-age-fortnight = 7–14 дней
report-column-age-older = Дольше 14 дней
report-column-overdue = Просрочено
report-step-created = Создано
report-step-offered = Предложено
report-step-accepted = Принято
report-step-on-site = На объекте
report-step-closed = Закрыто
report-by-master = Мастер
report-by-dispatcher = Диспетчер
report-by-admin = Администратор
report-by-client = Клиент
report-by-system = Система
report-debt-client = за работу
report-debt-fee = за выезд
report-debt-master = наличные у мастера
report-hold-parts = Запчасти
report-hold-awaiting-approval = Согласование сметы
report-hold-client = Клиент
report-hold-client-unreachable = Клиент не отвечает
report-hold-long-repair = Длительный ремонт
report-hold-workshop = Мастерская
report-hold-other = Другое
report-breach-limit-new = Долго без мастера
report-breach-limit-offering = Долго предлагается
report-breach-limit-assigned = Долго не начата
report-breach-limit-in-progress = Долго в работе
report-breach-no-taker-broadcast = Никто не взял, отправлена всем
report-breach-no-taker-admin = Никто не взял, сообщено администратору
report-breach-offer-expiry = Предложение без ответа
report-breach-visit-confirmation-missing = Визит не подтверждён
report-breach-visit-late = Мастер не выехал вовремя
report-breach-on-site-long = Долго на объекте
report-breach-hold-long = Пауза дольше недели
report-breach-estimate-expiry = Смета без ответа

## Buttons of an order

button-assign = 👷 Назначить
button-finish = 🛠 Сделано
button-hold = ⏸ Пауза
button-resume = ▶️ Возобновить
button-approve = 👍 Клиент согласен
button-reject = 👎 Не согласен
button-close = ✅ Закрыть
button-return = 🔧 На доработку
button-dispute = ⚖️ Спор о цене
button-end-dispute = ⚖️ Спор решён
button-release = 🔄 Снять мастера
button-give-back = 🔄 Вернуть заявку
button-refuse = 🙅 Отказ клиента
button-cancel = ✖️ Отменить заявку
button-reopen = 🔓 Открыть снова
button-warranty = 🛡 По гарантии
button-take-up-again = ♻️ Взять в работу
button-depart = 🚗 Выехал
button-arrive = 🏠 На месте
button-unreachable = 📵 Не отвечает
button-accept = ✅ Беру
button-decline = ❌ Не могу
button-question = ❓ Вопрос
button-accept-by-phone = 📞 Принял по телефону
button-remind = 🔔 Напомнить
button-withdraw = Отозвать
button-next = ➡️ Следующему
button-read-change = 👌 Понятно
button-undo = ↩️ Отменить
button-open = 📄 Открыть
button-in-time = 👍 Еду вовремя
button-late = ⏰ Опаздываю…
button-to-all = 📣 Всем в смене
button-in-turn = 🎯 По очереди

## What a card says about an order

face-overdue = 🔴 Просрочена: в этом статусе с { $when }
face-master = 👷 Мастер: { $name }
face-hold =
    ⏸ { $reason ->
        [parts] ждём запчасти
        [awaiting_approval] ждём согласия со сметой
        [client] по просьбе клиента
        [client_unreachable] клиент не отвечает
        [long_repair] долгий ремонт
        [workshop] в мастерской
       *[other] другое
    }, до { $until }; дальше { $who ->
        [dispatcher] диспетчер
        [master] мастер
        [client] клиент
       *[admin] администратор
    }
face-dispute = ⚖️ Спор: { $reason }
face-refusal = 🙅 Причина отказа: { $reason }
face-cancel = ✖️ Причина отмены: { $reason }
face-unread = ⚠️ <b>Изменено: { $changes }</b>. Прочитайте и нажмите <b>👌 Понятно</b>
face-offered = ⏳ Предложено: { $name }, ждём до { $until }
face-offered-all = 📣 Предложено всем, ждём до { $until }
face-offer-until = ⏳ Ответьте до { $until }
face-offer-over = Предложение больше не действует
face-en-route = 🚗 Едет, будет около { $eta }
face-on-site = 🏠 На месте с { $when }
face-planned = 📅 Визит: { $when }
face-line = { $name } — { $price }
face-total = <b>Итого { $total }</b> (работа { $work }, запчасти { $parts })
face-paid =
    Оплачено { $paid }{ $owes ->
        [1] , долг { $due }
       *[other] { "" }
    }
face-fee =
    Выезд { $fee }: { $state ->
        [due] не оплачен
        [paid] оплачен
       *[forgiven] прощён
    }
face-warranty = 🛡 Гарантия до { $until }
face-price = 💰 Ориентир: { $price }
face-no-access = <b>{ $number }</b>: доступ закрыт

## What people are told

fact-offer-reminder = 🔔 <b>{ $number }</b>: ждём ваш ответ
fact-declined = ❌ <b>{ $number }</b>: { $master } не может; отказов и молчаний: { $count }
fact-offer-expired = ⌛️ <b>{ $number }</b>: ответа нет, предложение закончилось ({ $count })
fact-no-taker = 🟡 <b>{ $number }</b>: никто не взял ({ $count }), заявка снова без мастера
fact-accepted = ✅ <b>{ $number }</b>: взял мастер { $master }
fact-assigned = 👷 <b>{ $number }</b>: назначена вам
fact-released = 🔄 <b>{ $number }</b>: мастер { $master } больше не ведёт заявку: { $reason }
reason-undone = мастер отменил своё «Беру»
fact-visit-confirmed = 👍 <b>{ $number }</b>: { $master } подтверждает визит
fact-visit-failed = 🚫 <b>{ $number }</b>: визит не состоялся
fact-late-risk = ⏰ <b>{ $number }</b>: опоздание около { $minutes } мин
fact-rescheduled = 📅 <b>{ $number }</b>: визит перенесён на { $until }
fact-held =
    ⏸ <b>{ $number }</b>: { $hold ->
        [parts] ждём запчасти
        [awaiting_approval] ждём согласия со сметой
        [client] по просьбе клиента
        [client_unreachable] клиент не отвечает
        [long_repair] долгий ремонт
        [workshop] в мастерской
       *[other] другое
    }, до { $until }; дальше { $who ->
        [dispatcher] диспетчер
        [master] мастер
        [client] клиент
       *[admin] администратор
    }
fact-resumed = ▶️ <b>{ $number }</b>: снова в работе
fact-hold-reached = ⏰ <b>{ $number }</b>: подошёл срок паузы
fact-estimate-sent = 💬 <b>{ $number }</b>: смета { $total } у клиента, ответ до { $until }
fact-estimate-reminder = 💬 <b>{ $number }</b>: клиент ещё не ответил на смету
fact-estimate-approved = 👍 <b>{ $number }</b>: клиент согласен на { $total }
fact-estimate-rejected = 👎 <b>{ $number }</b>: клиент не согласен со сметой, предложите оплату диагностики
fact-estimate-expired = ⌛️ <b>{ $number }</b>: срок сметы вышел
fact-finished =
    🏁 <b>{ $number }</b>: { $master } закончил: { $total }, оплачено { $paid }{ $owes ->
        [0] { "" }
       *[other] , долг { $due }
    }
fact-returned = 🔧 <b>{ $number }</b>: на доработку: { $reason }
fact-closed = ✅ <b>{ $number }</b>: закрыта, ваша доля { $share }
fact-disputed = ⚖️ <b>{ $number }</b>: спор о цене: { $reason }
fact-dispute-ended = ⚖️ <b>{ $number }</b>: спор решён: { $reason }
fact-refused = 🙅 <b>{ $number }</b>: отказ: { $reason }; за выезд { $fee }
fact-cancelled = ✖️ <b>{ $number }</b>: отменена: { $reason }
fact-reopened = 🔓 <b>{ $number }</b>: открыта снова: { $reason }
fact-taken-up-again = ♻️ <b>{ $number }</b>: снова в работе: { $reason }
fact-warranty-claimed = 🛡 <b>{ $number }</b>: возврат по гарантии, создана новая заявка
fact-client-unreachable =
    📵 <b>{ $number }</b>: клиент не отвечает, попытка { $attempt }{ $step ->
        [given_up] ; визит снят, пауза до { $until }
       *[other] { "" }
    }
fact-undone = ↩️ <b>{ $number }</b>: { $master } отменил последнее действие
fact-edited = ✏️ <b>{ $number }</b>: изменено: { $changes }
fact-paid = 💰 <b>{ $number }</b>: оплата { $paid }, остаток { $due }
fact-task =
    📌 <b>{ $number }</b>: { $task ->
        [call_master] позвоните мастеру: визит не подтверждён
        [estimate_expired] смета без ответа, решите, что дальше
        [price_dispute] решите спор о цене
        [no_taker] никто не берёт заявку, нужна ваша помощь
        [propose_cancel] клиент давно молчит, предложите отмену
        [bad_rating] клиент недоволен, позвоните ему
        [check_mismatch] сумма отличается от согласованной, проверьте
        [call_client] позвоните клиенту
        [help_master] мастеру на месте нужна помощь, позвоните
       *[plan_visit] назначьте новый визит
    }
fact-reminder =
    ⏰ <b>{ $number }</b>: { $event ->
        [no_offer_1] ещё никому не предложена
        [no_offer_2] всё ещё никому не предложена
        [no_offer_3] час без предложений мастерам
        [on_site_long] вы уже долго на месте. Всё в порядке?
        [hold_long] на паузе больше недели
       *[other] слишком долго в одном статусе
    }
fact-visit-confirmation = 🚗 <b>{ $number }</b>: визит через час. Успеваете?
question-asked = ❓ <b>{ $number }</b>: спрашивает { $name }: { $question }
question-sent = Вопрос по <b>{ $number }</b> отправлен диспетчеру

## Answers to presses

note-by-phone = по звонку
refusal =
    { $reason ->
        [not_yours] Это может сделать только тот, кто ведёт заявку.
        [offer_is_withdrawn] Предложение уже отозвано.
        [offer_is_expired] Время на ответ вышло.
        [is_not_expired] Время на ответ вышло.
        [offer_is_declined] Вы уже отказались от этой заявки.
        [offer_is_accepted] Заявку уже взяли.
        [is_below_cash_limit] У мастера слишком много наличных: сначала их надо сдать.
        [master_is_employed] Этот мастер больше не работает.
        [master_takes_no_nights] Этот мастер не берёт ночные заявки.
        [no_master_to_ask] Больше некого спросить.
        [ranked_offers_are_used_up] Пять мастеров уже спросили. Выберите сами или предложите всем.
        [has_hold_date] Пауза без даты не ставится: укажите день в будущем.
        [has_photos_before] Нужны фото до ремонта: нажмите 📋 Осмотр.
        [visit_has_begun] Визит уже начался.
        [visit_is_not_on_site] Вы уже не на месте.
        [has_photos] Нужна хотя бы одна фотография после работы.
        [has_payment_or_debt_reason] Укажите оплату или причину долга.
        [explains_mismatch] Сумма отличается от согласованной: нужна причина.
        [has_arrived] Сначала нажмите «На месте»: работу сдают с визита.
        [has_amount] Добавьте хотя бы одну работу.
        [changed_meanwhile] Заявка изменилась, пока вы думали. Посмотрите карточку.
        [undo_is_over] Отменить можно только в течение минуты.
        [something_happened_since] После этого уже что-то произошло, отменить нельзя.
        [cannot_be_undone] Это действие не отменяется.
        [no_money_moved] Деньги уже приняты, отменить нельзя.
        [no_offer_to_withdraw] Предложений сейчас нет.
        [is_not_on_site] Вы уже на месте.
        [order_is_deleted] Заявка удалена.
        [order_is_not_open] Заявка уже не ждёт мастера.
        [desk_forgives_fees] Простить оплату может только диспетчер.
        [nobody_has_come] Никто не выезжал: брать оплату за выезд не за что.
        [client_only_before_en_route] Мастер уже выехал. Напишите диспетчеру.
        [estimate_is_outdated] Эта смета уже не последняя.
        [no_total_to_confirm] Подтверждать больше нечего.
        [client_is_blacklisted] Клиент в чёрном списке: нужно разрешение администратора.
        [client_is_not_blacklisted] Клиент не в чёрном списке.
        [nothing_changed] Ничего не изменилось.
        [order_is_over] Заявка завершена. Её правят через «Открыть снова».
        [time_is_past] Это время уже прошло.
        [order_has_a_master] Заявку ведёт мастер: сначала снимите его.
        [is_not_deleted] Заявка не удалена.
        [nobody_is_awaited] Клиент никого не ждёт.
        [not_found] Такой заявки нет.
        [amount_is_not_positive] Сумма должна быть больше нуля.
        [awaits_approval] Смета уже не ждёт ответа.
        [desk_says_how_it_knows] Укажите, откуда это известно.
        [estimate_has_lines] В смете нет ни одной строки.
        [has_address] Нужен адрес.
        [has_category] Нужна категория.
        [has_contact] Нужен телефон клиента.
        [has_departed] Мастер ещё не выезжал.
        [has_live_offer] Заявка никому не предложена.
        [has_next_step] Укажите, кто действует дальше.
        [has_no_live_offer] Заявка кому-то предложена: сначала отзовите предложение.
        [has_not_departed] Мастер уже выехал.
        [has_outcome] Укажите, чем закончился визит.
        [has_reason] Нужна причина.
        [has_warranty_days] Укажите гарантию, хотя бы «нет».
        [is_disputed] Спора о цене нет.
        [is_not_awaiting_approval] Клиент ещё не ответил на смету.
        [is_not_disputed] О цене спорят: сначала решает администратор.
        [is_not_on_hold] Заявка не на паузе.
        [is_offered_to_this_master] Эту заявку предложили не вам.
        [is_own_visit] Это визит другого мастера.
        [is_under_warranty] Гарантия на эту работу закончилась или не давалась.
        [backdated_at_most_12_hours] Отметить задним числом можно не больше чем на 12 часов.
        [closed_at_most_14_days_ago] Заявка закрыта больше 14 дней назад. Создайте новую.
        [hands_over_open_visits] Сначала передайте открытые визиты.
        [line_is_unknown] Такой строки нет.
        [master_is_unknown] Такого мастера нет.
        [master_needs_no_confirmation] Этого мастера сначала спрашивают: предложите ему заявку.
        [master_only_before_on_site] Вы уже на месте: снять с вас заявку может диспетчер.
        [master_only_on_site] Отказ клиента отмечают на месте.
        [more_than_is_held] Наличных на руках меньше этой суммы.
        [no_open_estimate] Смета уже не ждёт ответа.
        [no_open_visit] Визит не назначен или уже закончен.
        [no_such_fee] Такой платы за выезд нет.
        [offer_is_unknown] Такого предложения нет.
        [order_is_not_done] Работа ещё не закончена.
        [period_is_not_over] Период ещё не закончился.
        [refund_is_too_large] Вернуть можно не больше, чем заплатили.
        [more_than_is_due] Сумма больше, чем клиент должен.
        [nothing_is_due] По этой заявке ничего не должны: оплату уже записали.
        [stars_are_1_to_5] Оценка — от 1 до 5.
        [window_is_empty] Конец раньше начала.
        [has_required_fields] Заполните поля, без которых работу не сдать: ✏️ Изменить или 🛠 Сделано ещё раз.
        [no_such_check] Чек-лист изменился. Откройте его снова.
        [check_has_not_failed] Эта строка чек-листа больше не отмечена ❌.
       *[other] Сейчас это невозможно.
    }
refusal-status = Сейчас это невозможно. Заявка: { $status }.
toast-unreachable =
    Попытка { $attempt } записана. { $step ->
        [call_again] Позвоните ещё раз через 15 минут.
        [write] Напишите клиенту и позвоните через 15 минут.
       *[given_up] Визит снят, дальше диспетчер.
    }
toast-reminded = Напомнили
ask-decline = Почему не можете?
ask-eta = Через сколько будете?
decline-reason =
    { $reason ->
        [busy] Занят
        [far] Далеко
        [not_my_profile] Не мой профиль
        [price] Цена
       *[other] Другое
    }
eta-minutes = { $minutes } мин
masters-choose = Кому предложить <b>{ $number }</b>?
masters-none-free = Для <b>{ $number }</b> сейчас нет свободного мастера. Можно предложить всем.
master-line =
    { $name }{ $zone ->
        [near] { " " }· свой район
        [far] { " " }· другой район
       *[unknown] { "" }
    } · { $visits ->
        [0] свободен
       *[other] занят в это время
    } · за день { $day } · { $percent } %
offered-to = Предложено: <b>{ $name }</b>, ждём до { $until }
offered-to-all = Предложено всем, ждём до { $until }

## Questions about an order

form-about = Заявка <b>{ $number }</b>
form-review =
    { $number }: { $form ->
        [cancel] отменить
        [release] вернуть заявку без мастера
        [return] вернуть на доработку
        [dispute] спор о цене
        [end_dispute] спор решён
        [reopen] открыть снова
        [take_up_again] взять в работу
        [hold] пауза
        [refuse] отказ клиента
        [finish] работа сделана
        [estimate] смета клиенту
        [answer] ответ клиенту
        [delete] удалить
        [blacklist] клиента в чёрный список
        [inspect] осмотр
        [device] ещё техника
        [pay] принять оплату
        [late] опоздание
       *[question] вопрос диспетчеру
    }
form-confirm = ✅ Подтвердить
form-reason = Причина
form-reason-prompt =
    { $form ->
        [question] Что спросить у диспетчера?
        [end_dispute] Что решили?
       *[other] Почему?
    }
form-reason-example = клиент попросил перенести
form-reason-title = Заявка
form-unfinished = незаконченное действие
form-reason-short = Напишите хотя бы пару слов.
form-reason-long = Слишком длинно. Уложитесь в { $max } символов.
form-usual-reason =
    { $reason ->
        [changed_mind] Передумал
        [found_other] Нашёл других
        [duplicate] Дубль
        [test] Тестовая
        [no_parts] Нет запчастей
        [no_time] Не успеваю
        [ill] Заболел
        [far] Далеко
        [not_my_profile] Не мой профиль
        [photos] Нет фотографий
        [sum] Неверная сумма
        [not_finished] Не доделано
        [too_expensive] Дорого
       *[beyond_repair] Не подлежит ремонту
    }
form-done = ✅ <b>{ $number }</b>: готово
form-done-by-other = <b>{ $number }</b>: это уже сделано, { $name }
form-refused = <b>{ $number }</b>: не получилось. { $why }
form-amount-unclear = Не понял сумму. Напишите числом.
hold-title = Пауза
hold-why = Почему пауза?
hold-reason =
    { $reason ->
        [parts] ждём запчасти
        [awaiting_approval] ждём согласия со сметой
        [client] по просьбе клиента
        [client_unreachable] клиент не отвечает
        [long_repair] долгий ремонт
        [workshop] в мастерской
       *[other] другое
    }
hold-until = До какого дня
hold-until-prompt = До какого дня ждём? Без даты пауза не ставится.
hold-until-unclear = Нужен день в будущем, без него пауза не ставится.
hold-who = Кто продолжит
hold-who-prompt = Кто действует, когда срок подойдёт?
hold-next =
    { $who ->
        [dispatcher] диспетчер
        [master] мастер
        [client] клиент
       *[admin] администратор
    }
refuse-title = Отказ клиента
refuse-why = Почему клиент отказался?
refuse-fee = Оплата выезда
refuse-fee-prompt = Сколько клиент платит за выезд и диагностику?
refuse-no-fee = Без оплаты
refuse-way = Как оплачено
refuse-way-prompt = Клиент уже заплатил?
payment-way =
    { $way ->
        [cash] Наличные
        [card] Карта
        [transfer] Перевод
        [split] Частями
        [debt] Долг
        [due] Ещё не оплачено
       *[forgiven] Простить
    }

## The report about finished work

finish-title = Отчёт
finish-lines = Работы и запчасти
finish-line-prompt =
    { $kind ->
        [part] Какая запчасть?
       *[work] Что сделано?
    } Выберите или напишите с ценой; несколько — каждую с новой строки.
finish-line-example =
    { $kind ->
        [part] Насос 1300
       *[work] Замена насоса 2500
    }
finish-line-unclear = Напишите название и цену.
finish-total = Итого
finish-more-prompt = Что-нибудь ещё?
finish-done = ➡️ Дальше
finish-add-work = + Работа
finish-add-part = + Запчасть
finish-drop = Убрать последнюю
finish-pay = Оплата
finish-pay-prompt = Как клиент платит?
finish-split = По частям
finish-split-prompt = Сколько чем?
finish-split-example = 2000 наличными, 2300 картой
finish-split-unclear = У каждой части нужны сумма и способ.
finish-split-too-much = Это больше, чем итого.
finish-debt = Причина долга
finish-debt-prompt = Почему остаётся долг и когда его отдадут?
finish-debt-example = переведёт завтра
finish-photos = Фото после
finish-photos-prompt = Пришлите фото после работы, можно альбомом.
finish-warranty = Гарантия
finish-warranty-prompt = На сколько дней гарантия?
finish-no-warranty = Нет
finish-days = { $days } дн.
finish-mismatch = Почему другая сумма
finish-mismatch-prompt = Сумма отличается от согласованной больше чем на 10 %. Почему?
finish-review = Отзыв
finish-review-prompt = Клиент оставил отзыв?
finish-yes-no =
    { $answer ->
        [yes] Да
       *[no] Нет
    }
finish-confirm = ✅ Сдать работу

## The board and masters

board-title = <b>Доска</b>
board-empty = Открытых заявок нет.
board-nothing = Здесь пусто.
board-overdue = 🔴 Просрочено { $count }
board-without-master = 🟡 Без мастера { $count }
board-back = ◀️
board-more = ▶️
find-usage = Что искать? Номер, хвост телефона, адрес, имя или модель: <code>/search 4517</code>, или просто напишите
masters-nobody = Мастеров пока нет. Дайте кому-нибудь эту роль: /users
masters-line =
    <b>{ $name }</b> · { $status ->
        [on_shift] 🟢 в смене
        [busy] 🛠 на объекте
        [break] ☕️ перерыв
       *[off] ⚪️ не в смене
    } · визитов { $visits }
my-nothing = У вас нет открытых заявок.
shift-now =
    { $status ->
        [on_shift] 🟢 в смене
        [busy] 🛠 на объекте
        [break] ☕️ перерыв
       *[off] ⚪️ не в смене
    }, открытых визитов: { $visits }
shift-event =
    { $event ->
        [start_shift] 🟢 Начать смену
        [take_break] ☕️ Перерыв
        [end_break] 🟢 С перерыва
       *[end_shift] ⚪️ Закончить смену
    }
shift-open-visits = У вас открытых заявок: { $visits }. Какие передать диспетчеру? Та, на которой вы сейчас, остаётся за вами.
shift-end-anyway = Закончить всё равно
here-group = Теперь ваши заявки приходят в эту группу. Вернуть в личку: /here в личном чате.
here-private = Ваши заявки приходят сюда.
here-not-company = Это общая группа. Заведите свою и напишите /here там.
command-board = Доска: открытые заявки по статусам
command-today = Заявки на сегодня
command-hold = Заявки на паузе
command-masters = Мастера и их смены
command-find = Найти по телефону, адресу, имени
command-my = Мои заявки
command-shift = Моя смена
masters-fire = 🚪 Уволить: { $name }
masters-fire-ask = Уволить мастера <b>{ $name }</b>? Его заявки вернутся в пул, доступ закроется сразу.
masters-fire-sure = 🚪 Да, уволить: { $name }

## Estimates

button-estimate = 💬 Смета
button-refuse-with-fee = 🙅 Отказ с оплатой диагностики
estimate-title = Смета
estimate-confirm = ✅ Отправить клиенту
estimate-heading =
    💬 <b>Смета</b>: { $state ->
        [sent] ждём ответа до { $until }
        [approved] согласована { $answered }
        [rejected] клиент не согласен, { $answered }
       *[expired] без ответа, срок вышел { $until }
    }
estimate-how =
    { $how ->
        [phone] 📞 По телефону
        [in_person] 🤝 Лично
       *[message] ✉️ Письменно
    }
ask-how =
    { $answer ->
        [yes] Клиент согласен. Как он это сказал?
       *[no] Клиент не согласен. Как он это сказал?
    }

## Clients, as the desk sees them

button-client-link = 🔗 Ссылка клиенту
button-answer = 💬 Ответить
button-move-as-asked = ✅ Перенести, как просит
face-client =
    { $reach ->
        [here] 💬 Клиент следит за заявкой в боте
        [gone] 📵 Клиент заблокировал бота: звоните
       *[by_call] 📞 Клиент без бота: звоните
    }
history-client = клиент
reason-client-asked = попросил клиент
client-link =
    🔗 Ссылка для клиента по <b>{ $number }</b>, перешлите её:

    { $url }

    Откроется один раз и у одного человека, действует до: { $until }
client-asks =
    ❓ <b>{ $number }</b>: спрашивает клиент

    { $question }
client-moves =
    📅 <b>{ $number }</b>: { $taken ->
        [1] клиент просит перенести на { $window }. Мастер уже назначен: решите, успеет ли он
       *[other] клиент перенёс на { $window }
    }
answer-title = Ответ клиенту
answer-field = Ответ
answer-prompt = Что ответить клиенту?
answer-confirm = ✅ Отправить
answer-sent = Ответ по <b>{ $number }</b> отправлен клиенту
answer-nobody =
    <b>{ $number }</b>: клиента больше нет в боте, позвоните ему. Ваш ответ:

    { $answer }
fact-total-confirmed = 👍 <b>{ $number }</b>: клиент подтвердил сумму { $total }
fact-rated-low = ⭐️ <b>{ $number }</b>: оценка { $stars } из 5, мастер { $master }

## What clients read

client-consent =
    Здравствуйте! 👋
    Здесь можно следить за вашей заявкой <b>{ $number }</b>: когда приедет мастер, сколько это стоит и что сделано.

    Для этого бот будет писать вам сюда. Мы храним ваше имя, телефон и адрес, только чтобы выполнить заявку. Посмотреть и удалить их можно в любой момент: /privacy
button-client-join = ✅ Согласен
button-client-leave = Не нужно
client-joined = ✅ Готово. О заявке <b>{ $number }</b> бот будет писать сюда.
client-left = Хорошо, писать не будем. Передумаете — откройте ссылку ещё раз.
client-link-refused =
    { $reason ->
        [used] Эту ссылку уже открыл другой человек. Попросите у диспетчера новую.
        [expired] Срок ссылки вышел. Попросите у диспетчера новую.
       *[unknown] Такой ссылки нет. Попросите у диспетчера новую.
    }
client-not-yours = Эта заявка вам больше не видна.
client-help =
    Карточка заявки обновляется сама. Под ней кнопки: <b>Перенести</b> и <b>Отменить</b>, пока мастер не выехал, и <b>Вопрос</b> диспетчеру.

    Можно и просто написать сюда: вопрос попадёт к диспетчеру.
    /start: ваши заявки
    /privacy: что о вас хранится
    /language: язык
client-nothing-open = Открытых заявок у вас нет. Чтобы оставить новую, позвоните нам.
client-words-only = Пока я передаю диспетчеру только текст. Напишите словами, пожалуйста.
client-asked = Передал диспетчеру по заявке <b>{ $number }</b>. Ответ придёт сюда.
client-status =
    { $status ->
        [new] 🆕 Заявка принята
        [offering] 🔎 Подбираем мастера
        [assigned] 👷 Мастер назначен
        [en_route] 🚗 Мастер в пути
        [in_progress] 🛠 Мастер работает
        [awaiting_approval] 💬 Ждём вашего ответа по смете
        [on_hold] ⏸ На паузе
        [work_done] 🏁 Работа сделана
        [closed] ✅ Завершена
        [refused] 🙅 Закрыта без ремонта
       *[cancelled] ✖️ Отменена
    }
client-device = Техника: { $device }
client-window = 📅 { $window }
client-master = 👷 Мастер: { $master }
client-master-unknown = ещё не назначен
client-eta = 🚗 Будет около { $eta }
client-hold =
    ⏸ { $hold ->
        [parts] Ждём запчасти
        [client] По вашей просьбе
        [client_unreachable] Не смогли вам дозвониться
        [long_repair] Долгий ремонт
        [workshop] Техника в мастерской
       *[other] Ждём
    } до { $until }
client-disputed = ⚖️ Сумма на проверке
button-client-open = 📄 Заявка
button-client-agree = ✅ Согласен
button-client-disagree = ❌ Не согласен
button-client-question = ❓ Вопрос
button-client-confirm = ✅ Подтверждаю
button-client-move = 📅 Перенести
button-client-cancel = ✖️ Отменить
button-client-comment = 💬 Добавить пару слов
button-stars = ⭐️ { $stars }
client-created = 🆕 Заявка <b>{ $number }</b> принята: { $device }, { $window }. Напишем, когда назначим мастера.
client-accepted = 👷 По заявке <b>{ $number }</b> приедет мастер { $master }: { $window }.
client-en-route =
    🚗 Мастер { $master } выехал по заявке <b>{ $number }</b>{ $knows ->
        [1] , будет около { $eta }
       *[other] { "" }
    }.
client-late = ⏰ Мастер { $master } задерживается примерно на { $minutes } мин, заявка <b>{ $number }</b>. Извините!
client-rescheduled = 📅 Визит по заявке <b>{ $number }</b> теперь { $window }.
client-held =
    ⏸ Заявка <b>{ $number }</b> на паузе до { $until }: { $hold ->
        [parts] ждём запчасти
        [client] по вашей просьбе
        [client_unreachable] не смогли вам дозвониться
        [long_repair] нужен долгий ремонт
        [workshop] техника в мастерской
       *[other] ждём
    }.
client-estimate =
    💬 Мастер посмотрел технику, заявка <b>{ $number }</b>.

    { $lines }

    Без вашего согласия работу не начнём.
client-estimate-reminder =
    💬 Ждём вашего ответа по смете, заявка <b>{ $number }</b>.

    { $lines }
client-estimate-approved = 👍 Записали ваше согласие на { $total } по заявке <b>{ $number }</b>.
client-estimate-rejected = 👌 Записали, что вы не согласны со сметой по заявке <b>{ $number }</b>. Диспетчер с вами свяжется.
client-estimate-expired = ⌛️ Срок сметы по заявке <b>{ $number }</b> вышел. Диспетчер с вами свяжется.
client-mismatch = ⚖️ Заявка <b>{ $number }</b>: итог { $total } вместо согласованных { $approved }. Подтвердите, пожалуйста, или напишите, что не так.
client-closed =
    ✅ Заявка <b>{ $number }</b> завершена: итого { $total }, оплачено { $paid }{ $owes ->
        [1] , осталось { $due }
       *[other] { "" }
    }.{ $isWarranted ->
        [1] { " " }Гарантия до { $warranty }.
       *[other] { "" }
    }

    Как всё прошло?
client-refused =
    🙅 Заявка <b>{ $number }</b> закрыта без ремонта{ $costs ->
        [1] , выезд и диагностика { $fee }
       *[other] { "" }
    }.
client-cancelled = ✖️ Заявка <b>{ $number }</b> отменена.
client-answer =
    💬 Диспетчер отвечает по заявке <b>{ $number }</b>:

    { $answer }
client-rated-toast = Спасибо!
client-rated =
    { $mood ->
        [bad] Жаль, что так вышло. Диспетчер позвонит вам в ближайшие 15 минут.
       *[good] Спасибо за оценку! Рады, что помогли.
    }
client-words-title = Ваша заявка
client-words-unfinished = незаконченное сообщение
client-words-field = Ваши слова
client-words-prompt =
    { $form ->
        [question] Что спросить у диспетчера?
        [cancel] Почему отменяете?
        [dispute] Что не так с суммой?
       *[comment] Что понравилось или нет?
    }
client-words-review =
    { $number }: { $form ->
        [question] вопрос диспетчеру
        [cancel] отменить заявку
        [dispute] не согласен с суммой
       *[comment] отзыв
    }
client-words-confirm =
    { $form ->
        [cancel] ✖️ Отменить заявку
       *[other] ✅ Отправить
    }
client-words-done =
    { $form ->
        [question] Вопрос по <b>{ $number }</b> отправлен. Ответ придёт сюда.
        [cancel] Заявка <b>{ $number }</b> отменена.
        [dispute] Записали. Администратор проверит сумму по <b>{ $number }</b> и свяжется с вами.
       *[comment] Спасибо! Отзыв по <b>{ $number }</b> записан.
    }
client-reason =
    { $reason ->
        [changed_mind] Передумал
        [found_other] Нашёл других
        [works_again] Заработало само
       *[too_long] Долго ждать
    }
client-move-title = Перенос визита
client-move-prompt = Когда вам удобно? Выберите или напишите, например «в субботу после 12».
client-move-unclear = Не понял время. Напишите день и час, например «завтра с 10 до 14».
client-move-review = { $number }: перенести визит
client-move-done =
    { $taken ->
        [1] Передал диспетчеру: <b>{ $number }</b>, { $window }. Он проверит, свободен ли мастер, и ответит.
       *[other] Готово: <b>{ $number }</b>, { $window }.
    }

## Papers for clients

paper-receipt = Квитанция { $number }
paper-receipt-file = Квитанция { $number }
paper-warranty = Гарантийный талон { $number }
paper-warranty-file = Гарантия { $number }
paper-day = Дата
paper-device = Техника
paper-master = Мастер
paper-until = Гарантия до
paper-total = Итого
paper-work = в том числе работа
paper-parts = в том числе запчасти
paper-discount = скидка
paper-paid = Оплачено
paper-due = Осталось оплатить
paper-not-fiscal = Документ подтверждает выполненную работу и не заменяет кассовый чек.
paper-warranty-terms = Если неисправность повторится до указанной даты, напишите в бот или позвоните и назовите номер { $number }: приедем и исправим бесплатно. Гарантия не покрывает новые поломки и следы чужого ремонта.

## What is kept of clients

command-privacy = Что хранится о вас
privacy-nothing = О вас здесь нет данных клиента. Если бот пишет вам по работе, спросите администратора.
privacy-kept =
    🔒 <b>Что о вас хранится</b>

    Имя, телефоны ({ $phones }), адреса ({ $addresses }), заявки ({ $orders }): что сломалось, что сделали и сколько заплачено. Нужны, чтобы приехать и отвечать за ремонт.

    Имя, телефон и адрес забываем через { $clientMonths } мес. после последней заявки, фотографии через { $pictureMonths } мес. Суммы остаются без имени. Никому не передаём, в группах их не видно.
button-privacy-take = 📤 Мои данные файлом
button-privacy-erase = 🗑 Забыть меня
privacy-file = Всё, что о вас хранится
privacy-open-orders = Есть открытая заявка. Отмените её или дождитесь завершения.
privacy-sure = Удалить ваше имя, телефоны, адреса и слова? Вернуть их будет нельзя, гарантию придётся подтверждать бумагой.
button-privacy-sure = 🗑 Да, удалить
privacy-begun = Удаляем…
privacy-erased = ✅ Готово, мы вас больше не знаем. Где и сколько записей удалено или обезличено:
privacy-receipt-line = <code>{ $table }</code>: { $rows }
## Corrections, another time, and clients who are not served

button-edit = ✏️ Изменить
button-reschedule = 🗓 Перенести
button-client-waits = 🔔 Клиент ждёт
button-approve-client = ✅ Разрешить
edit-title = Изменение заявки
edit-field = Что
edit-field-prompt = Что изменить? Деньги и статусы меняются своими кнопками.
edit-field-name =
    { $field ->
        [category] Категория
        [problem] Проблема
        [client] Имя клиента
        [phone] Телефон
        [address] Адрес
        [zone] Район
        [flat] Квартира
        [floor] Этаж
        [entrance] Подъезд
        [intercom] Домофон
        [wanted] Время
        [priority] Срочность
        [price] Цена
        [notes] Заметки
        [type] Вид заявки
       *[owner] Чья заявка
    }
edit-value = Станет
edit-value-prompt =
    { $field ->
        [category] Какая категория?
        [problem] Что случилось?
        [client] Как зовут клиента?
        [phone] Какой телефон?
        [address] Какой адрес? Можно прислать точку на карте.
        [zone] В каком районе адрес? Районы задаются в /settings.
        [flat] Какая квартира?
        [floor] Какой этаж?
        [entrance] Какой подъезд?
        [intercom] Как открыть домофон?
        [wanted] Когда приехать?
        [priority] Насколько срочно?
        [price] Какая цена или условия?
        [notes] Какие заметки оставить мастеру?
        [type] Какого вида эта заявка? Поля, которых у нового вида нет, сохранятся, но показаны не будут.
        [own] { $label }?
       *[owner] Чья теперь заявка?
    }
    Сейчас: { $now }
edit-example =
    { $field ->
        [category] холодильник
        [problem] не сливает и гудит
        [client] Мария
        [phone] 8 916 123-45-67
        [address] Лесная 5, кв. 12
        [zone] Сокольники
        [flat] 12
        [floor] 8
        [entrance] 2
        [intercom] 12К3456
        [wanted] завтра в 10
        [price] 2 500, запчасти отдельно
        [notes] собака во дворе
       *[other] кнопкой
    }
edit-clear = 🗑 Убрать
edit-unclear = Это сюда не подходит.
edit-priority =
    { $priority ->
        [0] обычная
        [1] важная
        [2] срочная
       *[3] 🔥 немедленно
    }
edit-review = { $number }: изменить
edit-before = <b>Было:</b> { $before }
edit-save = ✅ Сохранить
edit-by-other = <b>{ $number }</b>: { $name } уже изменил(а) поле «{ $field }», ваша правка не сохранена. Посмотрите карточку и решите.
changed-field =
    { $field ->
        [category] категория
        [problemText] проблема
        [clientName] имя клиента
        [phone] телефон
        [address] адрес
        [zone] район
        [flat] квартира
        [floor] этаж
        [entrance] подъезд
        [intercom] домофон
        [wantedFrom] время
        [wantedTo] время
        [priority] срочность
        [priceEstimateMinor] цена
        [priceNote] условия
        [notes] заметки
        [owner] диспетчер
        [type] вид
        [ownField] поле
       *[other] данные
    }
card-access =
    { $part ->
        [entrance] подъезд
        [floor] этаж
        [flat] кв.
       *[intercom] домофон
    } { $value }
card-priority =
    Срочность: { $priority ->
        [1] важная
        [2] срочная
       *[3] 🔥 немедленно
    }
card-notes = Заметки: { $notes }
card-owner = Ведёт { $name }
face-rescheduled = 🗓 Переносов: { $count }, последний { $when }
reschedule-title = Перенос
reschedule-prompt = На какое время перенести?
reschedule-why = Почему переносим?
reschedule-reason =
    { $reason ->
        [client_asked] Попросил клиент
        [master_late] Мастер не успевает
       *[no_parts] Нет запчастей
    }
reschedule-review = { $number }: перенести
face-blacklist =
    🟥🟥🟥 <b>Клиент в чёрном списке:</b> { $reason }
    { $state ->
        [approved] Администратор разрешил эту заявку.
       *[waits] Мастерам не предлагается, пока администратор не нажмёт <b>✅ Разрешить</b>.
    }
fact-client-approved = ✅ <b>{ $number }</b>: администратор разрешил заявку клиента из чёрного списка
fact-blacklisted = 🟥 <b>{ $number }</b>: клиент внесён в чёрный список
fact-client-waits = 🔔 <b>{ $number }</b>: клиент ждёт! Позвоните ему или скажите диспетчеру, когда будете
toast-client-waits = Мастеру отправлено срочное сообщение
offered-by = <b>{ $name }</b>: уже предложено мастеру { $master } в { $at }, ждём до { $until }
offered-by-toast = { $name }: уже предложено, { $master }, в { $at }
offered-everybody = всем
button-take-over = ↩️ Отозвать и предложить…
fact-approval-wanted = 🟥 <b>{ $number }</b>: заявка клиента из чёрного списка, нужно ваше разрешение

## Looking things up, out of sight, the audit

menu-board = 📊 Доска
menu-search = 🔎 Поиск
menu-masters = 👷 Мастера
menu-reports = 📈 Отчёты
menu-settings = ⚙️ Настройки
menu-users = 👥 Люди
menu-my = 🧰 Мои заявки
menu-shift = 🟢 Смена
search-nothing = Ничего не нашлось.
search-title = 🔎 <b>{ $text }</b>
search-by =
    { $by ->
        [number] по номеру
        [phone] по телефону
        [address] по адресу
        [client] по имени клиента
        [field] по полю заявки
       *[model] по модели
    }
number-usage = Какая заявка? Например: <code>{ $command } 123</code>
timeline-title = 🕘 <b>{ $number }</b>, история, страница { $page }
timeline-via =
    { $via ->
        [bot] кнопкой
       *[timer] сам
    }
timeline-said = по звонку, было в { $at }
timeline-event =
    { $event ->
        [submit] заявка создана
        [offer] предложена мастеру
        [withdraw_offer] предложение отозвано
        [offer_expiry] время на ответ вышло
        [accept] мастер взял
        [assign] назначена мастеру
        [decline] мастер отказался
        [release] мастер снят
        [take_away] мастер снят
        [confirm_visit] визит подтверждён
        [depart] мастер выехал
        [arrive] мастер на месте
        [reschedule] визит перенесён
        [fail_visit] визит не состоялся
        [unreachable] клиент не отвечает
        [client_waits] клиент ждёт, мастеру напомнили
        [hold] пауза
        [hold_end] срок паузы подошёл
        [resume] снова в работе
        [send_estimate] смета отправлена
        [approve] смета согласована
        [reject] смета отклонена
        [estimate_expiry] срок сметы вышел
        [finish] работа сдана
        [close] закрыта
        [return] возвращена на доработку
        [dispute] спор о цене
        [end_dispute] спор решён
        [refuse] отказ клиента
        [cancel] отменена
        [reopen] открыта снова, доля мастера сторнирована
        [take_up_again] взята в работу снова
        [claim_warranty] возврат по гарантии
        [undo] последнее действие отменено
        [edit] изменено
        [read_change] мастер прочитал изменения
        [approve_client] администратор разрешил
        [delete] удалена
        [restore] восстановлена
        [pay] оплата
        [rate] оценка клиента
        [follow] вместе с первой заявкой адреса
        [import] перенесена из прежнего бота
        [check] чек-лист
       *[other] заметка
    }
audit-files = · файлов
audit-title = <b>Аудит</b>
audit-empty = Записей нет.
audit-whole = ✅ Цепочка цела: записей { $count }, последняя <code>{ $hash }</code>
audit-broken =
    🔴 <b>Цепочка нарушена</b> на записи { $seq }: { $because ->
        [altered] изменена
        [missing] пропала
       *[reordered] переставлена
    }
audit-nobody = Не нашёл ни такой заявки, ни такого человека.
audit-action =
    { $action ->
        [order_phone_shown] показан телефон клиента
        [order_deleted] заявка удалена
        [order_restored] заявка восстановлена
        [order_reopened] заявка открыта снова
        [order_client_approved] заявка из чёрного списка разрешена
        [order_refunded] возврат денег
        [client_blacklisted] клиент в чёрном списке
        [client_unblacklisted] клиент убран из чёрного списка
        [role_granted] роль выдана
        [role_revoked] роль снята
        [order_type_added] добавлен вид заявок
        [order_type_changed] изменён вид заявок

        [files_dropped] удалены старые фото и записи
       *[other] категория включена или выключена
    }
deleted-title = 🗑 <b>Удалённые заявки</b>
deleted-none = Удалённых заявок нет.
deleted-line =
    { $order }
    <i>{ $when } · { $name }: { $reason }</i>
restored = ♻️ <b>{ $number }</b> восстановлена
edit-closed =
    { $state ->
        [closed] Деньги заявки <b>{ $number }</b> не правятся задним числом: нажмите <b>Открыть снова</b>. Доля мастера сторнируется отдельной строкой, он сдаст отчёт заново, и заявка закроется с новой суммой. Открыть снова можно 14 дней после закрытия.
       *[open] Заявка <b>{ $number }</b> не закрыта: поля меняет <b>✏️ Изменить</b>, деньги — отчёт мастера и <b>Вернуть на доработку</b>.
    }
blacklist-title = 🟥 <b>Чёрный список</b>. Добавить клиента: <code>/blacklist 123</code> с номером его заявки
blacklist-empty = Чёрный список пуст. Добавить клиента: <code>/blacklist 123</code> с номером его заявки
blacklist-line =
    <b>{ $name }</b> · { $phone }
    { $reason }
    <i>{ $when } · { $by }</i>
blacklist-off = ✖️ Убрать: { $name }
types-title = <b>Что чиним</b>. Выключенная категория не предлагается в новых заявках; в старых она остаётся.
command-search = Найти заявку: номер, телефон, адрес, имя
command-history = История заявки: кто, что и когда
command-blacklist = Клиенты, которых не обслуживаем
command-types = Типы заявок и что чиним
command-prices = Прайс
command-schemes = Как считается доля мастера
command-settings = Настройки
command-export = Заявки и мастера файлами
command-users = Роли
command-audit = Аудит
command-delete-order = Удалить заявку
command-deleted = Удалённые заявки
command-restore = Восстановить заявку

## Reports, prices, settlements and money

command-done = Что сделано сегодня
command-money = Наличные, доля, расчётные листы
command-stats = Показатели мастера
command-reports = Отчёты: текст, график, файлы
reports-menu =
    <b>Отчёты</b>
    О чём?
reports-choose = Какой отчёт?
reports-group =
    { $group ->
        [money] 💰 Деньги
        [masters] 👷 Мастера
       *[other] 📋 Заявки
    }
reports-back = ← Назад
reports-chart = 📊 График
reports-dates = 📅 Свои даты
reports-period =
    { $period ->
        [today] Сегодня
        [yesterday] Вчера
        [this_week] Эта неделя
        [last_week] Прошлая неделя
        [this_month] Этот месяц
        [last_month] Прошлый месяц
        [this_year] Этот год
       *[other] 30 дней
    }
reports-days = Даты
reports-days-title = Даты отчёта
reports-days-prompt = За какие дни? Напишите первый и последний, например <code>1.11–15.11</code>, или один день.
reports-days-unclear = Не понял даты. Первый и последний день, не больше 400 дней: <code>1.11–15.11</code> или <code>01.10.2026 – 31.10.2026</code>
reports-days-review = <b>Отчёт за свои даты</b>
reports-days-confirm = Показать
export-period = Период
export-orders = Заявки
export-waiting = ⏳ Готовлю…
export-failed = Не получилось подготовить файл. Попробуйте ещё раз: откройте отчёт заново и нажмите кнопку.
export-caption =
    { $rows ->
        [one] <b>{ $title }</b> · { $rows } строка
        [few] <b>{ $title }</b> · { $rows } строки
       *[other] <b>{ $title }</b> · { $rows } строк
    }
    Файл в чате до { $until }
export-menu =
    <b>Выгрузка</b>
    Расчётные листы выгружаются в PDF из своих карточек: /settlements. Другие отчёты: /reports
export-what =
    { $what ->
        [orders] Заявки: { $period }
       *[other] Мастера: { $period }
    }
report-column-status = Статус
report-column-created-at = Создана
report-column-closed-at = Закрыта
report-column-client = Клиент
report-column-phone = Телефон
report-column-address = Адрес
report-column-problem = Проблема
report-column-labour = Работа
report-column-total = Итого
report-column-paid = Оплачено клиентом
report-column-line = Строка
report-column-advance = Аванс
settlement-title = Расчётный лист
settlement-open = 🧾 Открыть лист
settlement-no-access = Этот лист вам недоступен.
settlement-head = 🧾 <b>Расчётный лист № { $id }</b> · { $master }
settlement-about = { $period } · { $status }
settlement-status-label = Статус
settlement-status =
    { $status ->
        [draft] 📝 черновик
        [agreed] 👌 мастер согласен
        [disputed] ⚠️ спор
        [approved] ✅ утверждён
       *[paid] 💸 выплачен
    }
settlement-share-label = Доля мастера
settlement-advances-label = Авансы
settlement-cash-label = Наличные у мастера
settlement-to-pay-label = К выплате
settlement-to-hand-in-label = К сдаче
settlement-share = Выручка { $gross }, запчасти { $parts }, доля мастера { $share }
settlement-advances = Авансы: { $sum }
settlement-cash = Наличные у мастера на конец недели: { $sum }
settlement-to-pay = <b>К выплате мастеру: { $sum }</b>
settlement-to-hand-in = <b>Мастер сдаёт: { $sum }</b>
settlement-line-kind =
    { $kind ->
        [order] Заявка
        [warranty_rework] По гарантии
        [refusal_fee] Выезд при отказе
        [false_call] Ложный вызов
        [advance] Аванс
        [correction] Исправление
       *[reversal] Сторно
    }
settlement-line-disputed = ⚠️ Спор: { $reason }
settlement-line-reversed = { $line } · ↩️ сторнирована
settlement-no-lines = Строк нет.
settlement-agree = ✅ Согласен
settlement-dispute = ⚠️ Спор по строке
settlement-resolve = ⚖️ Решить спор
settlement-approve = ✅ Утвердить
settlement-paid = 💸 Выплачено
settlement-received = 💵 Получено от мастера
settlement-reverse = ↩️ Сторно строки
settlement-told =
    { $news ->
        [drafted] 🧾 Готов расчётный лист № { $id }. Проверьте строки и ответьте: согласны или есть спор.
        [agreed] 👌 Мастер согласен с листом № { $id }. Можно утвердить.
        [disputed] ⚠️ Мастер оспорил строку листа № { $id }.
        [resolved] ⚖️ По спору в листе № { $id } есть решение. Посмотрите лист ещё раз.
        [approved] ✅ Лист № { $id } утверждён: { $sum }
       *[paid] 💸 Лист № { $id } закрыт, деньги переданы: { $sum }
    }
line-title = Строка листа
line-which = Строка
line-which-prompt =
    { $act ->
        [dispute] С какой строкой вы не согласны?
        [resolve] По какой строке решение?
       *[other] Какую строку сторнировать? Утверждённый лист не меняется: обратная строка войдёт в следующий.
    }
line-dispute-prompt = Что не так? Администратор увидит эти слова.
line-dispute-example = Запчасть покупал я
line-share = Доля мастера
line-share-prompt =
    Мастер пишет: { $reason }
    Сейчас его доля { $share }. Какой она должна быть?
line-share-stays = Оставить как есть
line-review =
    { $act ->
        [dispute] <b>Спор по строке</b>
        [resolve] <b>Решение по спору</b>
       *[other] <b>Сторно строки</b>
    }
line-done =
    { $act ->
        [dispute] Спор передан администратору.
        [resolve] Решение записано, мастер увидит лист.
       *[other] Обратная строка войдёт в следующий лист.
    }
money-refused =
    { $why ->
        [not_yours] Это может сделать не ваша роль.
        [more_than_is_held] Столько наличных у мастера нет.
        [line_is_unknown] Такой строки в листе нет.
        [settlement_is_agreed] Мастер уже согласился.
        [settlement_is_disputed] Сначала решите спор.
        [settlement_is_draft] Лист ещё черновик.
        [settlement_is_approved] Лист уже утверждён и не меняется.
        [settlement_is_paid] Лист уже выплачен и не меняется.
       *[other] Сейчас это сделать нельзя.
    }
money-cash =
    { $limit ->
        [none] 💵 Наличных на руках: <b>{ $held }</b>
       *[other] 💵 Наличных на руках: <b>{ $held }</b> из { $limit }
    }
money-asked = ⏳ Ждёт подтверждения диспетчера: { $sum }
money-over-limit = 🔴 Лимит наличных достигнут: новых заявок не будет, пока не сдадите деньги.
money-week =
    📅 { $period }
    { $orders ->
        [one] { $orders } заявка
        [few] { $orders } заявки
       *[other] { $orders } заявок
    }, выручка { $gross }, ваша доля <b>{ $share }</b>
money-advances = Авансы: { $sum }
money-earlier = Раньше, ещё не рассчитано: { $sum }
money-sheets = 🧾 Расчётные листы:
money-all = <b>💵 Наличные у мастеров</b>
money-line =
    { $over ->
        [yes] 🔴 { $name }: { $held }, лимит достигнут
       *[no] • { $name }: { $held }
    }{ $asked ->
        [none] { "" }
       *[other] { " " }(сдаёт { $asked })
    }
money-nobody = Ни у кого наличных нет.
money-no-cash = Наличных нет.
money-draft = 🧾 Рассчитать прошлую неделю
money-drafted =
    { $count ->
        [0] Рассчитывать нечего
        [one] Подготовлен { $count } лист
        [few] Подготовлено { $count } листа
       *[other] Подготовлено { $count } листов
    }
money-act =
    { $act ->
        [bring] 💵 Сдать наличные
        [take] 💵 Принять наличные
       *[other] ➕ Аванс мастеру
    }
cash-title = Наличные
cash-master = Мастер
cash-master-prompt = Какой мастер?
cash-amount = Сумма
cash-amount-prompt =
    { $act ->
        [bring] Сколько сдаёте? На руках { $held }
        [take] Сколько принимаете? У мастера { $held }
       *[other] Сколько выдать авансом?
    }
cash-all = Всё: { $sum }
cash-too-much = Это больше, чем на руках: { $held }
cash-review =
    { $act ->
        [bring] <b>Сдать наличные</b>
        [take] <b>Принять наличные</b>
       *[other] <b>Аванс мастеру</b>
    }
cash-done =
    { $act ->
        [bring] Диспетчер подтвердит, что получил { $sum }.
        [take] Принято: { $sum }
       *[other] Аванс записан: { $sum }
    }
cash-told =
    { $act ->
        [take] 💵 { $name }: принято от вас { $sum }
       *[other] 💵 Вам выдан аванс { $sum }, он войдёт в следующий лист. { $name }
    }
handover-card =
    { $status ->
        [asked] 💵 { $master } сдаёт <b>{ $sum }</b>. Пересчитайте и подтвердите.
        [taken] ✅ { $master } сдал(а) <b>{ $sum }</b>. Принято: { $name }, { $when }
       *[refused] ❌ { $master } сдаёт { $sum }: деньги не получены. { $name }, { $when }
    }
handover-taken = ✅ Получено { $sum }
handover-refused = ❌ Не получено
handover-answered = Уже ответил(а) { $name }
handover-told =
    { $taken ->
        [yes] ✅ { $name } подтверждает: получено { $sum }. На руках осталось { $held }
       *[no] ❌ { $name } не подтверждает получение { $sum }. На руках по-прежнему { $held }
    }
price-title = Позиция прайса
price-category-prompt = Для какой техники?
price-kind = Что это
price-kind-prompt = Работа или запчасть?
price-kind-word =
    { $kind ->
        [work] 🔧 Работа
       *[part] 🔩 Запчасть
    }
price-name = Название
price-name-prompt = Как называется? От 2 до 200 знаков.
price-name-example = Замена насоса
price-amount-prompt = Цена для клиента?
price-cost = Себестоимость
price-cost-prompt = Сколько запчасть стоит компании?
price-warranty = Гарантия
price-warranty-prompt = На сколько дней гарантия?
price-days =
    { $days ->
        [0] Без гарантии
       *[other] { $days } дн.
    }
price-review =
    { $isNew ->
        [yes] <b>Новая позиция прайса</b>
       *[no] <b>Позиция прайса</b>
    }
price-twin = Такая позиция в этой категории уже есть. Назовите иначе.
price-done = В прайсе: <b>{ $name }</b> — { $price }
price-card =
    { $isRetired ->
        [yes] 🗄 <b>{ $name }</b> · в архиве
       *[no] <b>{ $name }</b>
    }
    { $category } · { $kind }
    Цена: { $price }
    Себестоимость: { $cost }
    Гарантия: { $warranty }
price-change = ✏️ Изменить
price-retire = 🗄 В архив
price-restore = ↩️ Вернуть
prices-menu =
    <b>Прайс</b>
    Выберите категорию.
prices-list = <b>Прайс: { $category }</b>
prices-none = Пока пусто.
prices-add = ➕ Добавить
scheme-title = Схема доли
scheme-name-prompt = Как назвать схему? От 2 до 100 знаков.
scheme-name-example = Половина с работы
scheme-kind = Вид
scheme-kind-prompt = Как считать долю мастера?
scheme-kind-word =
    { $kind ->
        [percent] Процент
        [tiers] Процент по ступеням
       *[other] Сумма за выезд
    }
scheme-rule = Ставка
scheme-rule-prompt =
    { $kind ->
        [percent] Сколько процентов мастеру? От 0 до 100, например <code>50</code>
        [tiers] Ступени «от суммы: процент», первая от нуля, например <code>0: 40; 7000: 50</code>
       *[other] Сколько за выезд? Например <code>800</code>
    }
scheme-basis = С чего
scheme-basis-prompt = С какой суммы считать?
scheme-basis-word =
    { $basis ->
        [labour] с работы
       *[net] с чистой суммы
    }
scheme-basis-choice =
    { $basis ->
        [labour] С работы, без запчастей
       *[net] С чистой: всё минус стоимость запчастей
    }
scheme-bonus = Надбавка
scheme-bonus-prompt = Надбавка за отзыв и за выезд за город?
scheme-markup-title = Наценка на запчасти
scheme-markup-prompt = Кому наценка на запчасти?
scheme-whose =
    { $whose ->
        [master] Мастеру
       *[company] Компании
    }
scheme-false-call-title = Ложный вызов
scheme-false-call-prompt = Сколько мастеру за ложный вызов?
scheme-review = <b>Схема доли</b>
scheme-twin = Схема с таким названием уже есть. Назовите иначе.
scheme-per-visit = { $sum } за выезд
scheme-tier = от { $from } — { $percent }
scheme-review-bonus = +{ $percent } за отзыв
scheme-far-bonus = +{ $percent } за город
scheme-senior = старшему не меньше { $percent }
scheme-markup =
    { $whose ->
        [master] наценка на запчасти мастеру
       *[company] наценка на запчасти компании
    }
scheme-warranty = гарантийный ремонт { $percent }
scheme-false-call = ложный вызов { $sum }
scheme-example = { $sum }: мастеру { $share }, компании { $company }
scheme-done =
    Схема <b>{ $name }</b> сохранена: { $text }.
    { $example }
scheme-ready =
    { $ready ->
        [two_fifths] 40/50 от чистой
        [half] Всегда 50
       *[other] 50/60 от чистой
    }
scheme-ready-where =
    { $ready ->
        [two_fifths] остальная техника
        [half] электрика, сантехника, водонагреватели
       *[other] холодильники
    }
schemes-usual = <b>Обычные доли</b>, если у мастера нет своей схемы:
schemes-own = <b>Свои схемы</b>
schemes-none = Пока нет.
scheme-usual-line = • { $name } ({ $where }): { $text }
scheme-line = • <b>{ $name }</b>: { $text }. { $masters }
scheme-nobody = никому не назначена
scheme-take = ➕ { $name }
scheme-add = ➕ Новая схема
scheme-card =
    <b>{ $name }</b>
    { $text }
    Пример: { $example }
    Мастера: { $masters }
scheme-give = 👷 Кому
scheme-choose = Кому схему <b>{ $name }</b>? Повторное нажатие возвращает обычные доли.
profile-title = Мастер
profile-value = Значение
profile-prompt =
    { $field ->
        [zones] В какие районы ездит { $name }? Через запятую; «нет» — во все.
        [shifts] Когда работает { $name }? Смены запланируются на 4 недели.
       *[limit] Сколько наличных может быть у мастера { $name }? «нет» — без лимита.
    }
profile-unclear =
    { $field ->
        [zones] Районы через запятую, каждый до 100 знаков.
        [shifts] Не понял. Дни и часы, например <code>пн–пт 9–18, сб 10–15</code>
       *[limit] Не понял сумму. Например <code>20000</code>
    }
profile-review =
    { $field ->
        [zones] <b>{ $name }: районы</b>
        [shifts] <b>{ $name }: смены</b>
       *[limit] <b>{ $name }: лимит наличных</b>
    }
profile-shifts-ahead = Смен на 4 недели: { $count }
profile-done =
    { $field ->
        [zones] { $name }, районы: { $value }
        [shifts] { $name }, смены: { $value }
       *[limit] { $name }, лимит наличных: { $value }
    }
profile-card =
    ⚙️ <b>{ $name }</b>
    Умеет: { $skills }
    Районы: { $zones }
    Смены: { $shifts }
    Лимит наличных: { $limit }
    Схема доли: { $scheme }
    Заявок в день: до { $capacity }
profile-everywhere = все
profile-no-shifts = не запланированы
profile-no-limit = без лимита
profile-usual-scheme = обычная
profile-skills-button = 🧰 Что умеет
profile-skills = 🧰 Что умеет <b>{ $name }</b>? Нажатие меняет: не берёт → ⭐️ начинает → ⭐️⭐️ умеет → ⭐️⭐️⭐️ лучший
profile-form =
    { $field ->
        [zones] 🗺 Районы
        [shifts] 🗓 Смены
       *[limit] 💵 Лимит наличных
    }
profile-toggle =
    { $field ->
        [takesNights] Берёт ночные заявки
        [needsConfirmation] Подтверждает заявки сам
       *[isSenior] Старший мастер
    }
stats-whose = Чьи показатели?
stats-head = 📈 <b>{ $name }</b>
stats-period =
    <b>{ $period }</b>
    Предложено { $offers }, принято { $accepted } ({ $acceptRate })
    Приездов { $arrivals }, вовремя { $onTime } ({ $onTimeRate })
    Оценка { $stars }, отзывов { $ratings }
    ✅ { $closed }, ❌ { $refused }, возвращено { $released }
    Выручка { $gross }, доля { $share }
done-head =
    { $count ->
        [one] <b>Сегодня: { $count } заявка</b> · { $sum }
        [few] <b>Сегодня: { $count } заявки</b> · { $sum }
       *[other] <b>Сегодня: { $count } заявок</b> · { $sum }
    }
done-line =
    { $master ->
        [own] { $number } · { $category } · { $status } · { $sum }
       *[other] { $number } · { $category } · { $master } · { $status } · { $sum }
    }
done-nothing = Сегодня ещё ничего не завершено.
settings-title = <b>⚙️ Настройки компании</b>
setting-line = <b>{ $name }</b>: { $value }
setting-changed = <i>изменено { $when }, { $name }</i>
setting-name =
    { $name ->
        [report_daily] Ежедневная сводка
        [report_weekly] Недельный отчёт, по понедельникам
        [report_monthly] Месячный отчёт, 1-го числа
        [settlements_weekly] Расчётные листы, по понедельникам
        [csv_delimiter] Разделитель в CSV
       *[cash_limit_minor] Лимит наличных новых мастеров
    }
setting-short =
    { $name ->
        [report_daily] Сводка
        [report_weekly] Неделя
        [report_monthly] Месяц
       *[other] Листы
    }
setting-regular =
    { $state ->
        [on] включено, { $time }
       *[off] выключено
    }
setting-time = Во сколько? { $name }
setting-csv = CSV: разделитель { $delimiter }
setting-limit = 💵 Лимит новых мастеров
setting-limit-title = Лимит наличных для новых мастеров

## Why not, by where a visit or an offer stands

refusal-visit =
    Сейчас это невозможно. Визит: { $status ->
        [planned] назначен
        [en_route] мастер в пути
        [on_site] мастер на месте
        [finished] закончен
        [failed] не состоялся
        [rescheduled] перенесён
       *[other] отменён
    }.
refusal-offer =
    Сейчас это невозможно. Предложение: { $status ->
        [sent] ждёт ответа
        [seen] ждёт ответа
        [accepted] принято
        [declined] отклонено
        [expired] без ответа
       *[other] отозвано
    }.

## Who cannot be written to

masters-unreachable = 🔕 не получает сообщений: бот заблокирован
person-unreachable =
    🔕 <b>{ $name }</b> больше не получает сообщений: бот заблокирован.{ $visits ->
        [0] { "" }
       *[other] { " " }Открытых визитов: { $visits }. Позвоните.
    }
person-reachable = 🔔 <b>{ $name }</b> снова получает сообщения

## The sum of a report, beside its name

finish-sum = { $total } (работа { $work }, запчасти { $parts })

## Messages that are edited after their order was made

edited-answer = Вы исправили своё сообщение, а заявка <b>{ $number }</b> уже создана. Применить правку?
edited-answer-unclear = Вы исправили сообщение, из которого создана заявка <b>{ $number }</b>, но новое значение не читается. В заявке всё по-прежнему.

## Paid before the report

finish-paid-before = Уже оплачено { $paid }, осталось { $due }.

## The master at work

button-inspect = 📋 Осмотр
button-device = ➕ Ещё техника
button-photos = 📷 Фото
button-cannot-come = 😟 Не успеваю
button-all-right = 👌 Да
button-help = 🆘 Нужна помощь
button-other-minutes = Другое…
ask-late = На сколько опаздываете?
ask-when = Когда это было?
ago-minutes =
    { $hours ->
        [0] { $minutes ->
            [0] Сейчас
           *[other] { $minutes } мин назад
        }
       *[other] { $hours } ч назад
    }
late-title = Опоздание
late-prompt = На сколько минут опаздываете? Напишите число от 1 до 600.
toast-desk-told = Диспетчер уже знает
toast-came-late = Работа уже сдана: эта отметка пришла позже и ничего не меняет.
toast-taken = Уже взял мастер { $name }
photos-count = 📷 { $count } фото
photos-of =
    { $number } · { $stage ->
        [before] до ремонта
        [after] после ремонта
       *[other] из заявки
    }
photos-joined = 📷 Добавлено к <b>{ $number }</b>: всего { $count } фото
voice-title = Словами
voice-kept = 🎙 Запись сохранена. Расшифровки пока нет: напишите, пожалуйста, одну строку.
voice-heard = 🎙 Запись сохранена. Услышано: «{ $text }». Верно? Нажмите или напишите иначе.
voice-right = ✅ Верно
inspect-title = Осмотр
inspect-photos = Фото до
inspect-photos-prompt = Пришлите фото до ремонта, можно альбомом до десяти.
inspect-no-photos = Без фото
inspect-unknown = Не знаю
inspect-diagnosis = Диагноз
inspect-diagnosis-prompt = Что не так? Напишите или наговорите.
inspect-diagnosis-example = течёт сальник бака
inspect-device =
    { $field ->
        [model] Модель
        [serial] Серийный номер
       *[age] Возраст
    }
inspect-device-prompt =
    { $field ->
        [model] Какая модель? Например, Bosch WLG 20060.
        [serial] Серийный номер с шильдика?
       *[age] Сколько лет технике?
    }
inspect-years =
    { $count ->
        [one] { $count } год
        [few] { $count } года
       *[other] { $count } лет
    }
device-title = Ещё техника
device-over = уже закрыта
device-added = ➕ <b>{ $number }</b> создана, один визит с <b>{ $with }</b>
face-shared =
    🔗 { $first ->
        [1] Один визит с
       *[other] Ещё техника:
    } <b>{ $number }</b> ({ $category })
face-device = 🏷 { $device }
face-serial = № { $serial }
face-diagnosis = 📋 Осмотр: { $text }
finish-together = Вместе с { $number } ({ $how })
fact-inspected = 📋 <b>{ $number }</b>: { $master } осмотрел технику, диагноз на карточке
fact-cannot-come = 😟 <b>{ $number }</b>: { $master } не успевает на визит. Перенесите визит или снимите мастера.
fact-help-wanted = 🆘 <b>{ $number }</b>: { $master } на месте, нужна помощь. Позвоните ему.
fact-call-again = 📵 <b>{ $number }</b>: позвоните клиенту ещё раз. Не отвечает — нажмите кнопку.
unreachable-template =
    Напишите клиенту (нажмите на текст, чтобы скопировать):

    <code>{ $text }</code>
unreachable-message = Здравствуйте! Мастер { $master } по заявке { $number } не может до вас дозвониться. Позвоните, пожалуйста, нам или ответьте на звонок: иначе визит придётся перенести.
toast-false-call = Выезд будет оплачен: { $fee }.
shift-plan = 📅 График на неделю
shift-week = <b>График на 7 дней</b>. Нажмите день, чтобы изменить.
shift-day = <b>{ $day }</b>: во сколько работаете?
shift-none = не планирую
shift-back = ◀️ К неделе
shift-days = { $days } дн.
shift-away =
    { $reason ->
        [vacation] 🏖 отпуск
        [sick] 🤒 болею
        [day_off] выходной
       *[other] отсутствую
    }
shift-nights =
    { $takes ->
        [yes] 🌙 Ночные беру
       *[no] 🌙 Ночные не беру
    }
shift-hand-over = 🔄 Передать { $number } { $time }
shift-hand-over-all = 🔄 Передать все
shift-hand-over-reason = конец смены
shift-end-now = ⚪️ Закончить смену
visit-status =
    { $status ->
        [planned] Запланирован
        [en_route] В пути
        [on_site] На месте
        [finished] Сделано
        [failed] Не состоялся
       *[other] Отменён
    }
day-title = <b>Сегодня</b>, визитов: { $count }
day-nothing = На сегодня визитов нет.
day-map = на карте
day-place = { $address } · { $link }
day-others = ➕ ещё техника по этому адресу: { $count }
day-picture = 🖼 Картинкой
day-picture-title = { $name }: день
day-picture-count = { $day } · визитов: { $count }
board-picture = 🖼 Картинкой
board-picture-title = Доска заявок
board-picture-at = { $when } · просрочено: { $overdue }
board-column =
    { $status ->
        [new] Новые
        [offering] Предложены
        [assigned] Приняты
        [in_progress] В работе
        [on_hold] На паузе
       *[work_done] Сделаны
    }
command-day = Мой день

## Money that comes after the report

button-take-payment = 💵 Принять оплату
pay-title = Оплата
pay-amount = Сумма
pay-amount-prompt = Сколько клиент отдал? Должен { $due }. Нажмите или напишите сумму.
pay-all = Всё: { $due }
pay-method-prompt =
    { $kind ->
        [fee] Выезд и диагностика: { $sum }. Как клиент платит?
       *[final] К оплате { $sum }. Как клиент платит?
    }
pay-taker = У кого деньги
pay-taker-prompt = У кого сейчас эти наличные?
pay-office = 🏢 В офисе
pay-confirm = ✅ Принято { $sum }
fact-cash-taken = 💵 <b>{ $number }</b>: за вами записано { $paid } наличными от клиента. Их надо будет сдать.
client-paid =
    💵 Заявка <b>{ $number }</b>: получили { $amount }. { $owes ->
        [1] Осталось { $due }.
       *[other] Всё оплачено, спасибо!
    } Чек отправляем следом.
paper-fee = Выезд и диагностика

## What a company sets: how long things may take, and what a call-out costs

setting-terms = ⏱ Сроки и выезд
settings-terms = <b>⏱ Сроки и выезд</b>
setting-undo = ↩️ Вернуть: { $value }
setting-term-prompt = <b>{ $name }</b>
setting-term-now = Сейчас { $now }, обычно { $usual }.
setting-term-from-next = <i>Сроки, которые уже идут по заявкам, не меняются: новые действуют со следующего.</i>
setting-days = { $count } д
setting-hours = { $count } ч
setting-minutes = { $count } мин
setting-term =
    { $name ->
        [fee_diagnostic_minor] Выезд и диагностика при отказе
        [fee_false_call_minor] Мастеру за ложный вызов, если в схеме не сказано
        [limit_no_offer] Заявка без предложения: напомнить диспетчеру через
        [limit_offer_in_shift] Ответ на предложение в смене
        [limit_offer_off_shift] Ответ на предложение вне смены
        [limit_no_taker_all] Никто не взял: предложить всем через
        [limit_no_taker_admin] Никто не взял: позвать администратора через
        [limit_confirm_visit] Спросить мастера до визита за
        [limit_late] Опоздание: сказать диспетчеру и клиенту от
        [limit_on_site] Мастер долго на месте: спросить через
        [limit_hold] Долгая пауза: сказать администратору через
        [limit_new] Новая заявка просрочена через
        [limit_offering] Предложенная просрочена через
        [limit_assigned] Принятая просрочена через
       *[limit_in_progress] В работе просрочена через
    }
setting-term-short =
    { $name ->
        [fee_diagnostic_minor] Диагностика
        [fee_false_call_minor] Ложный вызов
        [limit_no_offer] Без предложения
        [limit_offer_in_shift] Ответ в смене
        [limit_offer_off_shift] Вне смены
        [limit_no_taker_all] Всем
        [limit_no_taker_admin] Админу
        [limit_confirm_visit] До визита
        [limit_late] Опоздание
        [limit_on_site] На месте
        [limit_hold] Пауза
        [limit_new] Новая
        [limit_offering] Предложена
        [limit_assigned] Принята
       *[limit_in_progress] В работе
    }

## Parts of town

card-zone = Район: { $zone }
setting-zones = 🗺 Районы: { $count }
zones-title = <b>🗺 Районы</b>
zones-how = <i>Район находится по словам адреса (улицы, станции, посёлки) и виден мастеру в предложении вместо улицы. Свой район мастер ставит выше. Слово действует с начала слова адреса: «сокольн» найдёт «Сокольническая».</i>
zones-add = ➕ Район
zone-title = Район
zone-name = Название
zone-name-prompt = Как называется район?
zone-name-example = Сокольники
zone-words = Слова адресов
zone-words-prompt = По каким словам адреса узнать район { $name }? Через запятую.
zone-words-example = Русаковская, Стромынка, сокольн
zone-words-unclear = Напишите хотя бы одно слово: улицу, станцию, посёлок.
zone-review = Район
zone-done =
    🗺 Район { $name } сохранён. { $count ->
        [0] Открытых заявок он не касается.
       *[other] Открытых адресов в районах стало больше: { $count }.
    }
zone-too-many = Больше { $most } районов не нужно: уберите лишние.
profile-zones-known = Районы компании: { $zones }

## Types of orders

order-type-name =
    { $key ->
        [on_site] Выезд
        [workshop] Мастерская
        [warranty] Гарантия
       *[other] Обычная
    }
own-field = Поле вида
own-yes-no =
    { $answer ->
        [yes] Да
       *[no] Нет
    }
own-field-prompt =
    <b>{ $label }</b>: { $kind ->
        [number] пришлите число.
        [choice] выберите.
        [yes_no] да или нет?
       *[text] напишите.
    }
own-field-unclear =
    { $kind ->
        [number] Нужно число, например 12 или 3,5.
        [choice] Выберите одну из кнопок.
        [yes_no] Ответьте да или нет.
       *[text] Напишите коротко, до 200 знаков.
    }
own-field-example =
    { $kind ->
        [number] 12
        [choice] кнопкой
        [yes_no] да
       *[text] WLG 20060
    }
own-field-kind =
    { $kind ->
        [number] число
        [choice] выбор
        [yes_no] да / нет
       *[text] текст
    }
own-field-stage =
    { $stage ->
        [submit] обязательно при создании
        [finish] обязательно до «Сделано»
       *[never] не обязательно
    }
step-type = Вид
step-type-prompt = Какого вида заявка?
step-type-usual = { $name } · обычно
card-type = 🗂 { $name }
card-own-field = { $label }: { $value }
place-workshop = 🏭 в мастерской
order-types-title = <b>Виды заявок</b>. У каждого вида свои поля, место, начало и чек-лист. Если включено несколько видов, новая заявка начинается с выбора вида.
type-line =
    { $state ->
        [default] ⭐️ <b>{ $name }</b> — обычный
        [warranty] 🛡 <b>{ $name }</b> — для возвратов по гарантии
        [on] ✅ <b>{ $name }</b>
       *[off] ▫️ <b>{ $name }</b> — выключен
    }; { $place ->
        [workshop] в мастерской
       *[at_client] у клиента
    }; полей: { $fields }, строк чек-листа: { $checks }
types-categories = 🧰 Что чиним
type-add = ➕ Вид заявки
type-card =
    <b>{ $name }</b> · { $state ->
        [default] обычный
        [warranty] для возвратов по гарантии
        [on] включён
       *[off] выключен
    }
    Где: { $place ->
        [workshop] в мастерской, адрес не спрашиваем
       *[at_client] у клиента
    }
    Начало: { $starts ->
        [desk] остаётся у диспетчера, о мастере не напоминаем
       *[offered] ждёт мастера, напоминаем назначить
    }
type-fields = <b>Поля</b>: { $count }
type-checks = <b>Чек-лист мастера</b>: { $count }
type-field-line =
    • { $label } — { $kind ->
        [number] число
        [choice] выбор ({ $options })
        [yes_no] да / нет
       *[text] текст
    }, { $required ->
        [submit] обязательно при создании
        [finish] обязательно до «Сделано»
       *[never] не обязательно
    }
type-rename = ✏️ Название
type-edit-fields = 📝 Поля · { $count }
type-edit-checks = ☑️ Чек-лист · { $count }
type-place =
    { $place ->
        [workshop] 🏭 Сделать: в мастерской
       *[at_client] 🏠 Сделать: у клиента
    }
type-starts =
    { $starts ->
        [desk] 🗂 Начало: остаётся у диспетчера
       *[offered] 👷 Начало: ждёт мастера
    }
type-active =
    { $isActive ->
        [yes] ⏻ Выключить
       *[no] ✅ Включить
    }
type-make-default = ⭐️ Сделать обычным
type-fields-title = <b>Поля вида «{ $name }»</b>. Убранное поле пропадает из карточек, но записанное в него остаётся в заявках.
type-add-field = ➕ Поле
type-drop-field = 🗑 { $label }
type-name = Название вида
type-name-prompt = Как назвать вид заявок? Название увидят диспетчеры и мастера.
type-name-example = Установка
type-name-bad = Нужно от 2 до { $max } знаков, в одну строку.
type-field-label = Название поля
type-field-label-prompt = Как называется поле? Так его увидят диспетчер и мастер.
type-field-label-example = Код блокировки
type-field-kind = Что в нём
type-field-kind-prompt = Что пишут в это поле?
type-field-options = Варианты
type-field-options-prompt = Какие варианты выбора? Пришлите через запятую, от 2 до { $max }.
type-field-options-example = чёрный, белый, другой
type-field-required = Обязательно
type-field-required-prompt = Когда без него нельзя?
type-checklist = Чек-лист
type-checklist-prompt = Пришлите чек-лист мастера: каждая проверка с новой строки, до { $max }. Прежний список будет заменён; уже начатые визиты останутся со своим.
type-checklist-example = Проверить шланг
type-checklist-none = Без чек-листа
type-checklist-unclear = Нужно от одной до { $max } строк, каждая до { $longest } знаков.
type-form-review =
    { $form ->
        [rename] Новое название
        [field] Новое поле
        [checklist] Чек-лист
       *[add] Новый вид заявок
    }
type-title = Вид заявки
type-gone = Этого вида больше нет.
type-too-many-fields = Больше { $max } полей у вида не бывает: уберите лишнее.
type-done = Сохранено: <b>{ $name }</b>.
type-open = ⚙️ Открыть вид
button-checklist = ☑️ Чек-лист
checklist-title =
    ☑️ <b>{ $number }</b>: чек-лист { $done }/{ $all }{ $failed ->
        [0] { "" }
       *[other] , ❌ { $failed }
    }
    Нажимайте: ⬜ → ✅ → ❌
checklist-new-order = ➕ Новая заявка: { $line }
face-checklist =
    ☑️ Чек-лист { $done }/{ $all }{ $failed ->
        [0] { "" }
       *[other] , ❌ { $failed }
    }
toast-new-from-check = Создана { $number }
finish-checklist = Чек-лист
finish-checklist-prompt =
    ☑️ Чек-лист не пройден: { $count ->
        [one] осталась { $count } строка
        [few] остались { $count } строки
       *[other] осталось { $count } строк
    }. Сдать работу всё равно?
finish-checklist-anyway = Сдать всё равно
report-column-own-fields = Поля

## Files that are kept, and places

photos-with-place = 📍 С геометкой
photos-title = Фото
photos-place-title = Место
photos-place-prompt = Пришлите фото файлом (📎 → Файл): так место останется в снимке. Или отправьте геопозицию (📎 → Геопозиция), а потом фото. Место увидит диспетчер.
photos-place-lost = Telegram сжал фото, и места в нём нет. Чтобы место осталось, присылайте файлом.
photos-placed =
    { $placed ->
        [point] 📍 точка на карте
       *[in_photos] 📍 из снимков
    }
photos-pointed-prompt = Место записано. Теперь пришлите фото, можно альбомом.
photos-place = 📍 Фото сделаны: { $link }
button-client-qr = ▦ QR
client-qr =
    Заявка <b>{ $number }</b>: покажите код клиенту, пусть наведёт камеру телефона.
    Откроется один раз и у одного человека.
client-qr-private = QR-код показываем только в личном чате с ботом.
master-photo-title = Фото мастера
master-photo-prompt = Пришлите фото, на котором видно лицо: <b>{ $name }</b>. Клиент увидит его, когда мастер выедет.
master-photo-none = 🚫 Без фото
master-photo-review = Фото мастера { $name }
master-photo-done =
    { $shown ->
        [1] 📷 Фото сохранено: { $name }. Клиенты увидят его, когда мастер выедет.
       *[other] Фото больше не показываем: { $name }.
    }
master-photo-button = 📷 Фото
master-photo-own = 📷 Моё фото

timeline-check =
    строка { $line } { $state ->
        [done] ✅
        [failed] ❌
       *[open] ⬜
    }
