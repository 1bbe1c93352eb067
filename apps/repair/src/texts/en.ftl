## Menu and commands

menu-create = ➕ New order
menu-orders = 📋 Orders
menu-help = ❓ Help
menu-language = 🌐 Language

command-create-order = New order
command-orders = Latest orders
command-order = Show an order by its number
command-cancel = Cancel what you have begun
command-language = Choose a language
command-help = Help
command-start = Main menu

## What the bot says of itself, before it is started

bot-description =
    Takes orders for a repair service. A dispatcher answers seven short questions, with buttons or in words, and the order has its number; everybody at the desk is told.

    You can be interrupted at any moment: what you have entered stays.
bot-short-description = Orders of a repair service, taken in a minute

## Start and help

start-desk =
    Hello, { $name }! 👋
    { $roles }

    This is where repair orders are taken. Press <b>➕ New order</b> and it is written down within a minute. You can stop at any time: nothing you have entered is lost.
start-master =
    Hello, { $name }! 👋
    { $roles }

    For now only dispatchers work here. Orders for technicians will come with one of the next updates.
start-unknown =
    Hello, { $name }! 👋

    This is the working bot of a repair service, and you have no access to it yet. If you work here, please send your Telegram ID to an administrator: <code>{ $id }</code>
roles-line = Your roles: <b>{ $roles }</b>.
role-line = Your role: <b>{ $roles }</b>.
role-admin = administrator
role-dispatcher = dispatcher
role-master = technician

help-desk =
    <b>What this bot can do</b>

    ➕ <b>New order</b> or /create_order: a new order in seven short steps
    📋 <b>Orders</b> or /orders: the latest orders
    /order <i>number</i>: an order in detail, for example <code>/order 12</code>
    /users: roles, for administrators
    /language: the language of the bot
    /cancel: cancel what you have begun

    Answer with a button or in words: “tomorrow at 10”, “by Friday”, “+44 20 7946 0958”.
    Or just send an order as text: “Washer won’t drain, 12 Baker Street, +44 20 7946 0958, after 6pm”
help-master =
    For now only dispatchers work here. Orders for technicians will come with one of the next updates.

    /language: the language of the bot

## Language

language-choose = Which language do you prefer?
language-set = Done, we speak English now 🇬🇧

## What cannot be done

not-allowed = Only dispatchers and administrators can take and see orders. Your Telegram ID for the administrator: <code>{ $id }</code>
not-allowed-now = Your role does not allow this.
nothing-to-cancel = There is nothing to cancel.
not-understood = I did not understand that. Press <b>➕ New order</b> or see /help.
only-private = Let us talk about orders in a private chat.
open-private = Open the private chat
button-outdated = This button is out of date
for-example = For example: { $example }
apology = That did not work, and we know about it already. Please try again a little later.
repeat-mark = (possibly repeated)

## Roles

users-title = Who is who
users-hint = Choose somebody to give or take a role. Whoever is not listed is found like this: <code>/users 123456789</code>
users-no-role = no role
users-back = ← Everybody
user-card =
    { $name }
    Telegram ID: <code>{ $id }</code>
    Roles: { $roles }
user-unknown = This person has not opened the bot yet.
user-role-fixed = This role is given by the server’s settings and can be taken only there.
user-role-last = This is the last administrator. Appoint another one first.
roles-changed = Your roles: <b>{ $roles }</b>. Press /start to see the menu.
roles-gone = Your roles have been taken.

## Lists of orders

orders-title =
    { $page ->
        [1] <b>Latest orders</b>
       *[other] <b>Earlier orders</b> · page { $page }
    }
orders-empty = There are no orders yet. Press <b>➕ New order</b> to take the first one.
orders-newer = ← Newer
orders-older = Older →
order-usage = Write the number of the order after the command, for example <code>/order 12</code> or <code>/order R-2026-000012</code>
order-not-found = There is no order “{ $number }”. Check the number or see /orders
order-ambiguous = There are several such orders. Which one?

## Order card

card-created = Created: { $when }, { $name }
card-problem = Problem: { $text }
card-attachments =
    { $count ->
        [one] 📎 { $count } attachment
       *[other] 📎 { $count } attachments
    }
card-client = Client: { $name }
card-phone = Phone: { $phone }
card-address = Address: { $address }
card-pin = point on the map
card-wanted = When: { $when }
card-price = Price: { $price }
card-price-none = not agreed
card-follows-repeat = 🔁 Follows { $number }
card-follows-warranty = 🛡 Warranty for { $number }
history-title = History
history-submit = created
history-moved = { $from } → { $to }
history-system = system

## Notices

notify-created = 🆕 New order from { $name }
notify-group = 🆕 New order

## Order dialog

dialog-title = New order
dialog-unfinished = an unfinished order
dialog-help = Answer with a button or a message. “← Back” goes one step back, no answer is lost. If you are interrupted, just go on later.

step-category = Category
step-category-prompt = What needs to be repaired?
step-category-example = washing machine
step-category-bad = Please name the appliance in at most { $max } characters.
step-category-other = Other
step-category-other-prompt = Please write what kind of appliance it is.

step-problem = Problem
step-problem-prompt = What happened? Pick one, or describe it in words, by voice or with a photo.
step-problem-example = does not drain and hums
step-problem-short = That is too short. Please describe the fault in a few words.
step-problem-long = That is too long. Please keep it within { $max } characters, the main point first.
step-problem-attachment =
    { $kind ->
        [photo] Photo
        [voice] Voice message
        [video] Video
       *[other] File
    }

step-phone = Phone
step-phone-prompt = The client’s phone? You can write the name beside it.
step-phone-example = +44 20 7946 0958 Anna
step-phone-none = I see no phone number here.
step-phone-invalid = The number seems to have too few or too many digits.
step-phone-recent = …{ $tail } { $name }

step-client = Kind of order
step-client-prompt = We know this client. What kind of order is it?
step-client-known =
    { $count ->
        [0] <b>{ $name }</b>, no orders yet
        [one] <b>{ $name }</b>, { $count } order, the last one on { $date } ({ $category })
       *[other] <b>{ $name }</b>, { $count } orders, the last one on { $date } ({ $category })
    }
step-client-new = New
step-client-repeat = Repeat
step-client-warranty = Under warranty
client-unnamed = no name

step-similar =
    ⚠️ Looks like <b>{ $number }</b> (opened { $ago }, { $by ->
        [phone] same phone
       *[address] same address
    })
step-similar-open = 🔎 Open it
step-similar-anyway = New all the same
step-duplicate = Another order?
step-duplicate-prompt = Is it the same order or another one?
step-duplicate-anyway = another one, checked

step-address = Address
step-address-prompt = Where to? Write the address or send a point on the map.
step-address-example = 221 Baker Street, flat 2
step-address-short = That is too short for an address.
step-address-long = That is too long. Please keep it within { $max } characters.
step-address-no-digit = The address lacks a house number.

step-when = When
step-when-prompt = When should we come?
step-when-example = tomorrow at 10, today 14–18, by Friday
step-when-now = ⚡️ Now
step-when-today = Today { $hours }
step-when-tomorrow = Tomorrow
step-when-choose = 📅 Choose
step-when-choose-prompt = Write the day and time in your own words.
step-when-past = That time has passed already.
step-when-far = That is too far away: we take orders for at most a year ahead.
step-when-unclear = I did not understand when.
step-when-understood = Understood as: { $when }

step-price = Price and terms
step-price-prompt = Which price and terms did you tell the client? You can skip this.
step-price-example = 2 500, or “2 500, parts extra”
step-price-negative = A price cannot be negative.
step-price-large = That amount is too large, please check the zeros.
step-price-long = That is too long. Please keep it within { $max } characters.

quick-understood = This is the order in your message.
quick-guessed = This is the order in your message. Please check what is marked ⚠️.

review-title = Please check the order
review-confirm = ✅ Create
created-toast = Order created
created-title = ✅ Order <b>{ $number }</b> is created
created-already = This order exists already: <b>{ $number }</b>
