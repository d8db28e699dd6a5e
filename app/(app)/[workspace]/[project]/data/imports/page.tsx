import { ImportsPanel } from "@/components/imports/imports-panel";
import { pageContext } from "@/lib/http/page";

export const metadata = { title: "Imports" };

type Props = { params: Promise<{ workspace: string; project: string }> };

export default async function ImportsPage({ params }: Props) {
  await pageContext(params);
  return <ImportsPanel />;
}
