import { redirect } from "next/navigation";

type Props = { params: Promise<{ workspace: string; project: string }> };

export default async function DataPage({ params }: Props) {
  const { workspace, project } = await params;
  redirect(`/${workspace}/${project}/data/imports`);
}
