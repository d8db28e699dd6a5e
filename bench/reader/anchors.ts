/** Published figures to read ours beside; the metric is the official one of each set. Sources: docs/measured.md. */
type Metric = "macroRecall" | "macroF1" | "f1OfYes" | "accuracy";

export interface Anchor {
  metric: Metric;
  /** What the issue asks for, as a fraction. */
  goal?: number;
  published: string;
}

export const ANCHORS: Readonly<Record<string, Anchor>> = {
  "tweeteval.sentiment": {
    metric: "macroRecall",
    goal: 0.695,
    published: "RoBERTa-base 71.3, SVM 62.9, DistilBERT 69.8",
  },
  "tweeteval.emotion": { metric: "macroF1", goal: 0.76, published: "RoBERTa-base 76.1, SVM 64.7" },
  "tweeteval.offensive": { metric: "macroF1", goal: 0.79, published: "RoBERTa-base 79.5, SVM 52.3" },
  "tweeteval.irony": { metric: "f1OfYes", goal: 0.63, published: "RoBERTa-base 59.7, SVM 61.7" },
  "tweeteval.hate": { metric: "macroF1", goal: 0.5, published: "RoBERTa-base 46.6, SVM 36.7" },
  "goemotions.all": { metric: "macroF1", published: "BERT-base 46 to 53" },
  "goemotions.ekman": { metric: "macroF1", published: "BERT-base 62 to 64" },
  airline: { metric: "macroF1", published: "" },
  sanders: { metric: "macroF1", published: "no agreed split" },
  sxsw: { metric: "macroF1", published: "no agreed split" },
  sentiment140: { metric: "accuracy", published: "two classes only: Naive Bayes 81 to 83" },
  davidson: { metric: "macroF1", published: "other labels: logistic regression 90 (F1, cross-validated)" },
  "aspects.restaurants": { metric: "accuracy", published: "BERT-PT 85.0, IAN 78.6" },
  "aspects.laptops": { metric: "accuracy", published: "BERT-PT 78.1, IAN 72.1" },
  "aspects.acl14": { metric: "accuracy", published: "BERT-SPC 73.6" },
  "aspects.mams": { metric: "accuracy", published: "BERT 82.2" },
  "zh.smp2020Usual": { metric: "macroF1", goal: 0.72, published: "BERT-base-chinese 73.9" },
  "zh.smp2020Virus": { metric: "macroF1", published: "BERT 64.8 (validation)" },
  "zh.chnsenticorp": { metric: "accuracy", goal: 0.92, published: "BERT-base-chinese 95.0" },
  "zh.waimai": { metric: "macroF1", published: "" },
  "zh.cold": { metric: "accuracy", published: "COLDetector (RoBERTa) 81" },
};
