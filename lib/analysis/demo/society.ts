/** Who follows whom, and who writes or answers next. */
import { AFFINITY, type AuthorRole, type DemoAuthor } from "./authors";
import type { DemoLang } from "./market";
import { type Random, runningSums } from "./random";

const MAX_FOLLOWED = 26;

/** A set of authors that can be drawn by how much they write or by how much they are read. */
interface Group {
  members: DemoAuthor[];
  byActivity: Float64Array;
  byFame: Float64Array;
}

/** The people of the demo and the draws that make the network. */
export interface Society {
  authors: readonly DemoAuthor[];
  /** Someone of a role; people are drawn by activity and, with a brand, by their community's liking for it. */
  writer(random: Random, lang: DemoLang, role: AuthorRole, brand: number | null): DemoAuthor;
  /** Someone of the same platform and language who answers `target`: mostly a follower, else the community, else anyone. */
  responder(random: Random, target: DemoAuthor): DemoAuthor;
  /** A brand's own account on a platform, if it has one. */
  account(brand: number, platform: string): DemoAuthor | undefined;
}

function createGroup(members: DemoAuthor[]): Group {
  return {
    members,
    byActivity: runningSums(members.map((author) => author.activity)),
    byFame: runningSums(members.map((author) => author.followers ** 0.7)),
  };
}

function draw(random: Random, group: Group, sums: Float64Array): DemoAuthor {
  const author = group.members[random.weighted(sums)];
  if (author === undefined) throw new Error("The demo drew from an empty group");
  return author;
}

const place = (author: DemoAuthor): string => `${author.platform}/${author.lang}`;

function groupBy(authors: readonly DemoAuthor[], key: (author: DemoAuthor) => string): Map<string, Group> {
  const lists = new Map<string, DemoAuthor[]>();
  for (const author of authors) {
    const list = lists.get(key(author));
    if (list === undefined) lists.set(key(author), [author]);
    else list.push(author);
  }
  return new Map([...lists].map(([name, members]) => [name, createGroup(members)]));
}

/** Followers of each author: everyone follows a few, mostly the well-read ones of the own community. */
function createFollowers(
  random: Random,
  authors: readonly DemoAuthor[],
  places: Map<string, Group>,
  circles: Map<string, Group>,
): DemoAuthor[][] {
  const followers: DemoAuthor[][] = authors.map(() => []);
  for (const author of authors) {
    if (author.role !== "person") continue;
    const count = Math.min(MAX_FOLLOWED, 3 + Math.floor(3 / (1 - random.next() * 0.93)));
    for (let i = 0; i < count; i += 1) {
      const group = random.chance(0.78)
        ? circles.get(`${place(author)}/${author.community}`)
        : places.get(place(author));
      if (group === undefined) continue;
      const followed = draw(random, group, group.byFame);
      if (followed !== author) followers[followed.index]?.push(author);
    }
  }
  return followers;
}

/** Builds the society of the given authors. */
export function createSociety(random: Random, authors: readonly DemoAuthor[]): Society {
  const people = authors.filter((author) => author.role === "person");
  const places = groupBy(authors, place);
  const circles = groupBy(authors, (author) => `${place(author)}/${author.community}`);
  const roles = groupBy(authors, (author) => `${author.role}/${author.lang}`);
  const followers = createFollowers(random, authors, places, circles);

  const writer: Society["writer"] = (draws, lang, role, brand) => {
    const group = roles.get(`${role}/${lang}`);
    if (group === undefined) throw new Error(`The demo has no ${role} in ${lang}`);
    if (role !== "person") return draws.pick(group.members);
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const author = draw(draws, group, group.byActivity);
      const liking = brand === null ? 1 : (AFFINITY[author.community]?.[brand] ?? 0.5);
      if (draws.chance(liking)) return author;
    }
    return draw(draws, group, group.byActivity);
  };

  const responder: Society["responder"] = (draws, target) => {
    const own = followers[target.index] ?? [];
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const kind = draws.next();
      const group = kind < 0.88 ? circles.get(`${place(target)}/${target.community}`) : places.get(place(target));
      if (group === undefined) break;
      const author = kind < 0.62 && own.length > 0 ? draws.pick(own) : draw(draws, group, group.byActivity);
      if (author !== target && author.role === "person") return author;
    }
    return draws.pick(people.filter((author) => place(author) === place(target) && author !== target));
  };

  const account: Society["account"] = (brand, platform) =>
    authors.find((author) => author.role === "brand" && author.brand === brand && author.platform === platform);

  return { authors, writer, responder, account };
}
