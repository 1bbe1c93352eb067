## After a press

outcome-applied = Готово
outcome-already-mine = Уже сделано ✓
outcome-already-other = Уже сделано: { $name }, { $time }
outcome-stale = Карточка обновлена
outcome-expired = Кнопка устарела
outcome-not-yours = Эта кнопка не для вас.
card-gone = Этого больше нет

## Presence

presence =
    { $count ->
        [one] ✏️ редактирует { $names }
       *[other] ✏️ редактируют { $names }
    }

## Notices

digest-title =
    { $count ->
        [one] 🔔 { $count } событие
        [few] 🔔 { $count } события
       *[other] 🔔 { $count } событий
    }
digest-more = …и ещё { $count }
promo-off = Не присылать такое
promo-off-done = Хорошо, больше не будем
