import { CheckingPanel } from "@/components/accuracy/checking-panel";
import { pageContext } from "@/lib/http/page";

export const metadata = { title: "Check posts" };

type Props = { params: Promise<{ workspace: string; project: string }> };

export default async function CheckPostsPage({ params }: Props) {
  await pageContext(params);
  return <CheckingPanel />;
}
