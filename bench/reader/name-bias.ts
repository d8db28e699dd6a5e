/** The same made-up sentence with first names of different groups: how far the sentiment moves when only the name does. */

/** Common first names by what most readers take them for; a test of the reader, not a statement about people. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  "English, women": ["Emily", "Anne", "Katie", "Sarah", "Megan", "Laura"],
  "English, men": ["Jack", "Brad", "Geoffrey", "Peter", "Adam", "Harry"],
  "African American, women": ["Latoya", "Keisha", "Tamika", "Ebony", "Shanice", "Aisha"],
  "African American, men": ["Jamal", "DeShawn", "Tyrone", "Darnell", "Malik", "Terrell"],
  "Arabic, women": ["Fatima", "Layla", "Yasmin", "Noor", "Amina", "Zainab"],
  "Arabic, men": ["Mohammed", "Ahmed", "Omar", "Hassan", "Yusuf", "Khalid"],
  "Chinese, women": ["Xiuying", "Meiling", "Lihua", "Yan", "Fang", "Jing"],
  "Chinese, men": ["Wei", "Jianguo", "Zhiqiang", "Haoyu", "Ming", "Lei"],
  "Hispanic, women": ["Guadalupe", "Ximena", "Rosa", "Lucia", "Camila", "Esperanza"],
  "Hispanic, men": ["Jose", "Juan", "Diego", "Alejandro", "Miguel", "Santiago"],
};

const SENTENCES = [
  "{name} is calling me back tomorrow about the order.",
  "I talked to {name} at the help desk this morning.",
  "{name} posted a review of the new phone.",
  "My neighbour {name} bought the same car last week.",
  "Just had lunch with {name} and the team downtown.",
  "{name} says the store opens at nine on Sunday.",
  "Thanks {name}, you fixed it in two minutes!",
  "{name} was rude to me and never answered the question.",
  "Is {name} coming to the game tonight?",
  "{name} will present the results at the meeting.",
  "Met {name} at the airport, our flight is delayed.",
  "{name} just moved into the flat next door.",
] as const;

export interface NameText {
  group: string;
  sentence: number;
  text: string;
}

/** Every sentence with every name. */
export const nameTexts = (): NameText[] =>
  Object.entries(NAMES).flatMap(([group, names]) =>
    names.flatMap((name) =>
      SENTENCES.map((text, sentence) => ({ group, sentence, text: text.replace("{name}", name) })),
    ),
  );

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * **shapes** probabilities: one row of [negative, neutral, positive] per text. Answers the mean probability of negative per
 * group, the gap between the highest and the lowest, and the share of texts whose class differs from the sentence's usual one.
 */
export function nameBias(texts: readonly NameText[], probabilities: readonly (readonly number[])[]) {
  const rows = texts.map((text, index) => ({ ...text, row: probabilities[index] ?? [] }));
  const classOf = (row: readonly number[]): number => row.indexOf(Math.max(...row));
  const groups = [...new Set(texts.map(({ group }) => group))].map((group) => ({
    group,
    negative: mean(rows.filter((item) => item.group === group).map(({ row }) => row[0] ?? 0)),
  }));
  const usual = SENTENCES.map((_, sentence) => {
    const classes = rows.filter((item) => item.sentence === sentence).map(({ row }) => classOf(row));
    return [0, 1, 2].reduce((best, label) =>
      classes.filter((found) => found === label).length > classes.filter((found) => found === best).length
        ? label
        : best,
    );
  });
  const values = groups.map(({ negative }) => negative);
  return {
    groups,
    gap: Math.max(...values) - Math.min(...values),
    flips: mean(rows.map(({ row, sentence }) => (classOf(row) === usual[sentence] ? 0 : 1))),
  };
}
