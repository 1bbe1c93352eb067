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

    Orders come here as cards: take them, set out and hand in the work by buttons. Start your shift: /shift
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
    /board: the board, /today: for today, /hold: on hold, /masters: masters
    /search <i>anything</i>: a number, a phone’s end, an address, a name, a model
    /history <i>number</i>: who did what with an order, and when
    /blacklist: who is not served
    For administrators: /users, /types, /audit, /delete_order, /deleted, /restore, /edit_closed
    /language: the language of the bot
    /cancel: cancel what you have begun

    Answer with a button or in words: “tomorrow at 10”, “by Friday”, “+44 20 7946 0958”.
    Or just send an order as text: “Washer won’t drain, 12 Baker Street, +44 20 7946 0958, after 6pm”
help-master =
    👷 Orders come as cards, and everything is done by buttons: ✅ Take it, 🚗 On my way, 🏠 Arrived, 🛠 Done
    /shift: start, interrupt or end your shift
    /my: your open orders
    /here: in a group of your own, to get orders there; in private, to get them here again
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

## Reports

report-head = 
    <b>{ $title }</b>
    { $period }
report-line = <b>{ $name }</b>: { $cells }
report-empty = There were no orders.
report-more = …and { $count } more
report-total = Total: { $cells }
report-minutes = { $minutes } min
report-hours = { $hours } h { $minutes } min
report-days = { $days } d { $hours } h
report-no-master = Without a master
report-master-sums = ✅ { $closed } · { $gross }, ❌ { $refused } · { $fees }, to the master { $share }
report-summary = 
    🆕 Created: { $created }
    ✅ Closed: { $closed }, { $gross }
    ❌ Refused: { $refused }
    🚫 Cancelled: { $cancelled }
report-open = Open now: { $open }, without a master { $withoutMaster }, on hold { $onHold }
report-title-summary = Summary
report-title-master = Report by masters
report-title-revenue-day = Revenue by day
report-title-revenue-master = Revenue by master
report-title-revenue-category = Revenue by category
report-title-revenue-dispatcher = Revenue by dispatcher
report-title-refusals = Refusals
report-title-debts = Debts and cash
report-title-funnel = Funnel
report-title-time-to-accept = Time to accept
report-title-on-time = On-time arrival
report-title-quality-master = First-visit fix and returns by master
report-title-quality-category = First-visit fix and returns by category
report-title-offers = Offers to masters
report-title-ratings = Client ratings
report-title-breaches = Missed deadlines
report-title-holds = How long orders wait
report-title-load = Load by hour
report-title-capacity = Use of capacity
report-column-master = Master
report-column-order = Order
report-column-result = Result
report-column-category = Category
report-column-dispatcher = Dispatcher
report-column-day = Day
report-column-at = When
report-column-sum = Sum
report-column-master-share = To the master
report-column-created = Created
report-column-closed = Closed
report-column-refused = Refused
report-column-cancelled = Cancelled
report-column-gross = Gross
report-column-open = Open
report-column-without-master = Without a master
report-column-on-hold = On hold
report-column-step = Step
report-column-orders = Orders
report-column-median = Median
report-column-ninety = 90% within
report-column-accepted = Accepted
report-column-arrivals = Arrivals
report-column-on-time = On time
report-column-part = Share
report-column-fixed-at-once = Fixed at once
report-column-returned-month = Returned in 30 days
report-column-returned-quarter = Returned in 90 days
report-column-warranty = Under warranty
report-column-not-over = Not over yet
report-column-offers = Offered
report-column-declined = Declined
report-column-busy = Busy
report-column-far = Far
report-column-not-my-profile = Not my profile
report-column-price = Price
report-column-other = Other
report-column-unanswered = Unanswered
report-column-released = Given back
report-column-reason = Reason
report-column-who = Who
report-column-fee-paid = Fees paid
report-column-fee-due = Fees due
report-column-fee-forgiven = Fees forgiven
report-column-parts = Parts
report-column-company = To the company
report-column-ticket = Average ticket
report-column-debt = For what
report-column-amount = Amount
report-column-breach = Deadline
report-column-times = Times
report-column-hour = Hour
report-column-visits = Visits
report-column-capacity = Capacity
report-column-ratings = Ratings
report-column-stars = Mean
report-column-bad = Up to 3 stars
report-column-response = Response to a bad one
report-column-age-days = Up to 2 days
report-column-age-week = 2–7 days
report-column-age-fortnight = 7–14 days
report-column-age-older = Over 14 days
report-column-overdue = Overdue
report-step-created = Created
report-step-offered = Offered
report-step-accepted = Accepted
report-step-on-site = On site
report-step-closed = Closed
report-by-master = Master
report-by-dispatcher = Dispatcher
report-by-admin = Admin
report-by-client = Client
report-by-system = System
report-debt-client = for work
report-debt-fee = for the call-out
report-debt-master = cash with the master
report-hold-parts = Parts
report-hold-awaiting-approval = Estimate approval
report-hold-client = Client
report-hold-client-unreachable = Client does not answer
report-hold-long-repair = Long repair
report-hold-workshop = Workshop
report-hold-other = Other
report-breach-limit-new = Long without a master
report-breach-limit-offering = Long on offer
report-breach-limit-assigned = Long not begun
report-breach-limit-in-progress = Long in work
report-breach-no-taker-broadcast = Nobody took it, sent to all
report-breach-no-taker-admin = Nobody took it, admin told
report-breach-offer-expiry = Offer not answered
report-breach-visit-confirmation-missing = Visit not confirmed
report-breach-visit-late = Master did not leave in time
report-breach-on-site-long = Long on site
report-breach-hold-long = On hold over a week
report-breach-estimate-expiry = Estimate not answered

## Buttons of an order

button-assign = 👷 Assign
button-finish = 🛠 Done
button-hold = ⏸ Hold
button-resume = ▶️ Resume
button-approve = 👍 Client agrees
button-reject = 👎 Does not agree
button-close = ✅ Close
button-return = 🔧 Send back
button-dispute = ⚖️ Price dispute
button-end-dispute = ⚖️ Dispute settled
button-release = 🔄 Release
button-give-back = 🔄 Give back
button-refuse = 🙅 Client refuses
button-cancel = ✖️ Cancel order
button-reopen = 🔓 Reopen
button-warranty = 🛡 Warranty
button-take-up-again = ♻️ Take up again
button-depart = 🚗 On my way
button-arrive = 🏠 Arrived
button-unreachable = 📵 No answer
button-accept = ✅ Take it
button-decline = ❌ I can’t
button-question = ❓ Question
button-accept-by-phone = 📞 Accepted by phone
button-remind = 🔔 Remind
button-withdraw = Withdraw
button-next = ➡️ Next one
button-read-change = 👌 Got it
button-undo = ↩️ Undo
button-open = 📄 Open
button-in-time = 👍 On time
button-late = ⏰ I’m late…
button-to-all = 📣 To all on shift
button-in-turn = 🎯 One by one

## What a card says about an order

face-overdue = 🔴 Overdue: in this state since { $when }
face-master = 👷 Master: { $name }
face-hold =
    ⏸ { $reason ->
        [parts] waiting for parts
        [awaiting_approval] waiting for approval
        [client] the client asked for it
        [client_unreachable] the client does not answer
        [long_repair] long repair
        [workshop] in the workshop
       *[other] another reason
    }, until { $until }; next: { $who ->
        [dispatcher] dispatcher
        [master] master
        [client] client
       *[admin] administrator
    }
face-dispute = ⚖️ Dispute: { $reason }
face-refusal = 🙅 Refused because: { $reason }
face-cancel = ✖️ Cancelled because: { $reason }
face-unread = ⚠️ <b>Changed: { $changes }</b>. Please read it and press <b>👌 Got it</b>
face-offered = ⏳ Offered to { $name }, waiting until { $until }
face-offered-all = 📣 Offered to all, waiting until { $until }
face-offer-until = ⏳ Please answer by { $until }
face-offer-over = This offer is over
face-en-route = 🚗 On the way, there at about { $eta }
face-on-site = 🏠 On site since { $when }
face-planned = 📅 Visit: { $when }
face-line = { $name } — { $price }
face-total = <b>Total { $total }</b> (work { $work }, parts { $parts })
face-paid =
    Paid { $paid }{ $owes ->
        [1] , owed { $due }
       *[other] { "" }
    }
face-fee =
    Call-out fee { $fee }: { $state ->
        [due] not paid
        [paid] paid
       *[forgiven] waived
    }
face-warranty = 🛡 Warranty until { $until }
face-price = 💰 About { $price }
face-no-access = <b>{ $number }</b>: access has ended

## What people are told

fact-offer-reminder = 🔔 <b>{ $number }</b>: please answer the offer
fact-declined = ❌ <b>{ $number }</b>: { $master } cannot; declined or silent so far: { $count }
fact-offer-expired = ⌛️ <b>{ $number }</b>: no answer, the offer has ended ({ $count })
fact-no-taker = 🟡 <b>{ $number }</b>: nobody took it ({ $count }), it is without a master again
fact-accepted = ✅ <b>{ $number }</b>: { $master } has taken it
fact-assigned = 👷 <b>{ $number }</b>: assigned to you
fact-released = 🔄 <b>{ $number }</b>: { $master } does not have it any more: { $reason }
reason-undone = taken back by the master within a minute
fact-visit-confirmed = 👍 <b>{ $number }</b>: { $master } confirms the visit
fact-visit-failed = 🚫 <b>{ $number }</b>: the visit came to nothing
fact-late-risk = ⏰ <b>{ $number }</b>: about { $minutes } min late
fact-rescheduled = 📅 <b>{ $number }</b>: the visit was moved to { $until }
fact-held =
    ⏸ <b>{ $number }</b>: { $hold ->
        [parts] waiting for parts
        [awaiting_approval] waiting for approval
        [client] the client asked for it
        [client_unreachable] the client does not answer
        [long_repair] long repair
        [workshop] in the workshop
       *[other] another reason
    }, until { $until }; next: { $who ->
        [dispatcher] dispatcher
        [master] master
        [client] client
       *[admin] administrator
    }
fact-resumed = ▶️ <b>{ $number }</b>: goes on
fact-hold-reached = ⏰ <b>{ $number }</b>: the hold has reached its date
fact-estimate-sent = 💬 <b>{ $number }</b>: the client has an estimate of { $total }, to answer by { $until }
fact-estimate-reminder = 💬 <b>{ $number }</b>: the client has not answered the estimate yet
fact-estimate-approved = 👍 <b>{ $number }</b>: the client agrees to { $total }
fact-estimate-rejected = 👎 <b>{ $number }</b>: the client does not agree to the estimate; ask for the diagnostic fee
fact-estimate-expired = ⌛️ <b>{ $number }</b>: the estimate has expired
fact-finished =
    🏁 <b>{ $number }</b>: { $master } is done: { $total }, paid { $paid }{ $owes ->
        [0] { "" }
       *[other] , owed { $due }
    }
fact-returned = 🔧 <b>{ $number }</b>: sent back: { $reason }
fact-closed = ✅ <b>{ $number }</b>: closed, your share is { $share }
fact-disputed = ⚖️ <b>{ $number }</b>: price dispute: { $reason }
fact-dispute-ended = ⚖️ <b>{ $number }</b>: the dispute is settled: { $reason }
fact-refused = 🙅 <b>{ $number }</b>: refused: { $reason }; call-out fee { $fee }
fact-cancelled = ✖️ <b>{ $number }</b>: cancelled: { $reason }
fact-reopened = 🔓 <b>{ $number }</b>: opened again: { $reason }
fact-taken-up-again = ♻️ <b>{ $number }</b>: taken up again: { $reason }
fact-warranty-claimed = 🛡 <b>{ $number }</b>: back under warranty, a new order was made
fact-client-unreachable =
    📵 <b>{ $number }</b>: the client does not answer, try { $attempt }{ $step ->
        [given_up] ; the visit is off, on hold until { $until }
       *[other] { "" }
    }
fact-undone = ↩️ <b>{ $number }</b>: { $master } has taken back the last step
fact-edited = ✏️ <b>{ $number }</b>: changed: { $changes }
fact-paid = 💰 <b>{ $number }</b>: paid { $paid }, { $due } left
fact-task =
    📌 <b>{ $number }</b>: { $task ->
        [call_master] call the master: the visit is not confirmed
        [estimate_expired] no answer to the estimate, decide what is next
        [price_dispute] settle the price dispute
        [no_taker] nobody takes the order, please help
        [propose_cancel] the client has been silent for long, propose to cancel
        [bad_rating] the client is unhappy, call them
        [check_mismatch] the sum differs from what was agreed, check it
        [call_client] call the client
        [help_master] the master needs help on site, call them
       *[plan_visit] plan another visit
    }
fact-reminder =
    ⏰ <b>{ $number }</b>: { $event ->
        [no_offer_1] not offered to anybody yet
        [no_offer_2] still not offered to anybody
        [no_offer_3] an hour without an offer
        [on_site_long] you have been there for long. Is all well?
        [hold_long] on hold for more than a week
       *[other] too long in one state
    }
fact-visit-confirmation = 🚗 <b>{ $number }</b>: the visit is in an hour. Will you make it?
question-asked = ❓ <b>{ $number }</b>: { $name } asks: { $question }
question-sent = Your question about <b>{ $number }</b> is with the dispatcher

## Answers to presses

note-by-phone = by phone
refusal =
    { $reason ->
        [not_yours] Only whoever has the order can do this.
        [offer_is_withdrawn] The offer was withdrawn.
        [offer_is_expired] The time to answer is over.
        [is_not_expired] The time to answer is over.
        [offer_is_declined] You have declined this order already.
        [offer_is_accepted] The order is taken already.
        [is_below_cash_limit] The master holds too much cash: it has to be handed in first.
        [master_is_employed] This master does not work here any more.
        [master_takes_no_nights] This master takes no night orders.
        [no_master_to_ask] There is nobody left to ask.
        [ranked_offers_are_used_up] Five masters have been asked. Choose one or offer it to all.
        [has_hold_date] There is no hold without a date: name a day that is still to come.
        [has_photos_before] Photos from before the repair are needed: press 📋 Inspection.
        [visit_has_begun] The visit has begun already.
        [visit_is_not_on_site] You are not on site any more.
        [has_photos] At least one photo after the work is needed.
        [has_payment_or_debt_reason] Name the payment, or why it is owed.
        [explains_mismatch] The sum differs from what was agreed: say why.
        [has_arrived] Press “Arrived” first: work is reported from a visit.
        [has_amount] Add at least one line of work.
        [changed_meanwhile] The order has changed meanwhile. Look at its card.
        [undo_is_over] It can be taken back within a minute only.
        [something_happened_since] Something has happened since, it cannot be taken back.
        [cannot_be_undone] This cannot be taken back.
        [no_money_moved] Money has been taken, it cannot be taken back.
        [no_offer_to_withdraw] There are no offers now.
        [is_not_on_site] You are there already.
        [order_is_deleted] The order was deleted.
        [order_is_not_open] The order is not waiting for a master any more.
        [desk_forgives_fees] Only a dispatcher can waive the fee.
        [nobody_has_come] Nobody has come: there is no call-out to pay for.
        [client_only_before_en_route] The master is on the way already. Please write to the dispatcher.
        [estimate_is_outdated] There is a newer estimate.
        [no_total_to_confirm] There is nothing left to confirm.
        [client_is_blacklisted] The client is blacklisted: an administrator has to allow it.
        [client_is_not_blacklisted] The client is not blacklisted.
        [nothing_changed] Nothing has changed.
        [order_is_over] The order is over. Open it again to correct it.
        [time_is_past] That time is over.
        [order_has_a_master] A master has the order: release them first.
        [is_not_deleted] The order is not deleted.
        [nobody_is_awaited] The client waits for nobody.
        [not_found] There is no such order.
        [amount_is_not_positive] The amount must be more than zero.
        [awaits_approval] The estimate is not waiting for an answer any more.
        [desk_says_how_it_knows] Please say how you know.
        [estimate_has_lines] The estimate has no lines.
        [has_address] An address is needed.
        [has_category] A category is needed.
        [has_contact] The client’s phone is needed.
        [has_departed] The master has not set out.
        [has_live_offer] The order is not offered to anybody.
        [has_next_step] Please say who acts next.
        [has_no_live_offer] The order is offered to somebody: withdraw the offer first.
        [has_not_departed] The master has set out already.
        [has_outcome] Please say how the visit ended.
        [has_reason] A reason is needed.
        [has_warranty_days] Please say the warranty, even if there is none.
        [is_disputed] The price is not disputed.
        [is_not_awaiting_approval] The client has not answered the estimate yet.
        [is_not_disputed] The price is disputed: an admin decides first.
        [is_not_on_hold] The order is not on hold.
        [is_offered_to_this_master] This order was not offered to you.
        [is_own_visit] This is another master’s visit.
        [is_under_warranty] The warranty of this work is over, or there was none.
        [backdated_at_most_12_hours] It can be noted 12 hours late at most.
        [closed_at_most_14_days_ago] The order was closed more than 14 days ago. Please make a new one.
        [hands_over_open_visits] Hand over the open visits first.
        [line_is_unknown] There is no such line.
        [master_is_unknown] There is no such master.
        [master_needs_no_confirmation] This master is asked first: offer them the order.
        [master_only_before_on_site] You are on site already: only the desk can take the order back.
        [master_only_on_site] A refusal is noted on site.
        [more_than_is_held] There is less cash in hand than that.
        [no_open_estimate] No estimate is waiting for an answer.
        [no_open_visit] No visit is planned, or it is over.
        [no_such_fee] There is no such fee.
        [offer_is_unknown] There is no such offer.
        [order_is_not_done] The work is not done yet.
        [period_is_not_over] The period is not over yet.
        [refund_is_too_large] No more can be given back than was paid.
        [more_than_is_due] This is more than the client owes.
        [nothing_is_due] Nothing is owed for this order: the payment is noted already.
        [stars_are_1_to_5] The rating is from 1 to 5.
        [window_is_empty] It ends before it begins.
        [has_required_fields] Some fields have to be filled in before the work is handed in: ✏️ Edit, or 🛠 Done once more.
        [no_such_check] The checklist has changed. Open it again.
        [check_has_not_failed] This line of the checklist is not marked ❌ any more.
       *[other] This is not possible now.
    }
refusal-status = Not possible now. The order: { $status }.
toast-unreachable =
    Try { $attempt } noted. { $step ->
        [call_again] Call again in 15 minutes.
        [write] Write to the client, and call in 15 minutes.
       *[given_up] The visit is off, the dispatcher goes on.
    }
toast-reminded = Reminded
ask-decline = Why can’t you?
ask-eta = When will you be there?
decline-reason =
    { $reason ->
        [busy] Busy
        [far] Too far
        [not_my_profile] Not my trade
        [price] Price
       *[other] Other
    }
eta-minutes = { $minutes } min
masters-choose = Who gets <b>{ $number }</b>?
masters-none-free = Nobody is free for <b>{ $number }</b> now. You can offer it to all.
master-line =
    { $name }{ $zone ->
        [near] { " " }· own area
        [far] { " " }· another area
       *[unknown] { "" }
    } · { $visits ->
        [0] free
       *[other] busy then
    } · { $day } that day · { $percent }%
offered-to = Offered to <b>{ $name }</b>, waiting until { $until }
offered-to-all = Offered to all, waiting until { $until }

## Questions about an order

form-about = Order <b>{ $number }</b>
form-review =
    { $number }: { $form ->
        [cancel] cancel
        [release] give back, without a master
        [return] send back
        [dispute] price dispute
        [end_dispute] dispute settled
        [reopen] open again
        [take_up_again] take up again
        [hold] hold
        [refuse] the client refuses
        [finish] the work is done
        [estimate] an estimate for the client
        [answer] an answer to the client
        [delete] delete
        [blacklist] blacklist the client
        [inspect] inspection
        [device] another device
        [pay] take a payment
        [late] running late
       *[question] a question
    }
form-confirm = ✅ Confirm
form-reason = Reason
form-reason-prompt =
    { $form ->
        [question] What do you want to ask?
        [end_dispute] What was decided?
       *[other] Why?
    }
form-reason-example = the client asked for another day
form-reason-title = Order
form-unfinished = something unfinished
form-reason-short = Please write a word or two.
form-reason-long = Too long. Please stay within { $max } characters.
form-usual-reason =
    { $reason ->
        [changed_mind] Changed their mind
        [found_other] Found somebody else
        [duplicate] Duplicate
        [test] A test
        [no_parts] No parts
        [no_time] No time
        [ill] Ill
        [far] Too far
        [not_my_profile] Not my trade
        [photos] No photos
        [sum] Wrong sum
        [not_finished] Not finished
        [too_expensive] Too expensive
       *[beyond_repair] Beyond repair
    }
form-done = ✅ <b>{ $number }</b>: done
form-done-by-other = <b>{ $number }</b>: { $name } has done that already
form-refused = <b>{ $number }</b>: that did not work. { $why }
form-amount-unclear = I did not understand the amount. Please type a number.
hold-title = Hold
hold-why = Why does it wait?
hold-reason =
    { $reason ->
        [parts] waiting for parts
        [awaiting_approval] waiting for approval
        [client] the client asked for it
        [client_unreachable] the client does not answer
        [long_repair] long repair
        [workshop] in the workshop
       *[other] another reason
    }
hold-until = Until
hold-until-prompt = Until when does it wait? There is no hold without a date.
hold-until-unclear = It takes a day that is still to come; there is no hold without one.
hold-who = Who goes on
hold-who-prompt = Who acts when the day has come?
hold-next =
    { $who ->
        [dispatcher] dispatcher
        [master] master
        [client] client
       *[admin] administrator
    }
refuse-title = Refusal
refuse-why = Why does the client refuse?
refuse-fee = Call-out fee
refuse-fee-prompt = What does the client pay for the call-out?
refuse-no-fee = Nothing
refuse-way = Paid how
refuse-way-prompt = Has the client paid?
payment-way =
    { $way ->
        [cash] Cash
        [card] Card
        [transfer] Transfer
        [split] In parts
        [debt] Owed
        [due] Not paid yet
       *[forgiven] Waive
    }

## The report about finished work

finish-title = Report
finish-lines = Work and parts
finish-line-prompt =
    { $kind ->
        [part] Which part?
       *[work] What was done?
    } Choose, or type it with its price; several go on lines of their own.
finish-line-example =
    { $kind ->
        [part] Pump 1300
       *[work] Pump replaced 2500
    }
finish-line-unclear = Please type a name and a price.
finish-total = Total
finish-more-prompt = Anything else?
finish-done = ➡️ Go on
finish-add-work = + Work
finish-add-part = + Part
finish-drop = Drop the last one
finish-pay = Payment
finish-pay-prompt = How does the client pay?
finish-split = In parts
finish-split-prompt = How much in which way?
finish-split-example = 2000 cash, 2300 card
finish-split-unclear = Each part takes an amount and a way.
finish-split-too-much = That is more than the total.
finish-debt = Why it is owed
finish-debt-prompt = Why is it owed, and until when?
finish-debt-example = will transfer tomorrow
finish-photos = Photos after
finish-photos-prompt = Send photos after the work, an album is fine.
finish-warranty = Warranty
finish-warranty-prompt = For how many days?
finish-no-warranty = None
finish-days = { $days } d
finish-mismatch = Why another sum
finish-mismatch-prompt = The sum differs by more than 10% from what was agreed. Why?
finish-review = Review
finish-review-prompt = Has the client left a review?
finish-yes-no =
    { $answer ->
        [yes] Yes
       *[no] No
    }
finish-confirm = ✅ Hand in

## The board and masters

board-title = <b>Board</b>
board-empty = There are no open orders.
board-nothing = Nothing here.
board-overdue = 🔴 Overdue { $count }
board-without-master = 🟡 Without a master { $count }
board-back = ◀️
board-more = ▶️
find-usage = What to look for? A number, a phone’s end, an address, a name or a model: <code>/search 4517</code>, or just type it
masters-nobody = There are no masters yet. Give somebody the role: /users
masters-line =
    <b>{ $name }</b> · { $status ->
        [on_shift] 🟢 on shift
        [busy] 🛠 on site
        [break] ☕️ on a break
       *[off] ⚪️ off shift
    } · visits { $visits }
my-nothing = You have no open orders.
shift-now =
    { $status ->
        [on_shift] 🟢 on shift
        [busy] 🛠 on site
        [break] ☕️ on a break
       *[off] ⚪️ off shift
    }, open visits: { $visits }
shift-event =
    { $event ->
        [start_shift] 🟢 Start shift
        [take_break] ☕️ Break
        [end_break] 🟢 Back
       *[end_shift] ⚪️ End shift
    }
shift-open-visits = Open orders: { $visits }. Which do you hand over to the desk? The one you are at stays yours.
shift-end-anyway = End all the same
here-group = Your orders come to this group now. To get them in private again: /here in the private chat.
here-private = Your orders come here.
here-not-company = This group is everybody’s. Make one of your own and write /here there.
command-board = The board: open orders by state
command-today = Orders for today
command-hold = Orders on hold
command-masters = Masters and their shifts
command-find = Find by phone, address or name
command-my = My orders
command-shift = My shift
masters-fire = 🚪 Let go: { $name }
masters-fire-ask = Let <b>{ $name }</b> go? Their orders return to the pool, and their access ends at once.
masters-fire-sure = 🚪 Yes, let go: { $name }

## Estimates

button-estimate = 💬 Estimate
button-refuse-with-fee = 🙅 Refusal with a diagnostic fee
estimate-title = Estimate
estimate-confirm = ✅ Send to the client
estimate-heading =
    💬 <b>Estimate</b>: { $state ->
        [sent] an answer is due by { $until }
        [approved] agreed to, { $answered }
        [rejected] the client does not agree, { $answered }
       *[expired] no answer, it ran out on { $until }
    }
estimate-how =
    { $how ->
        [phone] 📞 By phone
        [in_person] 🤝 In person
       *[message] ✉️ In writing
    }
ask-how =
    { $answer ->
        [yes] The client agrees. How did they say so?
       *[no] The client does not agree. How did they say so?
    }

## Clients, as the desk sees them

button-client-link = 🔗 Link for the client
button-answer = 💬 Answer
button-move-as-asked = ✅ Move it as asked
face-client =
    { $reach ->
        [here] 💬 The client follows the order here
        [gone] 📵 The client has blocked the bot: call them
       *[by_call] 📞 The client is not in the bot: call them
    }
history-client = the client
reason-client-asked = the client asked for it
client-link =
    🔗 A link for the client of <b>{ $number }</b>, pass it on:

    { $url }

    It opens once, for one person; good until { $until }
client-asks =
    ❓ <b>{ $number }</b>: the client asks

    { $question }
client-moves =
    📅 <b>{ $number }</b>: { $taken ->
        [1] the client would like { $window }. A master has it already: see whether they are free
       *[other] the client moved it to { $window }
    }
answer-title = Answer to the client
answer-field = Answer
answer-prompt = What do you answer?
answer-confirm = ✅ Send
answer-sent = The answer about <b>{ $number }</b> was sent to the client
answer-nobody =
    <b>{ $number }</b>: the client is not in the bot any more, please call them. Your answer:

    { $answer }
fact-total-confirmed = 👍 <b>{ $number }</b>: the client has confirmed { $total }
fact-rated-low = ⭐️ <b>{ $number }</b>: { $stars } stars of 5, master { $master }

## What clients read

client-consent =
    Hello! 👋
    Here you can follow your order <b>{ $number }</b>: when somebody comes, what it costs, and what was done.

    For that, the bot will write to you here. We keep your name, phone and address only to do the work. You can see and delete them at any time: /privacy
button-client-join = ✅ I agree
button-client-leave = No, thanks
client-joined = ✅ Done. The bot will write to you here about <b>{ $number }</b>.
client-left = All right, we will not write. If you change your mind, open the link again.
client-link-refused =
    { $reason ->
        [used] Somebody else has opened this link. Please ask the dispatcher for a new one.
        [expired] This link has run out. Please ask the dispatcher for a new one.
       *[unknown] There is no such link. Please ask the dispatcher for a new one.
    }
client-not-yours = You cannot see this order any more.
client-help =
    The card of your order keeps itself up to date. Its buttons: <b>Move</b> and <b>Cancel</b> until the master is on the way, and <b>Question</b> for the dispatcher.

    You can also simply write here: it goes to the dispatcher.
    /start: your orders
    /privacy: what is kept about you
    /language: language
client-nothing-open = You have no open orders. To place a new one, please call us.
client-words-only = For now I can pass on only text. Please write it in words.
client-asked = Passed on to the dispatcher of <b>{ $number }</b>. The answer will come here.
client-status =
    { $status ->
        [new] 🆕 Order received
        [offering] 🔎 Looking for a master
        [assigned] 👷 A master has it
        [en_route] 🚗 The master is on the way
        [in_progress] 🛠 The master is at work
        [awaiting_approval] 💬 Waiting for your answer to the estimate
        [on_hold] ⏸ On hold
        [work_done] 🏁 The work is done
        [closed] ✅ Closed
        [refused] 🙅 Closed without a repair
       *[cancelled] ✖️ Cancelled
    }
client-device = Device: { $device }
client-window = 📅 { $window }
client-master = 👷 Master: { $master }
client-master-unknown = nobody yet
client-eta = 🚗 There at about { $eta }
client-hold =
    ⏸ { $hold ->
        [parts] Waiting for parts
        [client] As you asked
        [client_unreachable] We could not reach you
        [long_repair] A long repair
        [workshop] The device is in the workshop
       *[other] Waiting
    } until { $until }
client-disputed = ⚖️ The sum is being checked
button-client-open = 📄 Order
button-client-agree = ✅ I agree
button-client-disagree = ❌ I do not agree
button-client-question = ❓ Question
button-client-confirm = ✅ I confirm
button-client-move = 📅 Move
button-client-cancel = ✖️ Cancel
button-client-comment = 💬 Add a word
button-stars = ⭐️ { $stars }
client-created = 🆕 Order <b>{ $number }</b> received: { $device }, { $window }. We will write when a master has it.
client-accepted = 👷 { $master } will come for order <b>{ $number }</b>: { $window }.
client-en-route =
    🚗 { $master } is on the way, order <b>{ $number }</b>{ $knows ->
        [1] , there at about { $eta }
       *[other] { "" }
    }.
client-late = ⏰ { $master } will be about { $minutes } min late, order <b>{ $number }</b>. We are sorry!
client-rescheduled = 📅 The visit for order <b>{ $number }</b> is now { $window }.
client-held =
    ⏸ Order <b>{ $number }</b> is on hold until { $until }: { $hold ->
        [parts] waiting for parts
        [client] as you asked
        [client_unreachable] we could not reach you
        [long_repair] it needs a long repair
        [workshop] the device is in the workshop
       *[other] waiting
    }.
client-estimate =
    💬 The master has looked at it, order <b>{ $number }</b>.

    { $lines }

    The work does not begin without your word.
client-estimate-reminder =
    💬 We are waiting for your answer to the estimate, order <b>{ $number }</b>.

    { $lines }
client-estimate-approved = 👍 Noted that you agree to { $total }, order <b>{ $number }</b>.
client-estimate-rejected = 👌 Noted that you do not agree to the estimate, order <b>{ $number }</b>. The dispatcher will be in touch.
client-estimate-expired = ⌛️ The estimate for order <b>{ $number }</b> has run out. The dispatcher will be in touch.
client-mismatch = ⚖️ Order <b>{ $number }</b>: the total is { $total } instead of { $approved } as agreed. Please confirm it, or say what is wrong.
client-closed =
    ✅ Order <b>{ $number }</b> is closed: { $total } in total, { $paid } paid{ $owes ->
        [1] , { $due } left
       *[other] { "" }
    }.{ $isWarranted ->
        [1] { " " }Warranty until { $warranty }.
       *[other] { "" }
    }

    How was it?
client-refused =
    🙅 Order <b>{ $number }</b> is closed without a repair{ $costs ->
        [1] , coming and looking: { $fee }
       *[other] { "" }
    }.
client-cancelled = ✖️ Order <b>{ $number }</b> is cancelled.
client-answer =
    💬 The dispatcher answers, order <b>{ $number }</b>:

    { $answer }
client-rated-toast = Thank you!
client-rated =
    { $mood ->
        [bad] We are sorry about that. The dispatcher will call you within 15 minutes.
       *[good] Thank you for the stars! Glad to have helped.
    }
client-words-title = Your order
client-words-unfinished = an unfinished message
client-words-field = Your words
client-words-prompt =
    { $form ->
        [question] What would you like to ask?
        [cancel] Why do you cancel?
        [dispute] What is wrong with the sum?
       *[comment] What did you like, or not?
    }
client-words-review =
    { $number }: { $form ->
        [question] a question
        [cancel] cancel the order
        [dispute] I do not agree to the sum
       *[comment] a comment
    }
client-words-confirm =
    { $form ->
        [cancel] ✖️ Cancel the order
       *[other] ✅ Send
    }
client-words-done =
    { $form ->
        [question] Your question about <b>{ $number }</b> was sent. The answer will come here.
        [cancel] Order <b>{ $number }</b> is cancelled.
        [dispute] Noted. An administrator will check the sum of <b>{ $number }</b> and be in touch.
       *[comment] Thank you! Your comment on <b>{ $number }</b> was noted.
    }
client-reason =
    { $reason ->
        [changed_mind] Changed my mind
        [found_other] Found somebody else
        [works_again] It works again
       *[too_long] It takes too long
    }
client-move-title = Another time
client-move-prompt = When would suit you? Choose, or write something like “Saturday after 12”.
client-move-unclear = I did not understand the time. Write a day and an hour, like “tomorrow 10 to 14”.
client-move-review = { $number }: another time
client-move-done =
    { $taken ->
        [1] Passed on to the dispatcher: <b>{ $number }</b>, { $window }. They will see whether the master is free, and answer.
       *[other] Done: <b>{ $number }</b>, { $window }.
    }

## Papers for clients

paper-receipt = Receipt { $number }
paper-receipt-file = Receipt { $number }
paper-warranty = Warranty card { $number }
paper-warranty-file = Warranty { $number }
paper-day = Date
paper-device = Device
paper-master = Master
paper-until = Good until
paper-total = Total
paper-work = of it work
paper-parts = of it parts
paper-discount = discount
paper-paid = Paid
paper-due = Left to pay
paper-not-fiscal = This confirms the work that was done; it is no fiscal receipt.
paper-warranty-terms = If the fault comes back before that date, write to the bot or call and name { $number }: we come and mend it for free. New faults and traces of other repairs are not covered.

## What is kept of clients

command-privacy = What is kept about you
privacy-nothing = Nothing is kept about you as a client. If the bot writes to you for work, ask the administrator.
privacy-kept =
    🔒 <b>What is kept about you</b>

    Your name, phones ({ $phones }), addresses ({ $addresses }), orders ({ $orders }): what was broken, what was done and what was paid. We need them to come and to stand by the work.

    Name, phone and address are forgotten { $clientMonths } months after the last order, pictures after { $pictureMonths } months. Sums stay without a name. Nobody else gets them, and groups never see them.
button-privacy-take = 📤 My data as a file
button-privacy-erase = 🗑 Forget me
privacy-file = Everything that is kept about you
privacy-open-orders = You have an open order. Cancel it, or wait until it is over.
privacy-sure = Delete your name, phones, addresses and words? They cannot be brought back, and a warranty will need its paper.
button-privacy-sure = 🗑 Yes, delete
privacy-begun = Deleting…
privacy-erased = ✅ Done, we do not know you any more. Where how many rows were deleted or made nameless:
privacy-receipt-line = <code>{ $table }</code>: { $rows }
## Corrections, another time, and clients who are not served

button-edit = ✏️ Edit
button-reschedule = 🗓 Reschedule
button-client-waits = 🔔 Client waits
button-approve-client = ✅ Allow
edit-title = A correction
edit-field = What
edit-field-prompt = What is to be changed? Money and states have buttons of their own.
edit-field-name =
    { $field ->
        [category] Category
        [problem] Problem
        [client] Client’s name
        [phone] Phone
        [address] Address
        [zone] Part of town
        [flat] Flat
        [floor] Floor
        [entrance] Entrance
        [intercom] Intercom
        [wanted] Time
        [priority] Urgency
        [price] Price
        [notes] Notes
        [type] Order type
       *[owner] Whose order
    }
edit-value = Becomes
edit-value-prompt =
    { $field ->
        [category] Which category?
        [problem] What happened?
        [client] What is the client’s name?
        [phone] Which phone?
        [address] Which address? A point on the map will do.
        [zone] In which part of town is the address? They are set in /settings.
        [flat] Which flat?
        [floor] Which floor?
        [entrance] Which entrance?
        [intercom] How does the intercom open?
        [wanted] When to come?
        [priority] How urgent?
        [price] Which price or conditions?
        [notes] Which notes for the master?
        [type] Of what type is this order? Fields that the new type lacks are kept, but not shown.
        [own] { $label }?
       *[owner] Whose order is it now?
    }
    Now: { $now }
edit-example =
    { $field ->
        [category] fridge
        [problem] does not drain and hums
        [client] Maria
        [phone] +44 20 7946 0958
        [address] 5 Forest St, flat 12
        [zone] Sokolniki
        [flat] 12
        [floor] 8
        [entrance] 2
        [intercom] 12K3456
        [wanted] tomorrow at 10
        [price] 2,500, parts not included
        [notes] a dog in the yard
       *[other] a button
    }
edit-clear = 🗑 Remove
edit-unclear = That does not fit here.
edit-priority =
    { $priority ->
        [0] ordinary
        [1] important
        [2] urgent
       *[3] 🔥 at once
    }
edit-review = { $number }: edit
edit-before = <b>Was:</b> { $before }
edit-save = ✅ Save
edit-by-other = <b>{ $number }</b>: { $name } has changed “{ $field }” meanwhile, your correction is not saved. Look at the card and decide.
changed-field =
    { $field ->
        [category] category
        [problemText] problem
        [clientName] client’s name
        [phone] phone
        [address] address
        [zone] part of town
        [flat] flat
        [floor] floor
        [entrance] entrance
        [intercom] intercom
        [wantedFrom] time
        [wantedTo] time
        [priority] urgency
        [priceEstimateMinor] price
        [priceNote] conditions
        [notes] notes
        [owner] dispatcher
        [type] type
        [ownField] field
       *[other] details
    }
card-access =
    { $part ->
        [entrance] entrance
        [floor] floor
        [flat] flat
       *[intercom] intercom
    } { $value }
card-priority =
    Urgency: { $priority ->
        [1] important
        [2] urgent
       *[3] 🔥 at once
    }
card-notes = Notes: { $notes }
card-owner = Owned by { $name }
face-rescheduled = 🗓 Rescheduled: { $count }, last { $when }
reschedule-title = Another time
reschedule-prompt = To which time?
reschedule-why = Why another time?
reschedule-reason =
    { $reason ->
        [client_asked] The client asked
        [master_late] The master is late
       *[no_parts] No parts
    }
reschedule-review = { $number }: reschedule
face-blacklist =
    🟥🟥🟥 <b>Blacklisted client:</b> { $reason }
    { $state ->
        [approved] An administrator has allowed this order.
       *[waits] Not offered to masters until an administrator presses <b>✅ Allow</b>.
    }
fact-client-approved = ✅ <b>{ $number }</b>: an administrator has allowed the order of a blacklisted client
fact-blacklisted = 🟥 <b>{ $number }</b>: the client is blacklisted now
fact-client-waits = 🔔 <b>{ $number }</b>: the client is waiting! Call them, or tell the dispatcher when you will be there
toast-client-waits = The master has been told at once
offered-by = <b>{ $name }</b> has already offered it to { $master } at { $at }, answer by { $until }
offered-by-toast = { $name } has already offered it to { $master } at { $at }
offered-everybody = everybody
button-take-over = ↩️ Withdraw and offer…
fact-approval-wanted = 🟥 <b>{ $number }</b>: an order of a blacklisted client needs your word

## Looking things up, out of sight, the audit

menu-board = 📊 Board
menu-search = 🔎 Search
menu-masters = 👷 Masters
menu-reports = 📈 Reports
menu-settings = ⚙️ Settings
menu-users = 👥 People
menu-my = 🧰 My orders
menu-shift = 🟢 Shift
search-nothing = Nothing was found.
search-title = 🔎 <b>{ $text }</b>
search-by =
    { $by ->
        [number] by its number
        [phone] by the phone
        [address] by the address
        [client] by the client’s name
        [field] by a field of the order
       *[model] by the model
    }
number-usage = Which order? For example: <code>{ $command } 123</code>
timeline-title = 🕘 <b>{ $number }</b>, history, page { $page }
timeline-via =
    { $via ->
        [bot] by button
       *[timer] by itself
    }
timeline-said = told by phone, at { $at }
timeline-event =
    { $event ->
        [submit] order created
        [offer] offered to a master
        [withdraw_offer] offer withdrawn
        [offer_expiry] offer expired
        [accept] taken by a master
        [assign] assigned to a master
        [decline] declined by a master
        [release] master released
        [take_away] master released
        [confirm_visit] visit confirmed
        [depart] master on the way
        [arrive] master on site
        [reschedule] visit rescheduled
        [fail_visit] visit failed
        [unreachable] client does not answer
        [client_waits] client waits, master reminded
        [hold] on hold
        [hold_end] end of the hold reached
        [resume] resumed
        [send_estimate] estimate sent
        [approve] estimate approved
        [reject] estimate rejected
        [estimate_expiry] estimate expired
        [finish] work done
        [close] closed
        [return] returned for a fix
        [dispute] price disputed
        [end_dispute] dispute settled
        [refuse] refused
        [cancel] cancelled
        [reopen] opened again, the master’s share reversed
        [take_up_again] taken up again
        [claim_warranty] warranty claimed
        [undo] last step undone
        [edit] edited
        [read_change] changes read by the master
        [approve_client] allowed by an administrator
        [delete] deleted
        [restore] restored
        [pay] payment
        [rate] rated by the client
        [follow] with the first order of the address
        [import] moved in from the earlier bot
        [check] checklist
       *[other] note
    }
audit-files = · files
audit-title = <b>Audit</b>
audit-empty = There are no entries.
audit-whole = ✅ The chain is whole: { $count } entries, the last one <code>{ $hash }</code>
audit-broken =
    🔴 <b>The chain is broken</b> at entry { $seq }: { $because ->
        [altered] altered
        [missing] missing
       *[reordered] moved
    }
audit-nobody = There is no such order and no such person.
audit-action =
    { $action ->
        [order_phone_shown] client’s phone shown
        [order_deleted] order deleted
        [order_restored] order restored
        [order_reopened] order opened again
        [order_client_approved] blacklisted client’s order allowed
        [order_refunded] refund
        [client_blacklisted] client blacklisted
        [client_unblacklisted] client taken off the blacklist
        [role_granted] role given
        [role_revoked] role taken
        [order_type_added] order type added
        [order_type_changed] order type changed

        [files_dropped] old photos and recordings deleted
       *[other] category switched
    }
deleted-title = 🗑 <b>Deleted orders</b>
deleted-none = No orders are deleted.
deleted-line =
    { $order }
    <i>{ $when } · { $name }: { $reason }</i>
restored = ♻️ <b>{ $number }</b> is back
edit-closed =
    { $state ->
        [closed] The money of <b>{ $number }</b> is not changed afterwards: press <b>Reopen</b>. The master’s share is reversed by a line of its own, they report anew, and the order is closed with the new sum. An order can be reopened for 14 days.
       *[open] <b>{ $number }</b> is not closed: <b>✏️ Edit</b> changes its fields, and the master’s report its money.
    }
blacklist-title = 🟥 <b>Blacklist</b>. To add a client: <code>/blacklist 123</code> with the number of their order
blacklist-empty = The blacklist is empty. To add a client: <code>/blacklist 123</code> with the number of their order
blacklist-line =
    <b>{ $name }</b> · { $phone }
    { $reason }
    <i>{ $when } · { $by }</i>
blacklist-off = ✖️ Take off: { $name }
types-title = <b>What is repaired</b>. A category that is off is not offered in new orders; older ones keep it.
command-search = Find an order: number, phone, address, name
command-history = An order’s history: who, what and when
command-blacklist = Clients who are not served
command-types = Types of orders, and what is repaired
command-prices = Price list
command-schemes = How the shares of masters are computed
command-settings = Settings
command-export = Orders and masters as files
command-users = Roles
command-audit = Audit
command-delete-order = Delete an order
command-deleted = Deleted orders
command-restore = Bring an order back

## Reports, prices, settlements and money

command-done = What was finished today
command-money = Cash, share, settlement sheets
command-stats = A master in numbers
command-reports = Reports: text, chart, files
reports-menu =
    <b>Reports</b>
    About what?
reports-choose = Which report?
reports-group =
    { $group ->
        [money] 💰 Money
        [masters] 👷 Masters
       *[other] 📋 Orders
    }
reports-back = ← Back
reports-chart = 📊 Chart
reports-dates = 📅 Own dates
reports-period =
    { $period ->
        [today] Today
        [yesterday] Yesterday
        [this_week] This week
        [last_week] Last week
        [this_month] This month
        [last_month] Last month
        [this_year] This year
       *[other] 30 days
    }
reports-days = Dates
reports-days-title = Dates of a report
reports-days-prompt = Which days? Type the first and the last, such as <code>1.11–15.11</code>, or one day.
reports-days-unclear = I did not understand the dates. The first and the last day, 400 days at most: <code>1.11–15.11</code> or <code>01.10.2026 – 31.10.2026</code>
reports-days-review = <b>A report on your own dates</b>
reports-days-confirm = Show
export-period = Period
export-orders = Orders
export-waiting = ⏳ Making it…
export-failed = The file could not be made. Please try again: open the report anew and press the button.
export-caption =
    { $rows ->
        [one] <b>{ $title }</b> · { $rows } row
       *[other] <b>{ $title }</b> · { $rows } rows
    }
    The file stays in the chat until { $until }
export-menu =
    <b>Export</b>
    Settlement sheets become PDF from their cards: /settlements. Other reports: /reports
export-what =
    { $what ->
        [orders] Orders: { $period }
       *[other] Masters: { $period }
    }
report-column-status = Status
report-column-created-at = Created
report-column-closed-at = Closed at
report-column-client = Client
report-column-phone = Phone
report-column-address = Address
report-column-problem = Problem
report-column-labour = Work
report-column-total = Total
report-column-paid = Paid by client
report-column-line = Line
report-column-advance = Advance
settlement-title = Settlement sheet
settlement-open = 🧾 Open the sheet
settlement-no-access = This sheet is not yours to see.
settlement-head = 🧾 <b>Settlement sheet No. { $id }</b> · { $master }
settlement-about = { $period } · { $status }
settlement-status-label = Status
settlement-status =
    { $status ->
        [draft] 📝 draft
        [agreed] 👌 master agrees
        [disputed] ⚠️ disputed
        [approved] ✅ approved
       *[paid] 💸 paid
    }
settlement-share-label = Master’s share
settlement-advances-label = Advances
settlement-cash-label = Cash with the master
settlement-to-pay-label = To pay
settlement-to-hand-in-label = To hand in
settlement-share = Revenue { $gross }, parts { $parts }, master’s share { $share }
settlement-advances = Advances: { $sum }
settlement-cash = Cash with the master at the end of the week: { $sum }
settlement-to-pay = <b>To pay to the master: { $sum }</b>
settlement-to-hand-in = <b>The master hands in: { $sum }</b>
settlement-line-kind =
    { $kind ->
        [order] Order
        [warranty_rework] Under warranty
        [refusal_fee] Call-out of a refusal
        [false_call] False call
        [advance] Advance
        [correction] Correction
       *[reversal] Reversal
    }
settlement-line-disputed = ⚠️ Disputed: { $reason }
settlement-line-reversed = { $line } · ↩️ reversed
settlement-no-lines = There are no lines.
settlement-agree = ✅ I agree
settlement-dispute = ⚠️ Dispute a line
settlement-resolve = ⚖️ Decide the dispute
settlement-approve = ✅ Approve
settlement-paid = 💸 Paid
settlement-received = 💵 Received from the master
settlement-reverse = ↩️ Reverse a line
settlement-told =
    { $news ->
        [drafted] 🧾 Settlement sheet No. { $id } is ready. Look at its lines and answer: you agree, or there is a dispute.
        [agreed] 👌 The master agrees to sheet No. { $id }. It can be approved.
        [disputed] ⚠️ The master disputes a line of sheet No. { $id }.
        [resolved] ⚖️ The dispute in sheet No. { $id } is decided. Please look at the sheet again.
        [approved] ✅ Sheet No. { $id } is approved: { $sum }
       *[paid] 💸 Sheet No. { $id } is closed, the money has changed hands: { $sum }
    }
line-title = Line of a sheet
line-which = Line
line-which-prompt =
    { $act ->
        [dispute] Which line do you not agree with?
        [resolve] Which line is decided?
       *[other] Which line is to be reversed? An approved sheet does not change: the opposite line goes into the next one.
    }
line-dispute-prompt = What is wrong? An administrator will read these words.
line-dispute-example = I bought the part myself
line-share = Master’s share
line-share-prompt =
    The master writes: { $reason }
    The share is { $share } now. What should it be?
line-share-stays = Leave as it is
line-review =
    { $act ->
        [dispute] <b>Dispute of a line</b>
        [resolve] <b>Decision of a dispute</b>
       *[other] <b>Reversal of a line</b>
    }
line-done =
    { $act ->
        [dispute] The dispute is with the administrator.
        [resolve] The decision is noted, the master will see the sheet.
       *[other] The opposite line goes into the next sheet.
    }
money-refused =
    { $why ->
        [not_yours] Your role does not allow this.
        [more_than_is_held] The master does not hold so much cash.
        [line_is_unknown] The sheet has no such line.
        [settlement_is_agreed] The master has agreed already.
        [settlement_is_disputed] Decide the dispute first.
        [settlement_is_draft] The sheet is still a draft.
        [settlement_is_approved] The sheet is approved and does not change any more.
        [settlement_is_paid] The sheet is paid and does not change any more.
       *[other] This cannot be done now.
    }
money-cash =
    { $limit ->
        [none] 💵 Cash in hand: <b>{ $held }</b>
       *[other] 💵 Cash in hand: <b>{ $held }</b> of { $limit }
    }
money-asked = ⏳ Waits for the dispatcher’s word: { $sum }
money-over-limit = 🔴 The cash limit is reached: no new orders until you hand in money.
money-week =
    📅 { $period }
    { $orders ->
        [one] { $orders } order
       *[other] { $orders } orders
    }, revenue { $gross }, your share <b>{ $share }</b>
money-advances = Advances: { $sum }
money-earlier = Earlier, not settled yet: { $sum }
money-sheets = 🧾 Settlement sheets:
money-all = <b>💵 Cash with masters</b>
money-line =
    { $over ->
        [yes] 🔴 { $name }: { $held }, limit reached
       *[no] • { $name }: { $held }
    }{ $asked ->
        [none] { "" }
       *[other] { " " }(handing in { $asked })
    }
money-nobody = Nobody holds cash.
money-no-cash = There is no cash.
money-draft = 🧾 Settle last week
money-drafted =
    { $count ->
        [0] There is nothing to settle
        [one] { $count } sheet drafted
       *[other] { $count } sheets drafted
    }
money-act =
    { $act ->
        [bring] 💵 Hand in cash
        [take] 💵 Take cash
       *[other] ➕ Advance to a master
    }
cash-title = Cash
cash-master = Master
cash-master-prompt = Which master?
cash-amount = Amount
cash-amount-prompt =
    { $act ->
        [bring] How much do you hand in? You hold { $held }
        [take] How much do you take? The master holds { $held }
       *[other] How much is the advance?
    }
cash-all = All: { $sum }
cash-too-much = That is more than is held: { $held }
cash-review =
    { $act ->
        [bring] <b>Hand in cash</b>
        [take] <b>Take cash</b>
       *[other] <b>Advance to a master</b>
    }
cash-done =
    { $act ->
        [bring] A dispatcher will confirm having got { $sum }.
        [take] Taken: { $sum }
       *[other] Advance noted: { $sum }
    }
cash-told =
    { $act ->
        [take] 💵 { $name }: { $sum } taken from you
       *[other] 💵 You got an advance of { $sum }; the next sheet counts it. { $name }
    }
handover-card =
    { $status ->
        [asked] 💵 { $master } hands in <b>{ $sum }</b>. Count it and confirm.
        [taken] ✅ { $master } handed in <b>{ $sum }</b>. Taken by { $name }, { $when }
       *[refused] ❌ { $master } hands in { $sum }: the money did not come. { $name }, { $when }
    }
handover-taken = ✅ Got { $sum }
handover-refused = ❌ Did not get it
handover-answered = { $name } has answered already
handover-told =
    { $taken ->
        [yes] ✅ { $name } confirms: got { $sum }. You still hold { $held }
       *[no] ❌ { $name } did not get { $sum }. You hold { $held } as before
    }
price-title = Entry of the price list
price-category-prompt = For which appliance?
price-kind = What it is
price-kind-prompt = Work or a part?
price-kind-word =
    { $kind ->
        [work] 🔧 Work
       *[part] 🔩 Part
    }
price-name = Name
price-name-prompt = What is it called? 2 to 200 characters.
price-name-example = Pump replacement
price-amount-prompt = The price for the client?
price-cost = Cost
price-cost-prompt = What does the part cost the company?
price-warranty = Warranty
price-warranty-prompt = For how many days is the warranty?
price-days =
    { $days ->
        [0] No warranty
       *[other] { $days } days
    }
price-review =
    { $isNew ->
        [yes] <b>New entry of the price list</b>
       *[no] <b>Entry of the price list</b>
    }
price-twin = This category has such an entry already. Give it another name.
price-done = In the price list: <b>{ $name }</b> — { $price }
price-card =
    { $isRetired ->
        [yes] 🗄 <b>{ $name }</b> · archived
       *[no] <b>{ $name }</b>
    }
    { $category } · { $kind }
    Price: { $price }
    Cost: { $cost }
    Warranty: { $warranty }
price-change = ✏️ Change
price-retire = 🗄 Archive
price-restore = ↩️ Bring back
prices-menu =
    <b>Price list</b>
    Choose a category.
prices-list = <b>Price list: { $category }</b>
prices-none = Nothing yet.
prices-add = ➕ Add
scheme-title = Share scheme
scheme-name-prompt = What is the scheme called? 2 to 100 characters.
scheme-name-example = Half of the work
scheme-kind = Kind
scheme-kind-prompt = How is a master’s share computed?
scheme-kind-word =
    { $kind ->
        [percent] A percentage
        [tiers] A percentage by tiers
       *[other] An amount per visit
    }
scheme-rule = Rate
scheme-rule-prompt =
    { $kind ->
        [percent] How many percent go to the master? 0 to 100, for example <code>50</code>
        [tiers] Tiers as “from amount: percent”, the first from zero, for example <code>0: 40; 7000: 50</code>
       *[other] How much per visit? For example <code>800</code>
    }
scheme-basis = Of what
scheme-basis-prompt = Of which amount?
scheme-basis-word =
    { $basis ->
        [labour] of the work
       *[net] of the net amount
    }
scheme-basis-choice =
    { $basis ->
        [labour] Of the work, without parts
       *[net] Of the net: everything less what parts cost
    }
scheme-bonus = Bonus
scheme-bonus-prompt = A bonus for a review and for going out of town?
scheme-markup-title = Markup of parts
scheme-markup-prompt = Whose is the markup of parts?
scheme-whose =
    { $whose ->
        [master] The master’s
       *[company] The company’s
    }
scheme-false-call-title = False call
scheme-false-call-prompt = What does the master get for a false call?
scheme-review = <b>Share scheme</b>
scheme-twin = There is a scheme of this name. Give it another one.
scheme-per-visit = { $sum } per visit
scheme-tier = from { $from } — { $percent }
scheme-review-bonus = +{ $percent } for a review
scheme-far-bonus = +{ $percent } out of town
scheme-senior = a senior not less than { $percent }
scheme-markup =
    { $whose ->
        [master] markup of parts to the master
       *[company] markup of parts to the company
    }
scheme-warranty = warranty work { $percent }
scheme-false-call = false call { $sum }
scheme-example = { $sum }: to the master { $share }, to the company { $company }
scheme-done =
    The scheme <b>{ $name }</b> is saved: { $text }.
    { $example }
scheme-ready =
    { $ready ->
        [two_fifths] 40/50 of the net
        [half] Always 50
       *[other] 50/60 of the net
    }
scheme-ready-where =
    { $ready ->
        [two_fifths] other appliances
        [half] electrics, plumbing, water heaters
       *[other] refrigerators
    }
schemes-usual = <b>Usual shares</b>, where a master has no scheme of their own:
schemes-own = <b>Own schemes</b>
schemes-none = None yet.
scheme-usual-line = • { $name } ({ $where }): { $text }
scheme-line = • <b>{ $name }</b>: { $text }. { $masters }
scheme-nobody = given to nobody
scheme-take = ➕ { $name }
scheme-add = ➕ New scheme
scheme-card =
    <b>{ $name }</b>
    { $text }
    Example: { $example }
    Masters: { $masters }
scheme-give = 👷 Give it
scheme-choose = Who gets the scheme <b>{ $name }</b>? A second press brings back the usual shares.
profile-title = Master
profile-value = Value
profile-prompt =
    { $field ->
        [zones] Which parts of town does { $name } go to? Separated by commas; “none” means everywhere.
        [shifts] When does { $name } work? Shifts are planned for 4 weeks.
       *[limit] How much cash may { $name } hold? “none” means no limit.
    }
profile-unclear =
    { $field ->
        [zones] Parts of town separated by commas, 100 characters each at most.
        [shifts] I did not understand. Days and hours, for example <code>mon–fri 9–18, sat 10–15</code>
       *[limit] I did not understand the amount. For example <code>20000</code>
    }
profile-review =
    { $field ->
        [zones] <b>{ $name }: parts of town</b>
        [shifts] <b>{ $name }: shifts</b>
       *[limit] <b>{ $name }: cash limit</b>
    }
profile-shifts-ahead = Shifts in 4 weeks: { $count }
profile-done =
    { $field ->
        [zones] { $name }, parts of town: { $value }
        [shifts] { $name }, shifts: { $value }
       *[limit] { $name }, cash limit: { $value }
    }
profile-card =
    ⚙️ <b>{ $name }</b>
    Skills: { $skills }
    Parts of town: { $zones }
    Shifts: { $shifts }
    Cash limit: { $limit }
    Share scheme: { $scheme }
    Orders a day: up to { $capacity }
profile-everywhere = everywhere
profile-no-shifts = not planned
profile-no-limit = no limit
profile-usual-scheme = the usual one
profile-skills-button = 🧰 Skills
profile-skills = 🧰 What can <b>{ $name }</b> do? A press changes it: does not take → ⭐️ learning → ⭐️⭐️ can → ⭐️⭐️⭐️ the best
profile-form =
    { $field ->
        [zones] 🗺 Parts of town
        [shifts] 🗓 Shifts
       *[limit] 💵 Cash limit
    }
profile-toggle =
    { $field ->
        [takesNights] Takes orders at night
        [needsConfirmation] Confirms orders themselves
       *[isSenior] Senior master
    }
stats-whose = Whose numbers?
stats-head = 📈 <b>{ $name }</b>
stats-period =
    <b>{ $period }</b>
    Offered { $offers }, accepted { $accepted } ({ $acceptRate })
    Arrivals { $arrivals }, on time { $onTime } ({ $onTimeRate })
    Rating { $stars }, reviews { $ratings }
    ✅ { $closed }, ❌ { $refused }, given back { $released }
    Revenue { $gross }, share { $share }
done-head =
    { $count ->
        [one] <b>Today: { $count } order</b> · { $sum }
       *[other] <b>Today: { $count } orders</b> · { $sum }
    }
done-line =
    { $master ->
        [own] { $number } · { $category } · { $status } · { $sum }
       *[other] { $number } · { $category } · { $master } · { $status } · { $sum }
    }
done-nothing = Nothing was finished today yet.
settings-title = <b>⚙️ Company settings</b>
setting-line = <b>{ $name }</b>: { $value }
setting-changed = <i>changed { $when }, { $name }</i>
setting-name =
    { $name ->
        [report_daily] Daily summary
        [report_weekly] Weekly report, on Mondays
        [report_monthly] Monthly report, on the 1st
        [settlements_weekly] Settlement sheets, on Mondays
        [csv_delimiter] Delimiter in CSV
       *[cash_limit_minor] Cash limit of new masters
    }
setting-short =
    { $name ->
        [report_daily] Summary
        [report_weekly] Week
        [report_monthly] Month
       *[other] Sheets
    }
setting-regular =
    { $state ->
        [on] on, { $time }
       *[off] off
    }
setting-time = At what time? { $name }
setting-csv = CSV: delimiter { $delimiter }
setting-limit = 💵 Limit of new masters
setting-limit-title = Cash limit of new masters

## Why not, by where a visit or an offer stands

refusal-visit =
    This is not possible now. The visit: { $status ->
        [planned] planned
        [en_route] the master is on the way
        [on_site] the master is on site
        [finished] over
        [failed] came to nothing
        [rescheduled] moved
       *[other] cancelled
    }.
refusal-offer =
    This is not possible now. The offer: { $status ->
        [sent] waits for an answer
        [seen] waits for an answer
        [accepted] accepted
        [declined] declined
        [expired] ran out
       *[other] withdrawn
    }.

## Who cannot be written to

masters-unreachable = 🔕 gets no messages: the bot is blocked
person-unreachable =
    🔕 <b>{ $name }</b> gets no messages any more: the bot is blocked.{ $visits ->
        [0] { "" }
       *[other] { " " }Open visits: { $visits }. Please call.
    }
person-reachable = 🔔 <b>{ $name }</b> gets messages again

## The sum of a report, beside its name

finish-sum = { $total } (work { $work }, parts { $parts })

## Messages that are edited after their order was made

edited-answer = You have edited your message, but order <b>{ $number }</b> exists already. Apply the change?
edited-answer-unclear = You have edited a message that order <b>{ $number }</b> was made of, but the new value cannot be read. The order is as it was.

## Paid before the report

finish-paid-before = Already paid: { $paid }, still to pay: { $due }.

## The master at work

button-inspect = 📋 Inspection
button-device = ➕ Another device
button-photos = 📷 Photos
button-cannot-come = 😟 Can’t make it
button-all-right = 👌 Yes
button-help = 🆘 I need help
button-other-minutes = Other…
ask-late = How late will you be?
ask-when = When was that?
ago-minutes =
    { $hours ->
        [0] { $minutes ->
            [0] Now
           *[other] { $minutes } min ago
        }
       *[other] { $hours } h ago
    }
late-title = Delay
late-prompt = How many minutes late? Type a number from 1 to 600.
toast-desk-told = The dispatcher knows
toast-came-late = The work is handed in already: this stamp came later and changes nothing.
toast-taken = { $name } has taken it already
photos-count = 📷 { $count } { $count ->
        [one] photo
       *[other] photos
    }
photos-of =
    { $number } · { $stage ->
        [before] before the repair
        [after] after the repair
       *[other] of the order
    }
photos-joined = 📷 Added to <b>{ $number }</b>: { $count } in all
voice-title = In words
voice-kept = 🎙 The recording is kept. There is no transcript yet: please type one line.
voice-heard = 🎙 The recording is kept. We heard: “{ $text }”. Is that right? Press, or type it otherwise.
voice-right = ✅ That’s right
inspect-title = Inspection
inspect-photos = Photos before
inspect-photos-prompt = Send photos from before the repair, as an album of up to ten if you like.
inspect-no-photos = No photos
inspect-unknown = I don’t know
inspect-diagnosis = Diagnosis
inspect-diagnosis-prompt = What is wrong? Type it or say it.
inspect-diagnosis-example = the drum seal leaks
inspect-device =
    { $field ->
        [model] Model
        [serial] Serial number
       *[age] Age
    }
inspect-device-prompt =
    { $field ->
        [model] Which model? For example, Bosch WLG 20060.
        [serial] The serial number on its plate?
       *[age] How many years old is it?
    }
inspect-years =
    { $count ->
        [one] { $count } year
       *[other] { $count } years
    }
device-title = Another device
device-over = is over
device-added = ➕ <b>{ $number }</b> created, one visit with <b>{ $with }</b>
face-shared =
    🔗 { $first ->
        [1] One visit with
       *[other] Another device:
    } <b>{ $number }</b> ({ $category })
face-device = 🏷 { $device }
face-serial = No. { $serial }
face-diagnosis = 📋 Inspection: { $text }
finish-together = Together with { $number } ({ $how })
fact-inspected = 📋 <b>{ $number }</b>: { $master } has inspected the device, the diagnosis is on the card
fact-cannot-come = 😟 <b>{ $number }</b>: { $master } can’t make it to the visit. Move the visit or release the master.
fact-help-wanted = 🆘 <b>{ $number }</b>: { $master } is on site and needs help. Call them.
fact-call-again = 📵 <b>{ $number }</b>: call the client again. No answer? Press the button.
unreachable-template =
    Write to the client (tap the text to copy it):

    <code>{ $text }</code>
unreachable-message = Hello! { $master }, who comes for order { $number }, cannot reach you by phone. Please call us, or answer the call: otherwise the visit will have to be moved.
toast-false-call = The drive will be paid: { $fee }.
shift-plan = 📅 Plan of the week
shift-week = <b>Plan for 7 days</b>. Press a day to change it.
shift-day = <b>{ $day }</b>: when do you work?
shift-none = nothing planned
shift-back = ◀️ To the week
shift-days = { $days } d
shift-away =
    { $reason ->
        [vacation] 🏖 vacation
        [sick] 🤒 ill
        [day_off] day off
       *[other] away
    }
shift-nights =
    { $takes ->
        [yes] 🌙 I take nights
       *[no] 🌙 No nights for me
    }
shift-hand-over = 🔄 Hand over { $number } { $time }
shift-hand-over-all = 🔄 Hand over all
shift-hand-over-reason = end of the shift
shift-end-now = ⚪️ End the shift
visit-status =
    { $status ->
        [planned] Planned
        [en_route] On the way
        [on_site] On site
        [finished] Done
        [failed] Failed
       *[other] Cancelled
    }
day-title = <b>Today</b>, visits: { $count }
day-nothing = No visits today.
day-map = map
day-place = { $address } · { $link }
day-others = ➕ more devices at this address: { $count }
day-picture = 🖼 As a picture
day-picture-title = { $name }: the day
day-picture-count = { $day } · visits: { $count }
board-picture = 🖼 As a picture
board-picture-title = Orders
board-picture-at = { $when } · overdue: { $overdue }
board-column =
    { $status ->
        [new] New
        [offering] Offered
        [assigned] Assigned
        [in_progress] In progress
        [on_hold] On hold
       *[work_done] Done
    }
command-day = My day

## Money that comes after the report

button-take-payment = 💵 Take payment
pay-title = Payment
pay-amount = Amount
pay-amount-prompt = How much has the client paid? They owe { $due }. Press, or type the sum.
pay-all = All of it: { $due }
pay-method-prompt =
    { $kind ->
        [fee] Call-out and diagnosis: { $sum }. How does the client pay?
       *[final] To be paid: { $sum }. How does the client pay?
    }
pay-taker = Who has it
pay-taker-prompt = Who has this cash now?
pay-office = 🏢 The office
pay-confirm = ✅ Received { $sum }
fact-cash-taken = 💵 <b>{ $number }</b>: { $paid } in cash from the client is noted as being with you. It is to be handed in.
client-paid =
    💵 Order <b>{ $number }</b>: we have received { $amount }. { $owes ->
        [1] { $due } left.
       *[other] All is paid, thank you!
    } The receipt follows.
paper-fee = Call-out and diagnosis

## What a company sets: how long things may take, and what a call-out costs

setting-terms = ⏱ Deadlines and call-outs
settings-terms = <b>⏱ Deadlines and call-outs</b>
setting-undo = ↩️ Put back: { $value }
setting-term-prompt = <b>{ $name }</b>
setting-term-now = Now { $now }, usually { $usual }.
setting-term-from-next = <i>Deadlines that run on orders already stay as they are: new ones count from the next on.</i>
setting-days = { $count } d
setting-hours = { $count } h
setting-minutes = { $count } min
setting-term =
    { $name ->
        [fee_diagnostic_minor] Call-out and diagnosis after a refusal
        [fee_false_call_minor] To the master for a false call, where the scheme says nothing
        [limit_no_offer] An order without an offer: recall it to the dispatcher after
        [limit_offer_in_shift] Answer to an offer, on shift
        [limit_offer_off_shift] Answer to an offer, off shift
        [limit_no_taker_all] No taker: offer it to all after
        [limit_no_taker_admin] No taker: ask an administrator after
        [limit_confirm_visit] Ask the master before the visit by
        [limit_late] Late: tell the dispatcher and the client from
        [limit_on_site] Master on site for long: ask after
        [limit_hold] A long hold: tell an administrator after
        [limit_new] A new order is overdue after
        [limit_offering] An offered one is overdue after
        [limit_assigned] An accepted one is overdue after
       *[limit_in_progress] One in progress is overdue after
    }
setting-term-short =
    { $name ->
        [fee_diagnostic_minor] Diagnosis
        [fee_false_call_minor] False call
        [limit_no_offer] No offer
        [limit_offer_in_shift] On shift
        [limit_offer_off_shift] Off shift
        [limit_no_taker_all] To all
        [limit_no_taker_admin] To admin
        [limit_confirm_visit] Before visit
        [limit_late] Late
        [limit_on_site] On site
        [limit_hold] Hold
        [limit_new] New
        [limit_offering] Offered
        [limit_assigned] Accepted
       *[limit_in_progress] In progress
    }

## Parts of town

card-zone = Part of town: { $zone }
setting-zones = 🗺 Parts of town: { $count }
zones-title = <b>🗺 Parts of town</b>
zones-how = <i>A part of town is found by words of the address (streets, stations, villages); masters read it in an offer instead of the street. Who works there is asked first. A word counts from the beginning of a word: “sokoln” finds “Sokolnicheskaya”.</i>
zones-add = ➕ Part of town
zone-title = Part of town
zone-name = Name
zone-name-prompt = What is this part of town called?
zone-name-example = Sokolniki
zone-words = Words of addresses
zone-words-prompt = By which words of an address is { $name } known? With commas.
zone-words-example = Rusakovskaya, Stromynka, sokoln
zone-words-unclear = Please type at least one word: a street, a station, a village.
zone-review = Part of town
zone-done =
    🗺 { $name } is saved. { $count ->
        [0] No open order is concerned.
       *[other] Open addresses that have found their part of town: { $count }.
    }
zone-too-many = More than { $most } of them are not needed: take some off.
profile-zones-known = Parts of town of the company: { $zones }

## Types of orders

order-type-name =
    { $key ->
        [on_site] On site
        [workshop] Workshop
        [warranty] Warranty
       *[other] Usual
    }
own-field = Field of the type
own-yes-no =
    { $answer ->
        [yes] Yes
       *[no] No
    }
own-field-prompt =
    <b>{ $label }</b>: { $kind ->
        [number] send a number.
        [choice] choose.
        [yes_no] yes or no?
       *[text] type it.
    }
own-field-unclear =
    { $kind ->
        [number] A number is wanted, such as 12 or 3.5.
        [choice] Choose one of the buttons.
        [yes_no] Answer yes or no.
       *[text] Keep it short: up to 200 characters.
    }
own-field-example =
    { $kind ->
        [number] 12
        [choice] by button
        [yes_no] yes
       *[text] WLG 20060
    }
own-field-kind =
    { $kind ->
        [number] number
        [choice] choice
        [yes_no] yes / no
       *[text] text
    }
own-field-stage =
    { $stage ->
        [submit] required in a new order
        [finish] required before “Done”
       *[never] not required
    }
step-type = Type
step-type-prompt = Of what type is the order?
step-type-usual = { $name } · usual
card-type = 🗂 { $name }
card-own-field = { $label }: { $value }
place-workshop = 🏭 at the workshop
order-types-title = <b>Types of orders</b>. Each type has fields of its own, a place, a beginning and a checklist. While several types are on, a new order begins with the choice of its type.
type-line =
    { $state ->
        [default] ⭐️ <b>{ $name }</b> — the usual one
        [warranty] 🛡 <b>{ $name }</b> — for returns under warranty
        [on] ✅ <b>{ $name }</b>
       *[off] ▫️ <b>{ $name }</b> — off
    }; { $place ->
        [workshop] at the workshop
       *[at_client] at the client’s
    }; fields: { $fields }, checklist lines: { $checks }
types-categories = 🧰 What is repaired
type-add = ➕ Order type
type-card =
    <b>{ $name }</b> · { $state ->
        [default] the usual one
        [warranty] for returns under warranty
        [on] on
       *[off] off
    }
    Where: { $place ->
        [workshop] at the workshop, no address is asked
       *[at_client] at the client’s
    }
    Beginning: { $starts ->
        [desk] stays with the dispatcher, nobody is reminded of a master
       *[offered] waits for a master, the desk is reminded
    }
type-fields = <b>Fields</b>: { $count }
type-checks = <b>The master’s checklist</b>: { $count }
type-field-line =
    • { $label } — { $kind ->
        [number] number
        [choice] choice ({ $options })
        [yes_no] yes / no
       *[text] text
    }, { $required ->
        [submit] required in a new order
        [finish] required before “Done”
       *[never] not required
    }
type-rename = ✏️ Name
type-edit-fields = 📝 Fields · { $count }
type-edit-checks = ☑️ Checklist · { $count }
type-place =
    { $place ->
        [workshop] 🏭 Make it: at the workshop
       *[at_client] 🏠 Make it: at the client’s
    }
type-starts =
    { $starts ->
        [desk] 🗂 Beginning: stays with the dispatcher
       *[offered] 👷 Beginning: waits for a master
    }
type-active =
    { $isActive ->
        [yes] ⏻ Switch off
       *[no] ✅ Switch on
    }
type-make-default = ⭐️ Make it the usual one
type-fields-title = <b>Fields of “{ $name }”</b>. A field that is removed leaves the cards; what was written into it stays with the orders.
type-add-field = ➕ Field
type-drop-field = 🗑 { $label }
type-name = Name of the type
type-name-prompt = What is the type called? Dispatchers and masters see the name.
type-name-example = Installation
type-name-bad = From 2 to { $max } characters, in one line.
type-field-label = Name of the field
type-field-label-prompt = What is the field called? Dispatchers and masters see it so.
type-field-label-example = Lock code
type-field-kind = What it holds
type-field-kind-prompt = What is written into this field?
type-field-options = Options
type-field-options-prompt = What can be chosen? Send from 2 to { $max }, with commas between.
type-field-options-example = black, white, other
type-field-required = Required
type-field-required-prompt = When can it not be left out?
type-checklist = Checklist
type-checklist-prompt = Send the master’s checklist: each check in a line of its own, up to { $max }. It takes the place of the former one; visits that have begun keep theirs.
type-checklist-example = Check the hose
type-checklist-none = No checklist
type-checklist-unclear = From one to { $max } lines, each up to { $longest } characters.
type-form-review =
    { $form ->
        [rename] New name
        [field] New field
        [checklist] Checklist
       *[add] New order type
    }
type-title = Order type
type-gone = This type does not exist any more.
type-too-many-fields = A type has { $max } fields at most: remove one first.
type-done = Saved: <b>{ $name }</b>.
type-open = ⚙️ Open the type
button-checklist = ☑️ Checklist
checklist-title =
    ☑️ <b>{ $number }</b>: checklist { $done }/{ $all }{ $failed ->
        [0] { "" }
       *[other] , ❌ { $failed }
    }
    Press: ⬜ → ✅ → ❌
checklist-new-order = ➕ New order: { $line }
face-checklist =
    ☑️ Checklist { $done }/{ $all }{ $failed ->
        [0] { "" }
       *[other] , ❌ { $failed }
    }
toast-new-from-check = { $number } was made
finish-checklist = Checklist
finish-checklist-prompt =
    ☑️ The checklist is not complete: { $count ->
        [one] { $count } line is open
       *[other] { $count } lines are open
    }. Hand the work in all the same?
finish-checklist-anyway = Hand in all the same
report-column-own-fields = Fields

## Files that are kept, and places

photos-with-place = 📍 With location
photos-title = Photos
photos-place-title = Place
photos-place-prompt = Send the photos as files (📎 → File): then the place stays in the picture. Or send your location (📎 → Location) first, then the photos. The dispatcher will see the place.
photos-place-lost = Telegram has compressed the photo, and its place is gone. To keep the place, send files.
photos-placed =
    { $placed ->
        [point] 📍 a point on the map
       *[in_photos] 📍 from the pictures
    }
photos-pointed-prompt = The place is noted. Now send the photos, an album is fine.
photos-place = 📍 Photos taken: { $link }
button-client-qr = ▦ QR
client-qr =
    Order <b>{ $number }</b>: show this code to the client, they point their phone’s camera at it.
    It opens once, for one person.
client-qr-private = A QR code is shown in a private chat with the bot only.
master-photo-title = Master’s photo
master-photo-prompt = Send a photo that shows the face: <b>{ $name }</b>. The client sees it when the master is on the way.
master-photo-none = 🚫 No photo
master-photo-review = Photo of { $name }
master-photo-done =
    { $shown ->
        [1] 📷 The photo is saved: { $name }. Clients see it when the master is on the way.
       *[other] No photo is shown any more: { $name }.
    }
master-photo-button = 📷 Photo
master-photo-own = 📷 My photo

timeline-check =
    line { $line } { $state ->
        [done] ✅
        [failed] ❌
       *[open] ⬜
    }
