/** Sentences that state what a chart shows. `<b>` marks the figure, `<go>` what leads to its posts. */
import { catalogue } from "./catalogue";

/** Titles and lines of the digest, by the kind of finding. */
export const findings = catalogue({
  en: {
    rose: "Posts rose <b>{ratio}</b> to {count}",
    fell: "Posts fell <b>{ratio}</b> to {count}",
    level:
      "{count} posts; {perBucket} {interval, select, hour {in a typical hour} day {on a typical day} week {in a typical week} other {in a typical month}}",
    peak: "{of, select, negative {Negative posts} other {Posts}} {size, select, double {doubled} triple {tripled} other {peaked}} {interval, select, hour {at} week {in the week of} month {in} other {on}} <go>{at}</go>",
    peakLine:
      "{of, select, negative {Negative posts} other {Posts}} peaked {interval, select, hour {at} week {in the week of} month {in} other {on}} <go>{at}</go>: {count}, <b>{factor} times</b> a usual {interval, select, hour {hour} day {day} week {week} other {month}}",
    outnumbered:
      "Negative posts outnumbered positive ones for {run, plural, other {#}} {interval, select, hour {hours} day {days} week {weeks} other {months}}",
    netRose: "Net sentiment rose from {from} to <b>{to}</b>",
    netFell: "Net sentiment fell from {from} to <b>{to}</b>",
    netRoseLine: "Net sentiment rose from {from} to <b>{to}</b> (95% interval {low} to {high})",
    netFellLine: "Net sentiment fell from {from} to <b>{to}</b> (95% interval {low} to {high})",
    netLevel: "Net sentiment stands at <b>{net}</b> ± {margin}",
    netLow:
      "Net sentiment dropped to <b>{net}</b> {interval, select, hour {at} week {in the week of} month {in} other {on}} <go>{at}</go>",
    voice:
      "{name} is {rank, selectordinal, one {#st} two {#nd} few {#rd} other {#th}} of {of} with <b>{ratio}</b>{trend, select, gaining {, and gaining} losing {, and losing ground} holding {, holding its place} other {}}",
    topicGrew: "<go>{name}</go> grew most: <b>{ratio}</b>",
    topicWorst: "<go>{name}</go> feels worst: <b>{net}</b> ± {margin}",
    leads: "<go>{name}</go> carries <b>{ratio}</b> of the posts",
    leadsLanguage: "<b>{ratio}</b> of the posts are in <go>{name}</go>",
    leadsEmotion: "<go>{name}</go> is felt most: in <b>{ratio}</b> of the posts read",
    topAuthors: "{shown} authors hold <b>{ratio}</b> of the engagement",
    driver: "{ratio} of the {direction, select, fall {fall} other {rise}} is about <go>{name}</go> ({count} posts)",
    without: "without <go>{name}</go> it would be {net}",
    author: "<go>@{name}</go> drew <b>{ratio}</b> of all engagement with {posts, plural, one {# post} other {# posts}}",
    topPost: "A post by @{name} drew most: <b>{count}</b> likes, reposts and replies",
    unread:
      "{count, plural, one {# post has} other {# posts have}} not been read yet; sentiment counts only what was read",
  },
  zh: {
    rose: "帖子增长 <b>{ratio}</b>，达 {count} 条",
    fell: "帖子减少 <b>{ratio}</b>，降至 {count} 条",
    level:
      "共 {count} 条帖子，{interval, select, hour {平常每小时} day {平日} week {平常每周} other {平常每月}}约 {perBucket} 条",
    peak: "{of, select, negative {负面帖子} other {帖子}}在 <go>{at}</go>{size, select, double {翻倍} triple {增至三倍} other {达到高峰}}",
    peakLine:
      "{of, select, negative {负面帖子} other {帖子}}在 <go>{at}</go> 达到高峰：{count} 条，是{interval, select, hour {平常每小时} day {平日} week {平常每周} other {平常每月}}的 <b>{factor} 倍</b>",
    outnumbered: "负面帖子连续 {run} {interval, select, hour {小时} day {天} week {周} other {个月}}多于正面",
    netRose: "净情感从 {from} 升至 <b>{to}</b>",
    netFell: "净情感从 {from} 跌至 <b>{to}</b>",
    netRoseLine: "净情感从 {from} 升至 <b>{to}</b>（95% 区间 {low} 至 {high}）",
    netFellLine: "净情感从 {from} 跌至 <b>{to}</b>（95% 区间 {low} 至 {high}）",
    netLevel: "净情感为 <b>{net}</b> ± {margin}",
    netLow: "净情感在 <go>{at}</go> 跌至 <b>{net}</b>",
    voice:
      "{name} 以 <b>{ratio}</b> 位列 {of} 个品牌中的第 {rank}{trend, select, gaining {，份额上升} losing {，份额下滑} holding {，份额持平} other {}}",
    topicGrew: "<go>{name}</go>增长最快：<b>{ratio}</b>",
    topicWorst: "<go>{name}</go>口碑最差：<b>{net}</b> ± {margin}",
    leads: "<go>{name}</go>贡献了 <b>{ratio}</b> 的帖子",
    leadsLanguage: "<b>{ratio}</b> 的帖子使用<go>{name}</go>",
    leadsEmotion: "最常见的情绪是<go>{name}</go>，占已分析帖子的 <b>{ratio}</b>",
    topAuthors: "{shown} 位作者占去 <b>{ratio}</b> 的互动",
    driver: "其中 {ratio} 的{direction, select, fall {降幅} other {增幅}}来自<go>{name}</go>（{count} 条）",
    without: "若不计<go>{name}</go>，则为 {net}",
    author: "<go>@{name}</go> 以 {posts} 条帖子带来 <b>{ratio}</b> 的互动",
    topPost: "@{name} 的一条帖子互动最多，共 <b>{count}</b> 次",
    unread: "还有 {count} 条帖子尚未分析；情感指标只统计已分析的帖子",
  },
});
