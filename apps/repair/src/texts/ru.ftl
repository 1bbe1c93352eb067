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

    Пока здесь работают только диспетчеры. Заявки для мастеров появятся в одном из следующих обновлений.
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
    /users: роли, для администраторов
    /language: язык бота
    /cancel: прервать то, что начато

    Отвечать можно кнопкой или словами: «завтра в 10», «до пятницы», «8 916 123-45-67».
    Или просто пришлите текст заявки: «Стиралка не сливает, Лесная 5-12, 8 916 123-45-67, после 18»
help-master =
    Пока здесь работают только диспетчеры. Заявки для мастеров появятся в одном из следующих обновлений.

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
notify-group = 🆕 Новая заявка

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
