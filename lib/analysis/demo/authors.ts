/** The invented authors: who they are, how much they write, and whom they follow. */
import { DEMO_BRANDS, type DemoLang, type DemoPlatform } from "./market";
import {
  FIRST_NAMES,
  HANDLE_NOUNS,
  HANDLE_WORDS,
  NEWS_NAMES,
  ZH_NEWS_NAMES,
  ZH_NICKNAMES,
  ZH_NOUNS,
} from "./phrases/names";
import { type Random, runningSums } from "./random";

export type AuthorRole = "person" | "news" | "brand" | "spam" | "instigator";

/** How an author writes; ratios 0..1. */
export interface WritingStyle {
  isLowerCase: boolean;
  typoRatio: number;
  emojiRatio: number;
  tagRatio: number;
  shoutRatio: number;
}

export interface DemoAuthor {
  index: number;
  role: AuthorRole;
  platform: DemoPlatform;
  lang: DemoLang;
  handle: string;
  name: string | null;
  /** Followers, or on platforms that show none the reach that drives engagement. */
  followers: number;
  country: string | null;
  community: number;
  /** Relative amount written. */
  activity: number;
  style: WritingStyle;
  /** Index into DEMO_BRANDS for role brand. */
  brand: number | null;
}

/** Share of the people on each platform, with its language. */
const PLATFORMS: readonly { platform: DemoPlatform; lang: DemoLang; share: number; communities: readonly number[] }[] =
  [
    { platform: "x", lang: "en", share: 0.37, communities: [1, 2, 3, 2, 1, 1] },
    { platform: "reddit", lang: "en", share: 0.17, communities: [4, 1, 0, 1, 1, 2] },
    { platform: "mastodon", lang: "en", share: 0.08, communities: [2, 0, 1, 1, 2, 2] },
    { platform: "youtube", lang: "en", share: 0.09, communities: [2, 1, 1, 1, 1, 3] },
    { platform: "instagram", lang: "en", share: 0.11, communities: [2, 1, 2, 2, 2, 0] },
    { platform: "weibo", lang: "zh", share: 0.15, communities: [0, 0, 0, 0, 0, 0, 3, 2] },
    { platform: "x", lang: "zh", share: 0.03, communities: [0, 0, 0, 0, 0, 0, 1, 1] },
  ];

/** How readily each community talks about each brand (rows: home baristas, deal hunters, commuters, Orrowell regulars, Finchroast regulars, gadget people, office, home). */
export const AFFINITY: readonly (readonly number[])[] = [
  [0.7, 0.6, 0.8],
  [0.7, 0.9, 0.6],
  [0.8, 0.8, 0.5],
  [1, 0.25, 0.2],
  [0.25, 0.3, 1],
  [0.9, 0.7, 0.4],
  [0.8, 0.7, 0.6],
  [0.6, 0.5, 0.9],
];

const EN_COUNTRIES = ["GB", "GB", "GB", "DE", "US", "US", "IE", "NL", "CA", "AU", "FR", "SE", "PT", null, null];
const ZH_COUNTRIES = ["CN", "CN", "CN", "CN", "CN", "SG", "MY", null];

function personHandle(random: Random, lang: DemoLang): string {
  if (lang === "zh") return random.pick(ZH_NICKNAMES) + random.pick(ZH_NOUNS);
  const first = random.pick(FIRST_NAMES).toLowerCase();
  const noun = random.pick(HANDLE_NOUNS);
  const word = random.pick(HANDLE_WORDS);
  return random.pick([`${first}_${noun}`, `${word}${noun}`, `${word}_${noun}`, `${noun}${first}`, `${first}${word}`]);
}

function personName(random: Random, lang: DemoLang): string | null {
  if (lang === "zh") return null;
  const first = random.pick(FIRST_NAMES);
  return random.chance(0.3) ? first : `${first} ${random.pick([..."ABCDEFGHJKLMNOPRSTVW"])}.`;
}

function createStyle(random: Random): WritingStyle {
  return {
    isLowerCase: random.chance(0.22),
    typoRatio: random.chance(0.3) ? 0.02 + random.next() * 0.04 : 0.002,
    emojiRatio: random.chance(0.5) ? random.next() * 0.8 : 0.05,
    tagRatio: random.chance(0.4) ? random.next() * 0.6 : 0.04,
    shoutRatio: random.chance(0.12) ? 0.4 : 0.03,
  };
}

/** A person: activity falls with rank as a power law, followers are log-normal with a heavy tail that goes with activity. */
function createPerson(random: Random, index: number, rank: number): DemoAuthor {
  const home = PLATFORMS[random.weighted(runningSums(PLATFORMS.map((p) => p.share)))] ?? PLATFORMS[0];
  if (home === undefined) throw new Error("The demo has no platforms");
  const isHub = random.chance(0.012);
  const activity = (rank + 6) ** -0.72 * (isHub ? 2 : 1);
  const tail = isHub ? 20 + 160 * random.next() : 1;
  return {
    index,
    role: "person",
    platform: home.platform,
    lang: home.lang,
    handle: personHandle(random, home.lang),
    name: personName(random, home.lang),
    followers: Math.round(Math.min(900_000, Math.exp(5 + 1.35 * random.normal()) * tail * (1 + 60 * activity))),
    country: random.pick(home.lang === "zh" ? ZH_COUNTRIES : EN_COUNTRIES),
    community: random.weighted(runningSums(home.communities)),
    activity,
    style: createStyle(random),
    brand: null,
  };
}

const PLAIN: WritingStyle = { isLowerCase: false, typoRatio: 0, emojiRatio: 0, tagRatio: 0.2, shoutRatio: 0 };

/** The accounts that are no private persons: brands, newsrooms, coupon accounts and the one who starts the complaint wave. */
function createSpecials(random: Random): Omit<DemoAuthor, "index">[] {
  const base = { country: null, community: 2, activity: 0, style: PLAIN, brand: null };
  const specials: Omit<DemoAuthor, "index">[] = [];
  DEMO_BRANDS.forEach((brand, i) => {
    const size = [64_000, 88_000, 21_000][i] ?? 10_000;
    for (const platform of ["x", "reddit", "mastodon", "instagram", "youtube"] as const) {
      const followers = Math.round(size * (0.2 + random.next()));
      specials.push({
        ...base,
        role: "brand",
        platform,
        lang: "en",
        handle: brand.handle,
        name: brand.name,
        followers,
        brand: i,
      });
    }
    specials.push({
      ...base,
      role: "brand",
      platform: "weibo",
      lang: "zh",
      handle: brand.zhHandle,
      name: brand.zhName,
      followers: size,
      community: 6,
      brand: i,
    });
  });
  for (const name of NEWS_NAMES) {
    const platform = random.pick(["x", "x", "mastodon"] as const);
    const handle = name.toLowerCase().replace(/[^a-z]+/g, "");
    specials.push({
      ...base,
      role: "news",
      platform,
      lang: "en",
      handle,
      name,
      followers: 9_000 + random.int(140_000),
    });
  }
  for (const name of ZH_NEWS_NAMES) {
    specials.push({
      ...base,
      role: "news",
      platform: "weibo",
      lang: "zh",
      handle: name,
      name,
      followers: 20_000 + random.int(200_000),
      community: 6,
    });
  }
  for (let i = 0; i < 12; i += 1) {
    const lang = i < 9 ? "en" : "zh";
    const handle = lang === "en" ? `freebeans${100 + random.int(900)}${i}` : `咖啡福利${100 + random.int(900)}${i}`;
    specials.push({
      ...base,
      role: "spam",
      platform: lang === "en" ? "x" : "weibo",
      lang,
      handle,
      name: null,
      followers: 20 + random.int(60),
    });
  }
  specials.push({
    ...base,
    role: "instigator",
    platform: "x",
    lang: "en",
    handle: "cup_by_cup_edith",
    name: "Edith, Cup by Cup",
    followers: 41_300,
    community: 0,
    country: "GB",
  });
  return specials;
}

/** All authors with unique handles on each platform; the same random stream gives the same people. */
export function createAuthors(random: Random, personCount: number): DemoAuthor[] {
  const authors: DemoAuthor[] = createSpecials(random).map((author, index) => ({ ...author, index }));
  const taken = new Set(authors.map((author) => `${author.platform}/${author.handle}`));
  for (let rank = 0; rank < personCount; rank += 1) {
    const author = createPerson(random, authors.length, rank);
    while (taken.has(`${author.platform}/${author.handle}`)) author.handle += random.int(10);
    taken.add(`${author.platform}/${author.handle}`);
    authors.push(author);
  }
  return authors;
}
