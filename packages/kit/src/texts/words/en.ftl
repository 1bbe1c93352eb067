## After a press

outcome-applied = Done
outcome-already-mine = Already done ✓
outcome-already-other = Already done by { $name } at { $time }
outcome-stale = The card has been updated
outcome-expired = This button is out of date
outcome-not-yours = This button is not for you.
card-gone = This is no longer there

## Presence

presence =
    { $count ->
        [one] ✏️ { $names } is editing
       *[other] ✏️ { $names } are editing
    }

## Notices

digest-title =
    { $count ->
        [one] 🔔 { $count } event
       *[other] 🔔 { $count } events
    }
digest-more = …and { $count } more
promo-off = Do not send me this
promo-off-done = All right, we will not
