"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { PageBody, PageHeader } from "@/components/shell/page-header";
import { useProject } from "@/components/shell/project-context";
import { Button, TextLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { RowTh, Table, Td, Th } from "@/components/ui/table";
import { useFormat } from "@/components/ui/use-format";
import { classifiersOptions } from "@/lib/client/classifiers";
import { pagePath } from "@/lib/client/paths";
import type { Classifier } from "@/lib/contracts/classifiers";
import { ClassifierEditor } from "./classifier-editor";
import { ClassifierState } from "./classifier-state";

/** The project's classifiers, and the door to a new one. */
export function ClassifiersPanel() {
  const t = useTranslations("classifiers");
  const common = useTranslations("common");
  const { scope, can } = useProject();
  const router = useRouter();
  const list = useQuery(classifiersOptions(scope));
  const [isCreating, setIsCreating] = useState(false);
  const create = can("classifier:write") ? (
    <Button variant="primary" icon="plus" onClick={() => setIsCreating(true)}>
      {t("create")}
    </Button>
  ) : null;
  return (
    <PageBody>
      <PageHeader title={t("title")} lead={t("lead")} actions={list.data?.length ? create : null} />
      {list.isPending ? <SkeletonRows rows={4} label={common("loading")} /> : null}
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.data?.length === 0 ? (
        <EmptyState title={t("empty")} action={create}>
          {t("emptyText")}
        </EmptyState>
      ) : null}
      {list.data && list.data.length > 0 ? <ClassifiersTable list={list.data} /> : null}
      {isCreating ? (
        <ClassifierEditor
          classifier={null}
          onClose={() => setIsCreating(false)}
          onSaved={({ id }) => router.push(pagePath(scope, `classifiers/${id}`))}
        />
      ) : null}
    </PageBody>
  );
}

function ClassifiersTable({ list }: { list: readonly Classifier[] }) {
  const t = useTranslations("classifiers");
  const format = useFormat();
  const { scope } = useProject();
  return (
    <Table caption={t("title")}>
      <thead>
        <tr>
          <Th>{t("name")}</Th>
          <Th>{t("state")}</Th>
          <Th className="max-md:hidden">{t("labels")}</Th>
          <Th isNumber>{t("examples")}</Th>
          <Th isNumber className="max-sm:hidden">
            {t("versions")}
          </Th>
          <Th isNumber className="max-sm:hidden">
            {t("classed")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {list.map((one) => (
          <tr key={one.id}>
            <RowTh className="max-w-56 truncate font-medium">
              <TextLink href={pagePath(scope, `classifiers/${one.id}`)}>{one.name}</TextLink>
            </RowTh>
            <Td>
              <ClassifierState classifier={one} />
            </Td>
            <Td className="max-w-80 truncate text-ink-3 max-md:hidden" title={one.labels.join(", ")}>
              {one.labels.join(", ")}
            </Td>
            <Td isNumber>{format.integer(one.exampleCount)}</Td>
            <Td isNumber className="max-sm:hidden">
              {one.newestVersion === null ? t("noVersion") : format.integer(one.newestVersion)}
            </Td>
            <Td isNumber className="max-sm:hidden">
              {format.integer(one.classedCount)}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
