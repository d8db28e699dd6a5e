/** Parts of invented handles and names. */

const d = (text: string): string[] => text.split("|");

export const FIRST_NAMES = d(
  "Mia|Jonas|Ada|Theo|Lena|Oskar|Nora|Elif|Priya|Sam|Ruth|Hugo|Ines|Kofi|Anna|Tariq|Maeve|Luca|Zoe|Felix|Greta|Omar|Isla|Ravi|Clara|Emil|Yara|Finn|Sofia|Noah|Ida|Marek|Leila|Owen|Petra|Jules|Amara|Nils|Rosa|Kai|Edith|Milo|Freya|Idris|Tessa|Bruno|Hana|Cole|Vera|Tomas|Alba|Dario|Signe|Paul|Nadia|Rhys|Wren|Lars|Joan|Pia",
);

export const HANDLE_WORDS = d(
  "slow|quiet|lucky|dusty|brave|foggy|copper|velvet|salty|gentle|sleepy|rusty|amber|tiny|noisy|mellow|crooked|sunny|wild|paper|northern|lazy|polite|stray|second|early|honest|humble|golden|plain|windy|green|odd|merry|restless|modest|spare|true|half|bitter",
);

export const HANDLE_NOUNS = d(
  "crema|kettle|portafilter|mug|grinder|filter|roast|ristretto|spoon|saucer|lark|harbour|tram|pigeon|bicycle|attic|lantern|teapot|fern|otter|pavement|maple|window|drummer|ledger|compass|pancake|badger|cello|moth|anchor|cobble|orchard|button|violet|sparrow|pocket|ferry|barrel|chimney|juniper|mitten|pepper|ladder|turnip|marble|beacon|walnut|puddle|cardigan",
);

export const ZH_NICKNAMES = d(
  "爱喝手冲的|不加糖的|早起的|熬夜写字的|工位上的|住在楼上的|还没睡醒的|慢半拍的|会拉花的|只喝冰的|爱囤豆的|城南的|骑车的|养猫的|晒太阳的|不想上班的|三分糖的|记账的|路过的|认真生活的",
);

export const ZH_NOUNS = d(
  "小林|阿泽|豆子|团子|小满|阿宁|橙子|老周|小鹿|木木|阿橘|小北|栗子|七七|大白|小陶|阿默|桃桃|石榴|小川|苏打|阿荞|麦子|青柠|小鱼|土豆|阿夏|云朵|核桃|小雨",
);

export const NEWS_NAMES = d(
  "Coffee Ledger|Roast Report|The Cup Daily|Retail Wire Today|Bean Bulletin|Morning Market Notes|Kitchen Gear Weekly|Trade & Table",
);
export const ZH_NEWS_NAMES = d("咖啡行业观察|消费速报|一杯日报|零售早知道");
