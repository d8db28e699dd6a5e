import { AccuracyPanel } from "@/components/accuracy/accuracy-panel";
import { pageContext } from "@/lib/http/page";

export const metadata = { title: "Accuracy" };

type Props = { params: Promise<{ workspace: string; project: string }> };

export default async function AccuracyPage({ params }: Props) {
  await pageContext(params);
  return <AccuracyPanel />;
}
