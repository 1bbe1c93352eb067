## After a press

outcome-applied = Готово
outcome-already-mine = Уже зроблено ✓
outcome-already-other = Уже зроблено: { $name }, { $time }
outcome-stale = Картку оновлено
outcome-expired = Кнопка застаріла
outcome-not-yours = Ця кнопка не для вас.
card-gone = Цього більше немає

## Presence

presence =
    { $count ->
        [one] ✏️ редагує { $names }
       *[other] ✏️ редагують { $names }
    }

## Notices

digest-title =
    { $count ->
        [one] 🔔 { $count } подія
        [few] 🔔 { $count } події
       *[other] 🔔 { $count } подій
    }
digest-more = …і ще { $count }
promo-off = Не надсилати такого
promo-off-done = Добре, більше не будемо
