/** English words that fill the slots of every English template. */
import type { Slots } from "../grammar";

const d = (text: string): string[] => text.split("|");

export const EN_SLOTS: Slots = {
  digit: d("0|1|2|3|4|5|6|7|8|9"),
  nz: d("2|3|4|5|6|7|8|9"),
  order: ["#{nz}{digit}{digit}{digit}{digit}", "{nz}{digit}{digit}{digit}{digit}{digit}"],
  bean: d(
    "house blend|Ethiopian natural|washed Kenyan|Colombian|decaf|Guatemalan|dark roast|light roast|Brazil pulped natural|breakfast blend|Sumatra|seasonal espresso|Rwandan|Costa Rican honey|filter roast|single origin|Sunday blend|Peruvian|half-caf|anaerobic one|Honduran microlot|winter blend|low acid roast|Yemeni lot",
  ),
  drink: d(
    "flat white|espresso|cortado|pour over|cappuccino|V60|latte|americano|iced latte|macchiato|oat flat white|filter coffee|moka pot|aeropress|cold brew|double shot|long black|batch brew",
  ),
  note: d(
    "blackcurrant|toffee|dark chocolate|orange peel|hazelnut|honey|red apple|jasmine|brown sugar|stone fruit|cherry|caramel|lime|black tea|plum|marzipan|bergamot|fig|cocoa nibs|apricot",
  ),
  badnote: d(
    "cardboard|burnt toast|wet ash|rubber|stale peanuts|pencil shavings|old walnuts|dishwater|an ashtray|damp paper|soap|tin foil|scorched popcorn|hay",
  ),
  part: d(
    "steam wand|grinder|drip tray|water tank|pump|portafilter|group head|milk jug|display|pressure gauge|hopper|heating element|seal|lid|power switch|scale",
  ),
  when: d(
    "this morning|today|tonight|yesterday|last night|this weekend|on Sunday|on Tuesday|since Monday|just now|all week|at 6am|before work|after lunch|on my day off|again today|earlier|this afternoon",
  ),
  day: d("Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"),
  month: d("January|March|April|June|September|October|November"),
  days: d("two|three|four|five|six|eight|nine|ten"),
  weeks: d("two|three|four|five|six"),
  money: d("£9.50|€11|$14|£16|€18.90|$22|£12|€13.50|$19|£24|€27|$31"),
  bigmoney: d("£189|€249|$279|£320|€399|$450|£599|€215"),
  percent: d("5%|8%|10%|12%|15%|18%|20%|25%"),
  person: d(
    "my partner|my flatmate|my dad|my sister|my boss|my neighbour|my wife|my husband|my mum|my brother-in-law|the whole office|my best friend|a colleague|my grandma|our intern|my cousin|the new guy at work",
  ),
  place: d(
    "at home|in the office|on the balcony|in our tiny kitchen|at my desk|at the allotment|in the caravan|on the train|at the studio|in the van|by the canal|at my parents' place|in the shop|on the night shift",
  ),
  city: d(
    "Leeds|Bristol|Hamburg|Cork|Leipzig|Lisbon|Ghent|Utrecht|Malmö|Graz|Porto|Aarhus|Cardiff|Bremen|Galway|Lyon|Turin|Gdańsk|Bergen|Basel|Toronto|Austin|Portland|Melbourne|Wellington|Glasgow|Tartu|Brno",
  ),
  really: d("really|so|properly|genuinely|seriously|just|honestly|absolutely|pretty damn|ridiculously|actually"),
  good: d(
    "good|lovely|great|excellent|gorgeous|superb|delicious|brilliant|fantastic|delightful|spot on|wonderful|ace|top notch",
  ),
  bad: d(
    "bad|awful|terrible|disappointing|grim|horrible|dreadful|rubbish|poor|undrinkable|nasty|useless|shocking|miserable",
  ),
  wow: d("wow|yes!|oh my|hello|well well|ahh|mmm|okay wow|yesss|holy crema"),
  ugh: d("ugh|sigh|oh great|wow ok|come on|oh no|nope|argh|unreal|seriously?"),
  animal: d("cat|dog|toddler|parrot|rabbit|kid"),
  sport: d("match|derby|marathon|cup game|race|final|qualifier|tournament"),
  weather: d("rain|fog|sleet|heat|wind|drizzle|frost|sunshine|thunder"),
  show: d("finale|new season|documentary|baking show|quiz|podcast|crime series|reunion episode"),
  team: d("the home side|our lot|the underdogs|the away team|the lads|the girls"),
  food: d("croissant|banana bread|porridge|cinnamon bun|toast|shakshuka|cheese toastie|leftover pizza|bagel|rye bread"),
  task: d(
    "the tax form|my thesis|inbox zero|the school run|this spreadsheet|the quarterly report|laundry|the garden fence|a job interview|revision|the move",
  ),
  openPos: d(
    "Ok so |Honestly, |Ngl |Small win: |Update: |Not an ad but |Hot take: |Credit where due: |Finally! |Day {nz} and |Didn't expect this, but |Say what you like, |Must admit, |Well, |Unpopular opinion maybe, but |Happy to report: |Two weeks in: |Look, |First impressions: |Can confirm: |I'll say it: |Friends, |So glad: |Quick shout out: ",
  ),
  openNeg: d(
    "Ok so |Honestly, |Ngl |Update: |Rant: |PSA: |Hot take: |Sorry but |Day {nz} and |Fed up. |Yet again: |Warning: |Well, |Am I the only one? |Not impressed: |I tried to be patient, but |Look, |Long story short: |Avoid. |For the record: |Just my luck: |Can't believe it: |Serious question, how is this ok: ",
  ),
  openNeu: d(
    "Quick question: |Question for the hive mind: |FYI: |Heads up: |Noted: |Reading up: |For anyone asking: |Asking for a friend: |Out of curiosity: |Just checking: |Random: |Saw this: |Link in thread: |For reference: |Spec check: |Note to self: |Context: |TIL: |Newbie here: |Poll: ",
  ),
  emoPos: d("😍|🙌|☕️❤️|🔥|😊|🥰|👏|✨|💛|😋|🤩|👌|🎉|☕️|😌|💯|🫶"),
  emoNeg: d("😡|🙄|😤|👎|😩|🤦|😒|💔|😞|🤬|😠|🥴|😭|🫠|😑"),
  emoNeu: d("☕️|🤔|👀|📦|📝|🧐|🤷|📰|👇|🧵"),
  tagPos: d(
    "#coffee|#homebarista|#coffeelover|#morningritual|#specialtycoffee|#espresso|#coffeetime|#happy|#weekendvibes|#latteart|#supportgoodcoffee",
  ),
  tagNeg: d(
    "#coffee|#fail|#customerservice|#nocoffee|#homebarista|#disappointed|#firstworldproblems|#espresso|#neveragain",
  ),
  tagNeu: d("#coffee|#homebarista|#espresso|#coffeechat|#specialtycoffee|#gear|#beans|#coffeegeek|#grinder|#news"),
};
