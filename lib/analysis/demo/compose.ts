/** Writes the text of a post from its subject, mood, brand, author and platform. */
import type { Sentiment } from "@/lib/contracts/entities";
import type { DemoAuthor } from "./authors";
import { expand, type Slots } from "./grammar";
import { ASPECT_WEIGHTS, ASPECTS, type Aspect, DEMO_BRANDS, WAVE_TAGS } from "./market";
import { PHRASE_BOOKS, type PhraseBook } from "./phrase-book";
import { type Random, runningSums } from "./random";
import { assemble, type Manner } from "./sentences";
import type { Stream } from "./timeline";

/** What a text is about. */
export interface Subject {
  stream: Stream;
  mood: Sentiment;
  /** Index into DEMO_BRANDS, null where no brand is meant. */
  brand: number | null;
  aspect: Aspect;
}

const ASPECT_SUMS = runningSums(ASPECT_WEIGHTS);

/** Draws what a post about a brand is about. */
export function pickAspect(random: Random): Aspect {
  return ASPECTS[random.weighted(ASPECT_SUMS)] ?? "general";
}

/** Accounts of brands, newsrooms and coupon dealers write the template and nothing else. */
function isPlain(author: DemoAuthor): boolean {
  return author.role !== "person" && author.role !== "instigator";
}

/** How this text writes the brand: name, lower case, address or hashtag, as the platform allows. */
function brandForm(random: Random, brand: number, author: DemoAuthor): string {
  const { name, zhName, handle, zhHandle } = DEMO_BRANDS[brand] ?? DEMO_BRANDS[0];
  if (isPlain(author)) return author.lang === "zh" ? zhName : name;
  const kind = random.next();
  if (author.lang === "zh") return kind < 0.78 ? zhName : kind < 0.92 ? name : `@${zhHandle} `;
  const canAddress = author.platform !== "reddit" && author.platform !== "youtube";
  if (kind < 0.66 || !canAddress) return kind < 0.85 ? name : name.toLowerCase();
  return kind < 0.78 ? name.toLowerCase() : kind < 0.94 ? `@${handle}` : `#${name}`;
}

/** The language's slots with the names this text uses. */
function slotsFor(random: Random, subject: Subject, author: DemoAuthor, replyTo: DemoAuthor | null): Slots {
  const brand = subject.brand ?? 0;
  const named = (shift: number): string => {
    const other = DEMO_BRANDS[(brand + shift) % DEMO_BRANDS.length] ?? DEMO_BRANDS[0];
    return author.lang === "zh" ? other.zhName : other.name;
  };
  const step = 1 + random.int(2);
  const tags = WAVE_TAGS[author.lang];
  return {
    ...PHRASE_BOOKS[author.lang].slots,
    brand: [brandForm(random, brand, author)],
    other: [named(step)],
    third: [named(3 - step)],
    handle: [`@${DEMO_BRANDS[brand]?.handle ?? ""}`],
    name: [replyTo?.name?.split(/[ ,]/)[0] ?? replyTo?.handle ?? ""],
    launchTag: tags.launch,
    lateTag: tags.late,
  };
}

function templatesFor(book: PhraseBook, subject: Subject): readonly string[] {
  switch (subject.stream) {
    case "news":
      return book.news;
    case "spam":
      return book.spam;
    case "official":
      return book.brandPost;
    case "brand":
      return book.opinions[subject.mood][subject.aspect];
    default:
      return book.streams[subject.stream][subject.mood];
  }
}

/** Templates of an answer: short ones, or in a wave and now and then elsewhere the words of the subject itself. */
function answerTemplates(
  random: Random,
  book: PhraseBook,
  subject: Subject,
  kind: "reply" | "quote",
): readonly string[] {
  if (subject.brand === null) return book.streams.smallTalk[subject.mood];
  const isWave = subject.stream === "late" || subject.stream === "launch" || subject.stream === "priceRise";
  if (!random.chance(isWave ? 0.55 : 0.4)) return book.streams[kind][subject.mood];
  return isWave ? templatesFor(book, subject) : book.opinions[subject.mood][subject.aspect];
}

function write(
  random: Random,
  template: string,
  subject: Subject,
  author: DemoAuthor,
  replyTo: DemoAuthor | null,
): string {
  const slots = slotsFor(random, subject, author, replyTo);
  if (isPlain(author)) return expand(template, slots, random);
  const { mood } = subject;
  const follow = subject.brand === null ? [] : PHRASE_BOOKS[author.lang].opinions[mood].follow;
  const manner: Manner = { author, mood, slots, follow, isAnswer: replyTo !== null };
  return assemble(random, template, manner);
}

/** Text of a post that starts a conversation. */
export function composeRoot(random: Random, subject: Subject, author: DemoAuthor): string {
  return write(random, random.pick(templatesFor(PHRASE_BOOKS[author.lang], subject)), subject, author, null);
}

/** Text of an answer or quote; on the platforms where people do so it begins with the handle of the one answered. */
export function composeAnswer(
  random: Random,
  subject: Subject,
  author: DemoAuthor,
  replyTo: DemoAuthor,
  kind: "reply" | "quote",
): string {
  const book = PHRASE_BOOKS[author.lang];
  const templates = author.role === "brand" ? book.brandReply : answerTemplates(random, book, subject, kind);
  const body = write(random, random.pick(templates), subject, author, replyTo);
  if (kind === "quote") return body;
  if (author.platform === "weibo") return random.chance(0.5) ? `回复@${replyTo.handle}:${body}` : body;
  const isDirect = author.platform === "x" || author.platform === "mastodon";
  return random.chance(isDirect ? 0.75 : author.platform === "instagram" ? 0.35 : 0)
    ? `@${replyTo.handle} ${body}`
    : body;
}

/** Text of a repost, with the original after the mark its platform uses. */
export function composeRepost(author: DemoAuthor, original: DemoAuthor, text: string): string {
  return author.platform === "weibo" ? `转发微博 //@${original.handle}:${text}` : `RT @${original.handle}: ${text}`;
}
