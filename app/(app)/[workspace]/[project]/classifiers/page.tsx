import { ClassifiersPanel } from "@/components/classifiers/classifiers-panel";
import { pageContext } from "@/lib/http/page";

export const metadata = { title: "Classifiers" };

type Props = { params: Promise<{ workspace: string; project: string }> };

export default async function ClassifiersPage({ params }: Props) {
  await pageContext(params);
  return <ClassifiersPanel />;
}
