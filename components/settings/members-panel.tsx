"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { RowTh, Table, Td, Th } from "@/components/ui/table";
import { useToast } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import { useFormat } from "@/components/ui/use-format";
import { membersOptions, removeMember, updateMember } from "@/lib/client/settings";
import { ROLES, type Role } from "@/lib/contracts/entities";
import type { Member } from "@/lib/contracts/people";

const ROLE_MESSAGES = { owner: "roleOwner", admin: "roleAdmin", analyst: "roleAnalyst", viewer: "roleViewer" } as const;
const ROLE_TEXTS = {
  owner: "roleOwnerText",
  admin: "roleAdminText",
  analyst: "roleAnalystText",
  viewer: "roleViewerText",
} as const;

export function MembersPanel() {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const { scope } = useProject();
  const members = useQuery(membersOptions(scope));
  if (members.isPending) return <SkeletonRows rows={3} label={common("loading")} />;
  if (members.error) return <ErrorState error={members.error} onRetry={() => void members.refetch()} />;
  return (
    <div className="flex flex-col gap-6">
      <Table caption={t("members")}>
        <thead>
          <tr>
            <Th>{t("member")}</Th>
            <Th>{t("role")}</Th>
            <Th className="max-sm:hidden">{t("joined")}</Th>
            <Th>
              <span className="sr-only">{t("removeAction")}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {members.data.map((member) => (
            <MemberRow key={member.userId} member={member} />
          ))}
        </tbody>
      </Table>
      <dl className="grid max-w-xl grid-cols-[6rem_1fr] gap-y-1 text-sm">
        {ROLES.map((role) => (
          <div key={role} className="contents">
            <dt className="text-ink-2">{t(ROLE_MESSAGES[role])}</dt>
            <dd className="text-ink-3">{t(ROLE_TEXTS[role])}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function MemberRow({ member }: { member: Member }) {
  const t = useTranslations("settings");
  const format = useFormat();
  const { scope, me, can } = useProject();
  const toast = useToast();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const [isRemoving, setIsRemoving] = useState(false);
  const stored = (members: Member[]) => {
    setIsRemoving(false);
    queryClient.setQueryData(membersOptions(scope).queryKey, members);
  };
  const failed = (error: unknown) => toast({ title: errorText(error), tone: "danger" });
  const change = useMutation({
    mutationFn: (role: Role) => updateMember(scope, member.userId, role),
    onSuccess: stored,
    onError: failed,
  });
  const remove = useMutation({
    mutationFn: () => removeMember(scope, member.userId),
    onSuccess: stored,
    onError: failed,
  });
  const options = ROLES.map((value) => ({ value, label: t(ROLE_MESSAGES[value]) }));
  return (
    <tr>
      <RowTh>
        <span className="font-medium">{member.name}</span>{" "}
        {member.userId === me.id ? <span className="text-ink-3">({t("you")})</span> : null}
        <span className="block text-ink-3 text-xs">{member.email}</span>
      </RowTh>
      <Td>
        {can("member:update") ? (
          <Select
            className="w-32"
            aria-label={t("roleFor", { name: member.name })}
            value={member.role}
            onValueChange={(role) => change.mutate(role)}
            options={options}
          />
        ) : (
          t(ROLE_MESSAGES[member.role])
        )}
      </Td>
      <Td className="text-ink-3 max-sm:hidden">{format.date(member.joinedAt)}</Td>
      <Td className="text-right">
        {can("member:remove") ? (
          <Button size="sm" onClick={() => setIsRemoving(true)} aria-label={t("removeMember", { name: member.name })}>
            {t("removeAction")}
          </Button>
        ) : null}
        <ConfirmDialog
          open={isRemoving}
          onOpenChange={setIsRemoving}
          title={t("removeTitle", { name: member.name })}
          description={t("removeText")}
          action={t("removeAction")}
          busy={remove.isPending}
          onConfirm={() => remove.mutate()}
        />
      </Td>
    </tr>
  );
}
