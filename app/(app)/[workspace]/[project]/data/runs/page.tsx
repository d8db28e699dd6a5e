import { RunsPanel } from "@/components/runs/runs-panel";
import { pageContext } from "@/lib/http/page";

export const metadata = { title: "Runs" };

type Props = { params: Promise<{ workspace: string; project: string }> };

export default async function RunsPage({ params }: Props) {
  await pageContext(params);
  return <RunsPanel />;
}
