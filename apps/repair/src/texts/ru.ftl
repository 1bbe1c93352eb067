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
