"""Made-up sentences for golden.json; none comes from a data set."""

SENTENCES = (
    "I love how quick the new app is, best update in years!",
    "Third delay this week and nobody answers the phone. Awful service.",
    "The store on Mill Road opens at 9 am on Monday.",
    "@Some_Handle thanks, but see https://example.org/a?b=1&c=2 for the refund form :(",
    "Tom &amp; Ana said it&#39;s &quot;fine&quot; &lt;3",
    "Best coffee in town\u2600\ufe0f😂😂👍🏽 #MondayMood",
    "😡",
    " ",
    "[SEP] is [UNK]nown",
    "Caf\u00e9 na\u00efve r\u00e9sum\u00e9: pas mal, but cafe\u0301 too",
    "这家店的服务太差了，等了一个小时还没上菜。",
    "今天收到快递了，包装很好，质量也不错，非常满意！",
    "@小明: 会议改到周三下午三点，地址见www.example.cn/会议室，谢谢。",
    "iPhone17的屏幕真漂亮😍但是电池wtf",
    "This is a long review. " + "The room was clean and the staff were kind, but breakfast was cold and the lift was slow. " * 9,
)
