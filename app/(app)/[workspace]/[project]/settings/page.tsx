import { SettingsTabs } from "@/components/settings/settings-tabs";
import { pageContext } from "@/lib/http/page";

export const metadata = { title: "Settings" };

type Props = { params: Promise<{ workspace: string; project: string }> };

export default async function SettingsPage({ params }: Props) {
  await pageContext(params);
  return <SettingsTabs />;
}
