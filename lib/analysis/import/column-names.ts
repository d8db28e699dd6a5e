/** What columns are called by the exports people have: English, Chinese, and the vendors' own names. */
import type { ImportField } from "@/lib/contracts/imports";

/** Names without case, spaces and signs; the earlier in a list, the surer. */
const NAMES: Record<ImportField, string> = {
  text: "text fulltext tweettext tweet posttext posttitleandtext content body message messagetext selftext commenttext commentbody comment caption snippet hitsentence status 微博正文 微博内容 正文 内容 文本 帖子内容 评论内容 博文 全文",
  externalId:
    "tweetid postid statusid externalid messageid commentid documentid resourceid idstr id mid guid uuid 微博id 帖子id 评论id 编号",
  authorHandle:
    "authorhandle screenname userscreenname authorscreenname handle username authorusername author user account accountname influencer from 用户名 用户昵称 微博昵称 昵称 作者 博主 发布者 发布人 账号",
  authorName: "authorname displayname authordisplayname fullname realname userdisplayname name 姓名 显示名",
  authorFollowers:
    "followers followercount followerscount userfollowerscount userfollowers authorfollowers authorfollowercount xfollowers twitterfollowers 粉丝数 粉丝",
  publishedAt:
    "createdat publishedat tweetcreated tweetdate postedat posteddate publishdate publisheddate publicationdate pubdate createdtime creationtime createdutc created published posted postdate datetime timestamp date time 发布时间 发表时间 创建时间 微博时间 时间 日期",
  platform:
    "platform network socialnetwork medium contentsource contentsourcename sourcetype source site 平台 来源平台 渠道 来源",
  type: "posttype tweettype messagetype engagementtype threadentrytype type 帖子类型 微博类型 类型",
  url: "url permalink link tweeturl posturl posturi uri weblink 链接 网址 原文链接 微博链接 地址",
  lang: "lang language languagecode tweetlang 语言",
  country: "country countrycode authorcountry usercountry 国家",
  parentExternalId:
    "parentid parentexternalid inreplytostatusid inreplytostatusidstr inreplytoid inreplytotweetid replytoid replyto parentpostid repostid rootid 父id 原微博id 回复id",
  likeCount:
    "likecount likescount likes favoritecount favouritecount favorites favourites favs reactions reactioncount upvotes ups score 点赞数 点赞 赞",
  repostCount:
    "retweetcount repostcount sharecount sharescount retweets reposts shares rtcount reblogs boosts 转发数 转发",
  replyCount: "replycount commentcount commentscount numcomments replies comments 评论数 评论 回复数",
  tag: "tag tags topic brand airline company product campaign keyword query category 品牌 话题 主题 标签 产品",
};

const known = new Map<string, { field: ImportField; rank: number }>();
for (const [field, names] of Object.entries(NAMES) as [ImportField, string][])
  for (const [rank, name] of names.split(" ").entries()) if (!known.has(name)) known.set(name, { field, rank });

/** `Tweet_ID ` and `tweet id` are one name. */
const plainName = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/**
 * The field a column's name stands for, and how sure (0 is surest). A dotted JSON path (`user.screen_name`) is looked
 * up whole, then by its last part.
 */
export function fieldOfName(name: string): { field: ImportField; rank: number } | null {
  const whole = known.get(plainName(name));
  if (whole !== undefined) return whole;
  const parts = name.split(".");
  const last = parts.at(-1);
  if (parts.length < 2 || last === undefined) return null;
  const found = known.get(plainName(last));
  return found === undefined || found.field === "text"
    ? null
    : { field: ownerField(parts, found.field), rank: found.rank + 50 };
}

/** An id or name inside `user` or `author` is that person's, not the post's. */
function ownerField(parts: readonly string[], field: ImportField): ImportField {
  const isPerson = parts.slice(0, -1).some((part) => /^(user|author|account|owner)$/i.test(part));
  return isPerson && field === "externalId" ? "authorHandle" : field;
}

/** The platform that a set of column names gives away. */
export function platformOfNames(names: readonly string[]): string | null {
  const all = names.map(plainName).join(" ");
  if (/tweet|twitter/.test(all)) return "twitter";
  if (/微博|weibo/.test(all)) return "weibo";
  if (/subreddit|reddit/.test(all)) return "reddit";
  return null;
}
