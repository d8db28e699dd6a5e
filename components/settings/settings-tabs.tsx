"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { PageBody, PageHeader } from "@/components/shell/page-header";
import { useProject } from "@/components/shell/project-context";
import { Tabs } from "@/components/ui/tabs";
import { AuditPanel } from "./audit-panel";
import { MembersPanel } from "./members-panel";
import { ProjectForm } from "./project-form";
import { SessionsPanel } from "./sessions-panel";
import { WorkspaceForm } from "./workspace-form";

type Tab = "project" | "members" | "workspace" | "account" | "audit";

export function SettingsTabs() {
  const t = useTranslations("settings");
  const { can } = useProject();
  const [tab, setTab] = useState<Tab>("project");
  const audit = can("audit:read") ? [{ value: "audit" as const, label: t("audit"), content: <AuditPanel /> }] : [];
  return (
    <PageBody>
      <PageHeader title={t("title")} />
      <Tabs
        aria-label={t("title")}
        value={tab}
        onValueChange={setTab}
        tabs={[
          { value: "project", label: t("project"), content: <ProjectForm /> },
          { value: "members", label: t("members"), content: <MembersPanel /> },
          { value: "workspace", label: t("workspace"), content: <WorkspaceForm /> },
          { value: "account", label: t("account"), content: <SessionsPanel /> },
          ...audit,
        ]}
      />
    </PageBody>
  );
}
