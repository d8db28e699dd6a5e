import fc from "fast-check";
import { expect, test } from "vitest";
import { identifyLanguage } from "./language-identify";

test.each([
  ["en", "The delivery was late again and nobody could tell me why."],
  ["en", "I love this phone so much 😍 best camera they have made"],
  ["zh", "这家店的服务太差了，等了一个小时还没上菜。"],
  ["zh", "iPhone的屏幕真漂亮，电池不行"],
  ["ja", "このお店はとても美味しいです。"],
  ["ko", "배송이 너무 늦었어요"],
  ["ar", "الخدمة سيئة جدا"],
  ["ru", "Доставка снова опоздала"],
  ["es", "La verdad es que el servicio fue muy malo y nadie contesta"],
  ["fr", "Le service est vraiment nul, je ne reviendrai pas"],
  ["de", "Der Kundendienst ist nicht zu erreichen und ich warte schon lange"],
  ["pt", "O atendimento não é bom e eu não vou voltar"],
  ["it", "Il servizio è pessimo e non sono contento"],
  ["nl", "Het is niet goed en ik wacht nog steeds op mijn bestelling"],
] as const)("names %s", (language, text) => {
  expect(identifyLanguage(text)).toBe(language);
});

test.each([
  "",
  "😡😡",
  "12:30",
  "ok",
  "No fans left",
  "Haha wow",
  "@la_casa #de https://example.org/el/la/los",
  "Berlin",
])("says nothing of %j", (text) => {
  expect(identifyLanguage(text)).toBeNull();
});

test("takes any text, and links and handles change nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      const language = identifyLanguage(text);
      expect(language === null || /^[a-z]{2}$/.test(language)).toBe(true);
    }),
  );
  expect(identifyLanguage("@los_de_la mirad https://example.org/que/no the and you")).toBe("en");
});
