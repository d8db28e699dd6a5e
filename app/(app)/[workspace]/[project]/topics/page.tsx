import { TopicsPanel } from "@/components/topics/topics-panel";
import { pageContext } from "@/lib/http/page";

export const metadata = { title: "Topics" };

type Props = { params: Promise<{ workspace: string; project: string }> };

export default async function TopicsPage({ params }: Props) {
  await pageContext(params);
  return <TopicsPanel />;
}
