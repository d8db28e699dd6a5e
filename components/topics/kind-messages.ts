/** The words of a topic's kind, as message keys. */
export const KIND_MESSAGES = {
  brand: "kindBrand",
  competitor: "kindCompetitor",
  campaign: "kindCampaign",
  category: "kindCategory",
} as const;
