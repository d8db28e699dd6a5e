import { LabellingPanel } from "@/components/classifiers/labelling-panel";
import { orNotFound, pageContext } from "@/lib/http/page";
import { getClassifier } from "@/lib/services/classifiers";
import { withCtx } from "@/lib/services/ctx";

export const metadata = { title: "Label posts" };

type Props = { params: Promise<{ workspace: string; project: string; classifier: string }> };

export default async function LabelPage({ params }: Props) {
  const { scope } = await pageContext(params);
  const { classifier } = await params;
  await orNotFound(withCtx(scope, (ctx) => getClassifier(ctx, classifier)));
  return <LabellingPanel classifierId={classifier} />;
}
