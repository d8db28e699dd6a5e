import { notFound } from "next/navigation";
import { ImportPanel } from "@/components/imports/import-panel";
import { Uuid } from "@/lib/contracts/entities";
import { orNotFound, pageContext } from "@/lib/http/page";
import { withCtx } from "@/lib/services/ctx";
import { getImport } from "@/lib/services/imports";

export const metadata = { title: "Import" };

type Props = { params: Promise<{ workspace: string; project: string; import: string }> };

export default async function ImportPage({ params }: Props) {
  const { scope } = await pageContext(params);
  const id = Uuid.safeParse((await params).import);
  if (!id.success) notFound();
  await orNotFound(withCtx(scope, (ctx) => getImport(ctx, id.data)));
  return <ImportPanel importId={id.data} />;
}
