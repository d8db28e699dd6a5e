/** Chinese templates without an opinion, of the moments, of chatter and of answers. */

export const ZH_NEUTRAL = {
  taste: [
    "{brand}的{bean}做{drink}用多少克粉？",
    "{brand}的{bean}是水洗还是日晒？",
    "有人用{brand}{bean}做过{drink}吗？",
    "今天的豆子：{brand}{bean}，{drink}，水温93度",
    "{brand}{bean}{day}重新上架",
    "{brand}的{bean}要养几天豆？",
  ],
  machine: [
    "{brand}的{part}和老款通用吗？",
    "{brand}和{other}的咖啡机有什么区别？",
    "{brand}多久除一次垢？",
    "{city}哪里可以买到{brand}的{part}？",
    "出一台{brand}，用了两年，{city}自提，{bigmoney}",
  ],
  delivery: [
    "{brand}周末能配送到{city}吗？",
    "{brand}发货用的是哪家快递？",
    "{brand}的订单{when}发货，物流显示{day}到",
    "{brand}现在到{city}配送要几天？",
  ],
  price: [
    "{brand}的{bean}现在标价{money}",
    "{brand}订阅一个月两包多少钱？",
    "{brand}{money}，{other}{money}，列个价格对比",
    "{brand}有学生价吗？",
  ],
  service: ["{brand}客服{day}上班吗？", "{brand}保修要填的序列号在哪里？", "{brand}退款是退到卡里还是余额？"],
  general: [
    "{brand}{month}在{city}开第二家烘焙工坊",
    "{brand}{city}店装修到{month}",
    "{brand}招聘烘焙师，地点{city}",
    "{day}{city}有{brand}的品鉴会，有人去吗？",
    "{brand}还是{other}？帮{person}问的",
    "{brand}公布了合作的{nz}{digit}家庄园名单",
  ],
  follow: ["谢谢。", "坐标{city}。", "在线等。", "图片晚点发。", "来源是官网。", "{day}再更新。", "不急。"],
} as const;

export const ZH_NEWS = [
  "{brand}公布季度数据，订阅用户同比增长{percent}",
  "{city}咖啡周{day}开幕，{brand}、{other}等{nz}{digit}家品牌参展",
  "行业报告：居家咖啡配送同比增长{percent}",
  "生豆期货价格较{month}上涨{percent}，{brand}和{other}表示正在关注",
  "{brand}{month}起更换{city}的物流合作方",
  "{brand}任命新的采购负责人",
];

export const ZH_COMPARE = {
  positive: ["试了{other}，还是回到{brand}，{good}", "{brand}和{other}我选{brand}，{good}"],
  negative: ["从{brand}换到{other}，早该换了，{brand}{bad}", "{other}一天到，{brand}要{days}，差距太大，失望"],
  neutral: ["{brand}、{other}、{third}{when}盲测，晚上出结果", "预算{bigmoney}，{brand}还是{other}？"],
} as const;

export const ZH_LAUNCH = {
  positive: [
    "{brand}小石也太可爱了，做的{drink}{good}{launchTag}",
    "{launchTag}小石到手，{really}{good}",
    "这么小的机器能做出这种{drink}，{brand}小石厉害{launchTag}",
    "看完{brand}发布会直接下单小石，等不及了{launchTag}",
    "{bigmoney}的小石太值了，小厨房的救星",
    "小石四十秒就热好，上班前来一杯，幸福{launchTag}",
    "带着小石去{city}露营，{good}{launchTag}",
    "绿色的小石太好看了，{brand}会做{launchTag}",
    "{person}本来笑它小，喝完也想买小石",
  ],
  neutral: [
    "{brand}发布便携咖啡机小石，售价{bigmoney}{launchTag}",
    "小石能用充电宝吗？{launchTag}",
    "小石有绿色、沙色和黑色，{day}发货{launchTag}",
    "小石用什么胶囊？",
  ],
  negative: ["小石就是个玩具，还要{bigmoney}，{brand}想钱想疯了{launchTag}", "{brand}小石做的{drink}{bad}，不够热"],
} as const;

export const ZH_LATE = {
  negative: [
    "{brand}的快递晚了{days}，没有一个人回复{lateTag}",
    "{brand}收钱一秒，发货一个月，{bad}{lateTag}",
    "咖啡断粮了，{brand}到底什么时候发货，气死{lateTag}",
    "物流卡了{days}，{brand}客服装死",
    "{brand}换了快递之后什么都收不到，{bad}{lateTag}",
    "给{person}买的生日礼物，生日都过了，{brand}还没送到，失望",
    "别再下单{brand}了，根本不发货{lateTag}",
    "{brand}一会儿说仓库问题一会儿说天气，没一句真话{lateTag}",
    "不要优惠券，我要我买的咖啡，{brand}退钱",
    "等了一整天没人来送，{brand}太坑人了{lateTag}",
  ],
  neutral: [
    "{city}最近有人收到{brand}的快递吗？{lateTag}",
    "{brand}回应：更换物流后部分地区延迟{days}",
    "{brand}上线了配送进度查询页",
  ],
  positive: ["{brand}主动退了运费还道歉，态度可以，点赞", "我的{brand}{when}准时到了，运气不错，开心"],
} as const;

export const ZH_PRICE_RISE = {
  negative: ["{brand}涨价{percent}，{bad}，退订了", "{money}一包，{brand}越来越贪了，失望"],
  neutral: ["{brand}下个月起涨价{percent}", "{brand}涨价对老订阅用户有影响吗？"],
  positive: ["{brand}涨{percent}也还是值，{bean}{good}"],
} as const;

export const ZH_COFFEE = {
  positive: [
    "{when}第一杯{drink}，活过来了，舒服",
    "{drink}配{food}，周末就该这样，开心",
    "终于拉出一颗爱心，骄傲",
    "{city}那家小店的{drink}{good}",
    "{person}给我做了杯{drink}，感动",
  ],
  negative: [
    "{drink}洒在{task}上了，崩溃",
    "办公室咖啡一股{badnote}，受不了",
    "外卖送来的{drink}又凉又少，差评",
    "咖啡喝多了睡不着，难受",
    "豆子又涨价{percent}，喝不起了",
  ],
  neutral: [
    "大家做{drink}用多少克粉？",
    "{when}喝茶还是喝咖啡？",
    "{bigmoney}以内的磨豆机选哪个？",
    "{city}哪里买豆子方便？",
    "浅烘水温92还是95？",
  ],
} as const;

export const ZH_OFF_TOPIC = {
  positive: [
    "{city}{weather}，但今天心情特别好",
    "{show}太好看了，熬夜也值",
    "{task}终于搞定，开心！",
    "{person}做的{food}太好吃了",
    "{animal}今天学会握手了，好骄傲",
  ],
  negative: [
    "{city}又{weather}，烦死了",
    "{task}写不完了，崩溃",
    "{show}烂尾，浪费时间",
    "地铁又晚点，迟到扣钱，气",
    "{animal}把{food}偷吃了，无语",
  ],
  neutral: [
    "{day}{city}{weather}",
    "{show}几点更新？",
    "{person}{month}搬去{city}",
    "{city}图书馆{day}开门吗？",
    "{when}在写{task}",
    "求{food}做法",
  ],
} as const;

export const ZH_REPLY = {
  positive: [
    "同感，{good}",
    "谢谢分享，太有用了",
    "看着就{good}",
    "我也买了{brand}，很满意",
    "恭喜恭喜",
    "哈哈哈太可爱了",
    "被种草了，已下单",
    "说得太对了，{brand}{good}",
    "{person}也这么说，{good}",
  ],
  negative: [
    "我也是，{bad}",
    "等了{days}了，气死",
    "别买，{bad}",
    "{brand}就这态度，取关",
    "太过分了吧",
    "我的{part}也坏了，无语",
    "客服根本不理人，失望",
    "踩过坑，{bad}",
  ],
  neutral: [
    "多少钱入的？",
    "这是{bean}吗？",
    "哪里买的？",
    "坐标{city}，{day}能到",
    "用的几克粉？",
    "是新款还是老款？",
    "蹲",
    "和{other}比呢？",
    "{part}是什么型号？",
    "官网可以查",
    "养豆几天？",
  ],
} as const;

export const ZH_QUOTE = {
  positive: ["说出了我的心声，{brand}{good}", "必须转，{bean}{good}", "{city}的朋友也都说好"],
  negative: ["我跟这位一样，{brand}{bad}", "都来看看{brand}怎么对顾客的，{bad}", "转发避雷，{brand}让人失望"],
  neutral: ["{city}有人了解{brand}吗？", "存一下，{brand}参数", "这是{brand}的新规定？"],
} as const;

export const ZH_BRAND_REPLY = [
  "您好，请私信订单号，我们会尽快查询。",
  "您好，配送时间可以在应用的订阅页面修改。",
  "您好，{bean}{day}补货。",
  "您好，{part}可以在官网单独购买。",
  "您好，到{city}一般需要{cn}个工作日。",
];

export const ZH_BRAND_POST = [
  "本周上新：{bean}，风味{note}、{note}，{day}发货。",
  "{city}店{day}营业到18点。",
  "{part}清洁四步法，视频见主页。",
  "{day}{city}品鉴会，名额{nz}{digit}个，官网报名。",
];

export const ZH_LATE_STATEMENT = [
  "配送说明：更换物流后部分地区包裹延迟三到九天，已增加两个仓库并上线查询页，延迟订单退还运费。",
];

export const ZH_SPAM = [
  "免费领{brand}{money}券，仅剩{nz}{digit}张，私信暗号{nz}{digit}{digit}{digit}",
  "转发抽{brand}咖啡机{nz}台，{day}开奖，编号{nz}{digit}{digit}{digit}",
];

export const ZH_SMALL_TALK = {
  positive: [
    "哈哈哈太可爱了",
    "恭喜恭喜，开心",
    "羡慕了，{city}真好",
    "看完心情变好了",
    "{person}也会喜欢的",
    "加油，你最棒",
    "太治愈了",
  ],
  negative: [
    "抱抱，太惨了",
    "我也是，崩溃",
    "{city}更离谱，别提了",
    "气人，换我也受不了",
    "{weather}真的烦",
    "难受，什么时候是个头",
  ],
  neutral: [
    "在哪里？",
    "坐标{city}吗？",
    "哪天的事？",
    "{day}还是{day}？",
    "{person}怎么说？",
    "看{weather}情况",
    "有链接吗？",
    "我在{task}",
    "几点开始？",
  ],
} as const;
