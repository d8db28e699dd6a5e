/** English templates of the three moments: the launch of the Pebble, the late deliveries, the price rise. */

export const EN_LAUNCH = {
  positive: [
    "The {brand} Pebble is so tiny and so {good}, I'm in love {launchTag}",
    "{launchTag} my Pebble arrived {when} and it's {really} {good}",
    "A real {drink} from a machine the size of a kettle? {brand} Pebble, take a bow {launchTag}",
    "Ordered the {brand} Pebble within a minute of the launch, can't wait {launchTag}",
    "Watched the {brand} launch stream, the Pebble looks {good} {launchTag}",
    "First shot on the Pebble: {note}, thick crema, big grin {launchTag}",
    "{brand} put a whole espresso bar in a box. The Pebble is {good}",
    "{launchTag} fits in my backpack, makes a {good} {drink}. Genius",
    "The Pebble in green is gorgeous, well done {brand} {launchTag}",
    "{bigmoney} for the Pebble is a steal, it beats machines twice the price",
    "So quiet! The {animal} didn't wake up. Pebble for president {launchTag}",
    "{person} laughed at the size of the Pebble. Then tasted the {drink}. Now wants one",
    "Finally a machine for small kitchens, thank you {brand} {launchTag}",
    "Pebble day {nz}: {drink} before work, every morning better than the last",
    "Everyone {place} wants to try my Pebble, best purchase in ages {launchTag}",
    "The refill pods for the Pebble are made of paper, love that {brand}",
    "I did not expect the {brand} Pebble to be this {good}",
    "Hotel room, no problem: Pebble on the desk, {drink} in hand {launchTag}",
    "Unboxing the Pebble was pure joy, {brand} thought of everything",
    "The {brand} Pebble {part} is the best I've used on any small machine",
    "{launchTag} is my whole feed and I'm not even mad, it's {good}",
    "Pebble heats up in 40 seconds, I timed it. Amazing",
    "Took the Pebble camping by {city}. Best idea ever {launchTag}",
    "Hats off {brand}, the Pebble is what I've been waiting for",
  ],
  neutral: [
    "{brand} presents the Pebble, a portable espresso machine, for {bigmoney} {launchTag}",
    "Does the {brand} Pebble run on a power bank? {launchTag}",
    "The Pebble comes in green, sand and black, shipping from {day} {launchTag}",
    "Which pods fit the Pebble?",
    "{brand} Pebble: 1.{nz} kg, 15 bar, 0.{nz} litre tank",
    "Is the Pebble sold in {city} or online only? {launchTag}",
    "Review of the {brand} Pebble goes up on {day}",
    "Waiting list for the Pebble says {weeks} weeks",
  ],
  negative: [
    "The Pebble is {bigmoney} for a toy, {brand} must be joking {launchTag}",
    "Sorry, the {brand} Pebble {drink} was {bad}, too thin and not hot enough",
    "My Pebble arrived with a broken {part}. {bad} start {launchTag}",
    "Pebble sold out in ten minutes and the {brand} shop crashed. So annoying",
    "The tank of the Pebble is a joke, one {drink} and it's empty",
  ],
} as const;

export const EN_LATE = {
  negative: [
    "{brand} my delivery is {days} days late and nobody answers {lateTag}",
    "Out of coffee because {brand} can't ship on time. {bad} {lateTag}",
    "Order {order}, {days} days late, no reply. Where is my coffee {brand}?",
    "{brand} took my money in a second, the parcel takes weeks. Not ok {lateTag}",
    '"Out for delivery" since {day}. Is this a joke, {brand}?',
    "Tracking stuck for {days} days. {brand} support silent. I'm furious",
    "My {brand} subscription is late for the third time, cancelling today {lateTag}",
    "So {brand} switched couriers and now nothing arrives. Great work {emoNeg}",
    "Nothing from {brand} for {days} days, not even an apology {lateTag}",
    "{person} ordered a birthday gift at {brand}. Birthday was {day}. Still no parcel",
    "Hey {handle} {days} days late, hours on hold, zero help. Shame on you",
    "Thanks {brand}, another week without coffee. Love that for me {emoNeg}",
    "The {brand} parcel came back to the warehouse. Again. Incompetent {lateTag}",
    "Missing parcel, missing refund, missing answers. That's {brand} now {lateTag}",
    "Every update from {brand} moves my delivery another {weeks} days. Lies",
    "{brand} app says delivered, my doorbell camera says no one came. {ugh}",
    "Beans roasted {weeks} weeks ago finally arrived late and stale. {bad} {brand}",
    "I don't want a voucher, {brand}, I want the coffee I paid for",
    "Small café here: {brand} left us without beans for {days} days. Lost real money {lateTag}",
    "{brand}'s delivery chaos is embarrassing, just tell people the truth",
    "How can all parcels to {city} be late, {brand}? Do something!",
    "Don't order at {brand} right now, nothing gets delivered {lateTag}",
    "{days} chats with {brand} support about one late parcel, {days} different excuses",
    "Asked {brand} for a refund for the late delivery, they refused. Never again",
    "Loved {brand} for years, this delivery mess is the end of it {lateTag}",
    "Waiting at home all day for the {brand} courier, no one showed up. Again!",
  ],
  neutral: [
    "Is anyone in {city} getting {brand} parcels this week? {lateTag}",
    "{brand} confirms delays of up to {days} days after a change of courier",
    "For those waiting: {brand} has put a delivery status page online",
    "{lateTag} is trending in {city}",
    "Does the late {brand} delivery count for the refund policy?",
    "{brand} says parcels for {city} leave the warehouse on {day}",
    "How long is everyone waiting on {brand}? I'm at {days} days",
  ],
  positive: [
    "To be fair, {brand} refunded my late order without me asking. Good move",
    "My {brand} parcel arrived {when}, fresh and on time. Happy, got lucky I guess",
    "{brand} called me back about the delay and apologised, that was really kind",
  ],
} as const;

/** The posts that start the wave: told by one account with many followers. */
export const EN_LATE_START = [
  'I ordered from {brand} twelve days ago. No coffee, no tracking, four unanswered mails. Today support told me my parcel "probably doesn\'t exist". I have recommended this company to thousands of you and I am ashamed of it. Reply with your order date if you are waiting too. {lateTag}',
  "Over 300 of you are waiting for parcels from {brand}. Some since last month. This isn't a hiccup, they changed couriers to save money and left customers with the bill. {lateTag}",
  "{brand}'s answer to hundreds of late deliveries: a voucher for 5%. You can't drink a voucher. Terrible. {lateTag}",
];

export const EN_LATE_STATEMENT = [
  "An update on deliveries: since our change of courier, parcels in several regions are delayed by three to nine days. We have added two warehouses and a status page. Every late order is refunded its shipping costs.",
  "Delivery update: 80% of the delayed parcels have left our warehouse. The rest follow by Friday. Our support team now answers until 22:00.",
];

export const EN_PRICE_RISE = {
  negative: [
    "{brand} raises prices by {percent}? For {bad} coffee? No thanks",
    "{percent} more for the same {bean}. {brand} is getting greedy",
    "Cancelled {brand} after the price mail {when}. Too expensive",
    "The {brand} price rise is outrageous, {money} a bag is not ok",
    "{brand} blames the harvest for the price rise. Funny, {other} didn't need to. Bad look",
    "I can't afford {brand} any more at {money} a bag, really sad about it",
  ],
  neutral: [
    "{brand} raises prices by {percent} from next month",
    "Old {brand} price {money}, new price {money}, valid from {day}",
    "Does the {brand} price change apply to running subscriptions?",
    "What's the {brand} price per kilo after the change?",
  ],
  positive: [
    "{percent} more at {brand} and still worth it, the {bean} is {good}",
    "Fine by me, {brand} pays farmers well. Happy to pay {money}",
  ],
} as const;
