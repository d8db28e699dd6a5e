/** Frequent small words of languages in Latin letters; enough to tell English from the others, not more. */

const list = (words: string): readonly string[] => words.split(" ");

/**
 * Words per language. What English also writes ("no", "me", "as", "am", "over", "come") is left out on both sides, because
 * an English post must not be taken for another.
 */
export const LANGUAGE_WORDS: Readonly<Record<string, readonly string[]>> = {
  en: list(
    "the and you that is it for of with this are not but have be on they what just your my i'm it's don't can will so all if we at there when how who out up get from would about do like she his her our been did had has them their because really why than then were these those some could should want know think going make people time love good great thanks please today new now good day best never always still too very",
  ),
  es: list(
    "el los las que y de la en una por para del como con lo como pero más mas está muy qué cuando porque esta este eso hay todo nada gracias hoy yo mi tu su le del al ser son sí también tiene tengo hacer hace bien mejor nos ella esto quiero puede está estoy vamos siempre donde desde sobre hasta",
  ),
  fr: list(
    "le les de la des est et je ne n'est j'aime vous nous il elle pas une du que qui pour dans ce cette sur avec plus mais c'est j'ai tout fait suis être avoir très bien merci même aussi ça si quand comme mon ma mes ton ta tes leur aux au sont était d'un d'une n'est qu'il",
  ),
  de: list(
    "der das den du er vom und ist bin bist habe hab geht macht machen alle alles warum ich nicht ein eine zu den mit sich auf für von dem auch es wir sie wie aber noch nur mir mich dass wird bei nach aus heute schon sind hat haben kann doch wenn oder einen einem eines über sehr immer mehr keine kein mal jetzt gut ihr euch uns dann wieder beim zum zur",
  ),
  pt: list(
    "o os que e de um uma não para ao essa esse estou fui mesmo quem vc pq assim com por mais mas eu você se do dos das está muito meu minha isso ele ela foi ser tem tá já quando porque só também hoje bem aqui vai vou pra tudo nada gente fazer melhor obrigado seu sua nos pelo até",
  ),
  it: list(
    "il gli che di è e un una per così adesso anni andare vita io dopo anche ancora con non sono mi ti si ma più anche della del dei nel alla dal questo questa quando perché cosa fatto molto tutto tutti bene grazie oggi ho hai abbiamo lo la le io ci se sempre mai buongiorno essere degli delle dalla nella",
  ),
  nl: list(
    "het een van ik je dat niet zijn op te met voor er maar ook naar bij nog wel dan wat mijn aan om heb heeft wij zij deze geen meer heel goed veel kan zo mij jij hij door als waar hoe gaat moet weer",
  ),
  id: list(
    "yang dan ini itu untuk dengan tidak saya aku kamu dari ada juga akan bisa sudah lagi kita mau banget yg gak ga nya buat aja karena kalau kalo semua orang hari",
  ),
  tr: list(
    "ve bir bu için çok ama sen yok gibi daha olan değil kadar sonra her şey ile olarak bana beni seni güzel iyi nasıl neden",
  ),
  pl: list(
    "nie się jest że z jak ale tak za już tylko mnie jestem być są ten tego bardzo dla czy mam teraz kiedy jego",
  ),
  sv: list(
    "och att det är jag som på inte för av så vi mig här när från ett han hon nu bra också mycket alla ska blir",
  ),
  tl: list("ang ng sa mga ako ko mo ka siya hindi ito lang naman po yung kasi wala din rin"),
  vi: list("và là của không có cho một người được này đã những với các trong tôi bạn để ở thì rất như khi"),
};

/** Letters that hint at a language, each as much as half a word. */
export const LANGUAGE_LETTERS: Readonly<Record<string, readonly string[]>> = {
  es: ["ñ", "¿", "¡", "á", "í", "ó", "ú"],
  fr: ["ç", "ê", "è", "à", "ù", "û", "î", "œ", "é"],
  de: ["ß", "ä", "ö", "ü"],
  pt: ["ã", "õ", "ç", "ê", "á", "ó", "ú", "â"],
  it: ["ì", "ò", "ù", "è", "à"],
  tr: ["ş", "ğ", "ı", "ö", "ü", "ç"],
  pl: ["ł", "ż", "ź", "ś", "ć", "ę", "ą"],
  sv: ["å", "ä", "ö", "ø", "æ"],
  vi: ["đ", "ư", "ơ", "ạ", "ế", "ệ"],
};
