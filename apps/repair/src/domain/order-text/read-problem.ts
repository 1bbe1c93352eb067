import { longestText } from '../validate-problem.ts';
import { guess, missing, sure, wordEnd, wordStart, type Reading } from './piece.ts';
import { appliance } from './take-category.ts';

/** Words of courtesy and about the visit: they say nothing about what is broken. */
const courtesy = String.raw`здравствуйте|здрасте|привет|добрый\s+(?:день|вечер)|доброе\s+утро|добрий\s+(?:день|вечір)|доброго\s+дня|вітаю|hello|hi|hey|good\s+(?:morning|evening|afternoon)|пожалуйста|будь\s+ласка|please|pls|спасибо|дякую|thanks|thank\s+you|приехать|приезжайте|приедьте|приїхати|приїжджайте|нужен\s+мастер|нужен|нужно|надо|потрібен\s+майстер|потрібен|потрібно|мастер[ау]?|майстер|майстра|можно|можна|удобно|зручно|желательно|бажано|лучше|краще|адрес[у]?|адреса|address|по\s+адресу|за\s+адресою|клиент(?:ка)?|клієнт(?:ка)?|client|customer|цена|ціна|price|тел|телефон|phone|звонить|дзвонити|call|call\s+me|come|can\s+you|someone|needed|need|i\s+need|заявка|order|срок|время|или|або|or|и|і|та|and|в|во|на|по|за|с|у|at|on|for|my|the|is|it|a|это|це|можете|зможете|ждем|чекаємо|будет|дома|вдома`;
const edge = new RegExp(String.raw`^(?:[\s,;:.!?()\-–—]|${wordStart}(?:${courtesy})${wordEnd})+`, 'iu');
const closing = new RegExp(String.raw`(?:[\s,;:.!?()\-–—]|${wordStart}(?:${courtesy})${wordEnd})+$`, 'iu');

const complaint =
  /(?<!\p{L})(?:не|ні|нет|немає|not|no|won['’]?t|doesn['’]?t|isn['’]?t|can['’]?t|cannot|stopped)(?!\p{L})|теч|тек[её]т|протек|протік|шум|гуд|слом|злам|лома|искр|іскр|ошибк|помилк|error|leak|brok|nois|стуч|стук|вибр|засор|засм|дым|дим|горит|горел|згорі|выбива|вибива|smell|пахн|воня|stuck|drip|треск|трещ|скрип|отвал|разби|розби|установ|встанов|install|replac|замен|замін|подключ|підключ|block|плохо|погано|bad|лед|лід|застря|bang|crack|grind|spark|trip|flood|dead/iu;

/** What is left of a text when everything else is out of it; `missing` when that says nothing about a fault. */
export function readProblem(rest: string, otherPhones: readonly string[], category: Reading<unknown>): Reading<string> {
  const pieces = rest
    .split(/[|\n]/)
    .map((piece) => tidy(piece))
    .filter((piece) => piece !== '');
  const said = pieces.join(', ');
  // Of two appliances both are needed to understand the sentence.
  const described = category.certainty === 'sure' ? tidy(said.replace(appliance, ' ')) : tidy(said);
  const isOnlyAppliance = tidy(said.replace(appliance, ' ')) === '';
  const says = !isOnlyAppliance && /\p{L}{3}/u.test(described) && described.length >= 4;
  const text = [...(says ? [described] : []), ...otherPhones].join(', ');
  if (text === '' || (!says && otherPhones.length === 0)) return missing;
  const cut = Array.from(text).slice(0, longestText).join('');
  const isPlain =
    cut === text && says && otherPhones.length === 0 && complaint.test(described) && !/\d/.test(described);
  return isPlain && described.split(' ').length <= 25 ? sure(cut) : guess(cut);
}

function tidy(piece: string): string {
  return piece.replaceAll(/\s+/g, ' ').replace(edge, '').replace(closing, '').trim();
}
