import { ClassifierPanel } from "@/components/classifiers/classifier-panel";
import { orNotFound, pageContext } from "@/lib/http/page";
import { getClassifier } from "@/lib/services/classifiers";
import { withCtx } from "@/lib/services/ctx";

export const metadata = { title: "Classifier" };

type Props = { params: Promise<{ workspace: string; project: string; classifier: string }> };

export default async function ClassifierPage({ params }: Props) {
  const { scope } = await pageContext(params);
  const { classifier } = await params;
  await orNotFound(withCtx(scope, (ctx) => getClassifier(ctx, classifier)));
  return <ClassifierPanel classifierId={classifier} />;
}
