/** Frequent first names in their everyday forms, lower case: what is one of them is surely a name. */
const list = `
анна аня анастасия настя александр саша александра алексей леша алена алина алиса андрей антон антонина артем борис
вадим валентина валерий валерия василий виктор виктория виталий владимир володя владислав вячеслав галина геннадий
георгий григорий дарья даша денис дмитрий дима евгений женя евгения екатерина катя елена лена елизавета зинаида зоя иван
игорь инна ирина ира кирилл константин ксения лариса леонид лидия любовь людмила люда максим маргарита марина мария маша
михаил миша надежда наталья наташа наталия никита николай нина оксана олег олеся ольга оля павел петр полина раиса роман
руслан светлана света семен сергей сережа софия станислав степан тамара татьяна таня тимур федор эдуард юлия юля юрий яна
ярослав ганна олена оленка олександр олександра олексій андрій василь віктор вікторія віталій володимир галя геннадій
григорій дмитро євген євгенія катерина ірина іван ігор інна кирило костянтин лідія людмила максим марія михайло микола
надія наталія олег ольга павло петро сергій світлана тетяна юлія юрій тарас богдан назар остап оксана соломія
anna anne andrew alex alexander alice amy ben bob brian carol charles chris christine daniel david diana edward elena
emily emma eric frank george helen henry irina ivan jack james jane jason jennifer jessica john jonathan joe joseph julia
karen kate katherine kevin laura linda lisa lucy maria martin mary michael mike nancy natalie nick nicholas olga oliver
paul peter rachel richard robert sam samantha sarah simon sophie stephen steve susan thomas tom victor victoria
`;

const known: ReadonlySet<string> = new Set(list.trim().split(/\s+/));

/** Whether a word is a frequent first name, however it is written. */
export function isFirstName(word: string): boolean {
  return known.has(word.toLowerCase().replaceAll('ё', 'е'));
}
